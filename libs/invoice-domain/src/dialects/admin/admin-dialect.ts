import { csvFields, type Dialect } from '@org/json-api';
import { adminErrors } from './admin-errors.js';
import { adminWire } from './admin-wire.js';

/** Dialect of Yeti's admin API: how requests are read and errors worded. See docs/wire/admin.md. */
export const adminDialect: Dialect = {
  ...adminWire,
  // Yeti reads one CSV line and drops empty fields.
  list: (text) => csvFields(text)?.filter((field) => field !== ''),
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
  errors: adminErrors,
  bodiless: new Set(['unauthorized']),
  errorMembers: ['title', 'detail', 'code', 'source', 'status'],
  escapesHtmlInErrors: true,
};
