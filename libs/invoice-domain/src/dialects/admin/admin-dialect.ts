import { csvFields, kebabCase, plainCodecs, utcMillisecondInstant, type Dialect } from '@org/json-api';
import { adminErrors } from './admin-errors.js';

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
  errors: adminErrors,
  bodiless: new Set(['unauthorized']),
  errorMembers: ['title', 'detail', 'code', 'source', 'status'],
  escapesHtmlInErrors: true,
};
