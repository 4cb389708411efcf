import { plainCodecs, snakeCase, zonedMicrosecondInstant, type Dialect } from '@org/json-api';
import { resellerErrors } from './reseller-errors.js';

/** ActivePlatform's reseller wire: snake_case, no links, instants with microseconds in the reseller's zone. See docs/wire/reseller.md. */
export const resellerDialect: Dialect = {
  name: 'reseller',
  wireName: snakeCase,
  codecs: { ...plainCodecs, instant: zonedMicrosecondInstant },
  links: false,
  identifier: ['id', 'type'],
  emptyIncluded: true,
  list: (text) => (text === '' ? [] : text.split(',')),
  filterKey: (wireName, operator, comparable) => {
    if (operator === (comparable === 'flag' ? 'eq' : 'in')) return wireName;
    const isBound = operator === 'gt' || operator === 'gteq' || operator === 'lt' || operator === 'lteq';
    return isBound && (comparable === 'instant' || comparable === 'localDate') ? `${wireName}][${operator}` : undefined;
  },
  filterName: (sent) => sent,
  sortName: (sent) => sent,
  flags: new Map([
    ['true', 't'],
    ['false', 'f'],
  ]),
  wholeDays: true,
  emptyFieldset: 'none',
  idIsField: false,
  scalarPage: false,
  ignoresUnknownPageMembers: false,
  showTakesListParameters: false,
  selfLink: true,
  totalMember: 'total_count',
  errors: resellerErrors,
  bodiless: new Set(),
  errorMembers: ['status', 'code', 'title', 'detail', 'source'],
  escapesHtmlInErrors: false,
};
