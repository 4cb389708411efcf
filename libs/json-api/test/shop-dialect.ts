import { plainCodecs, utcMillisecondInstant } from '../src/codecs.js';
import type { Dialect } from '../src/dialect.js';
import { everyOperator } from '../src/query/comparable.js';
import { snakeCase } from '../src/wire.js';

/**
 * A dialect for tests that are not about dialects. A test that depends on one of its choices makes that choice itself:
 * `{ ...shopDialect, links: true }`. Nothing is refused in its name, so it words no errors.
 */
export const shopDialect: Dialect = {
  name: 'shop',
  wireName: snakeCase,
  codecs: { ...plainCodecs, instant: utcMillisecondInstant },
  links: false,
  identifier: ['id', 'type'],
  emptyIncluded: true,
  list: (text) => (text === '' ? [] : text.split(',')),
  joined: (values) => values.join(','),
  operators: everyOperator,
  filterKey: (wireName, operator) => `${wireName}_${operator}`,
  filterName: (sent) => sent,
  sortName: (sent) => sent,
  flags: new Map([
    ['true', 't'],
    ['false', 'f'],
  ]),
  wholeDays: false,
  emptyFieldset: 'none',
  idIsField: false,
  scalarPage: false,
  ignoresUnknownPageMembers: false,
  showTakesListParameters: false,
  selfLink: true,
  totalMember: 'total',
  errors: {} as Dialect['errors'],
  bodiless: new Set(),
  errorMembers: [],
  escapesHtmlInErrors: false,
};
