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
  errors: resellerErrors,
  bodiless: new Set(),
  errorMembers: ['status', 'code', 'title', 'detail', 'source'],
  escapesHtmlInErrors: false,
};
