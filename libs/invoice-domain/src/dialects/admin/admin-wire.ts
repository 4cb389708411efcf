import { csvLine, everyOperator, kebabCase, codecsWith, utcMillisecondInstant, type Wire } from '@org/json-api';

/** Filters and sorts may be written with dashes or underscores. */
const underscored = (name: string): string => name.replaceAll('-', '_');

/** Yeti's admin wire: kebab-case, links everywhere, instants in UTC with three digits. See docs/wire/admin.md. */
export const adminWire: Wire<typeof everyOperator> = {
  name: 'admin',
  wireName: kebabCase,
  codecs: /* @__PURE__ */ codecsWith(utcMillisecondInstant),
  links: true,
  identifier: ['type', 'id'],
  emptyIncluded: false,
  joined: csvLine,
  operators: everyOperator,
  filterKey: (wireName, operator) => `${underscored(wireName)}_${operator}`,
  filterName: underscored,
  sortName: underscored,
  selfLink: false,
  totalMember: 'total-count',
};
