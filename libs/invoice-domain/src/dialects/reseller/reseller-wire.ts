import { codecsWith, snakeCase, zonedMicrosecondInstant, type OperatorTable, type Wire } from '@org/json-api';

const times = ['gt', 'gteq', 'lt', 'lteq', 'in'] as const;
const values = ['in'] as const;

/** Any of several values; times can be bounded too. See docs/wire/reseller.md, filters. */
const operators = {
  flag: ['eq'],
  number: values,
  instant: times,
  localDate: times,
  text: values,
  uuid: values,
  word: values,
  key: values,
} as const satisfies OperatorTable;

/** ActivePlatform's reseller wire: snake_case, no links, instants with microseconds in the reseller's zone. See docs/wire/reseller.md. */
export const resellerWire: Wire<typeof operators> = {
  name: 'reseller',
  wireName: snakeCase,
  codecs: /* @__PURE__ */ codecsWith(zonedMicrosecondInstant),
  links: false,
  identifier: ['id', 'type'],
  emptyIncluded: true,
  joined: (parts) => {
    if (parts.some((part) => part.includes(','))) throw new RangeError('the reseller API takes no value with a comma');
    return parts.join(',');
  },
  operators,
  filterKey: (wireName, operator) => (operator === 'eq' || operator === 'in' ? wireName : `${wireName}][${operator}`),
  filterName: (sent) => sent,
  sortName: (sent) => sent,
  selfLink: true,
  totalMember: 'total_count',
};
