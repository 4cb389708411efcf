import { csvFields, kebabCase, plainCodecs, utcMillisecondInstant, type Dialect } from '@org/json-api';
import { adminErrors } from './admin-errors.js';

/** Filters and sorts may be written with dashes or underscores. */
const underscored = (name: string): string => name.replaceAll('-', '_');

/** Yeti's admin wire: kebab-case, links everywhere, instants in UTC with three digits. See docs/wire/admin.md. */
export const adminDialect: Dialect = {
  name: 'admin',
  wireName: kebabCase,
  codecs: { ...plainCodecs, instant: utcMillisecondInstant },
  links: true,
  identifier: ['type', 'id'],
  emptyIncluded: false,
  // The original reads one CSV line and drops empty fields.
  list: (text) => csvFields(text)?.filter((field) => field !== ''),
  filterKey: (wireName, operator) => `${underscored(wireName)}_${operator}`,
  filterName: underscored,
  sortName: underscored,
  flags: new Map([
    ...['true', 't', 'T', 'TRUE', '1'].map((word) => [word, 't'] as const),
    ...['false', 'f', 'F', 'FALSE', '0'].map((word) => [word, 'f'] as const),
  ]),
  wholeDays: false,
  emptyFieldset: 'refused',
  idIsField: true,
  scalarPage: true,
  ignoresUnknownPageMembers: true,
  showTakesListParameters: true,
  selfLink: false,
  totalMember: 'total-count',
  errors: adminErrors,
  bodiless: new Set(['unauthorized']),
  errorMembers: ['title', 'detail', 'code', 'source', 'status'],
  escapesHtmlInErrors: true,
};
