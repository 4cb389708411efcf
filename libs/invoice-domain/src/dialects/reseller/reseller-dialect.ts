import type { Dialect } from '@org/json-api';
import { resellerErrors } from './reseller-errors.js';
import { resellerWire } from './reseller-wire.js';

/** Dialect of ActivePlatform's reseller API: how requests are read and errors worded. See docs/wire/reseller.md. */
export const resellerDialect: Dialect = {
  ...resellerWire,
  list: (text) => (text === '' ? [] : text.split(',')),
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
  errors: resellerErrors,
  bodiless: new Set(),
  errorMembers: ['status', 'code', 'title', 'detail', 'source'],
  escapesHtmlInErrors: false,
};
