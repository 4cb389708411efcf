import { describe, expect, it } from '@jest/globals';
import { adminDialect, resellerDialect } from '@org/invoice-domain';
import {
  attr,
  exposeWith,
  flag,
  instant,
  integer,
  jsonList,
  oneOf,
  optional,
  quotedFlag,
  quotedInteger,
  Registry,
  resourceOf,
  text,
  toMany,
  toOne,
  writable,
} from '@org/json-api';
import type { Instant } from '@org/kernel';
import { resourceTables } from './resource-tables.js';
import { writesTable } from './writes-table.js';

interface Book {
  readonly shortTitle: string;
  readonly longTitle: string;
  readonly printedAt: Instant | null;
  readonly state: 'draft' | 'printed';
  readonly signed: boolean;
  readonly shelf: number;
  readonly reviews: readonly object[];
}

const book = resourceOf<Book>()('book', () => ({
  attributes: {
    shortTitle: attr(text),
    longTitle: attr(text),
    printedAt: optional(instant),
    state: attr(oneOf(['draft', 'printed'])),
    signed: attr(flag),
    shelf: attr(integer),
    reviews: attr(jsonList<object>()),
  },
  relationships: { sequel: toOne('book'), earlierEditions: toMany('book'), readers: toMany('book') },
}));

describe('the tables of a resource', () => {
  it('say what the admin API shows, neighbours that are alike in one row', () => {
    const exposure = exposeWith(adminDialect)(book, {
      type: 'books',
      attributes: {
        shortTitle: {},
        longTitle: {},
        printedAt: {},
        state: { words: { draft: 'Draft', printed: 'Printed' }, filter: false },
        signed: { sort: false },
        reviews: {},
        shelf: { onRequest: true, filter: false, sort: false },
      },
      relationships: { sequel: { linkage: 'always' }, earlierEditions: {}, readers: { linkage: 'primary' } },
      filters: {
        shortTitle: { by: 'shortTitle', as: 'text', plain: true },
        'sequel.id': { by: 'sequel.id', as: 'key', plain: true },
        sequel_shelf: { by: 'sequel.shelf', as: 'number' },
      },
      sorts: { 'sequel-shelf': 'sequelShelf' },
    });
    expect(resourceTables(new Registry(adminDialect, [exposure]), exposure, true)).toBe(`\
| attribute                   | value              | null | sort | filter |
| --------------------------- | ------------------ | ---- | ---- | ------ |
| \`short-title\`, \`long-title\` | text               | no   | yes  | text   |
| \`printed-at\`                | ts                 | yes  | yes  | time   |
| \`state\`                     | \`Draft\`, \`Printed\` | no   | yes  | –      |
| \`signed\`                    | bool               | no   | no   | flag   |
| \`reviews\`                   | list of objects    | no   | no   | –      |
| \`shelf\` (on request)        | int                | no   | no   | –      |

Plain filters: \`shortTitle\`, \`sequel.id\`. Further filters: \`sequel_shelf\` (number). Further sorts: \`sequel_shelf\`.

| relationship       | leads to     | linkage  |
| ------------------ | ------------ | -------- |
| \`sequel\`           | \`books\`      | _always_ |
| \`earlier-editions\` | many \`books\` | _asked_  |
| \`readers\`          | many \`books\` | _first_  |`);
  });

  it('say what the reseller API shows, values as its codecs write them', () => {
    const exposure = exposeWith(resellerDialect)(book, {
      type: 'books',
      attributes: {
        shortTitle: { group: 'titles' },
        signed: { codec: quotedFlag },
        shelf: { codec: quotedInteger },
      },
    });
    expect(resourceTables(new Registry(resellerDialect, [exposure]), exposure, true)).toBe(`\
| attribute            | value               | null | sort | filter |
| -------------------- | ------------------- | ---- | ---- | ------ |
| \`titles.short_title\` | text                | no   | no   | text   |
| \`signed\`             | \`"true"\`, \`"false"\` | no   | yes  | flag   |
| \`shelf\`              | string of digits    | no   | yes  | number |`);
  });

  it('say nothing of filters and sorts where there is no list', () => {
    const exposure = exposeWith(adminDialect)(book, { type: 'books', attributes: { signed: {} } });
    expect(resourceTables(new Registry(adminDialect, [exposure]), exposure, false)).toBe(`\
| attribute | value | null |
| --------- | ----- | ---- |
| \`signed\`  | bool  | no   |`);
  });
});

describe('the table of changes', () => {
  const exposure = exposeWith(adminDialect)(book, {
    type: 'books',
    attributes: { shortTitle: {}, longTitle: {}, signed: {}, shelf: {} },
    relationships: { sequel: {} },
  });
  const rowOf = (...[declared]: [Parameters<typeof writable<NonNullable<typeof exposure.shape>, object>>[1]]) =>
    writesTable(new Registry(adminDialect, [exposure], [writable(exposure, declared)]))
      .split('\n')
      .at(-1);

  it('names what can be given, or what of all attributes cannot', () => {
    expect(rowOf({ create: ['shortTitle', 'longTitle', 'signed', 'sequel'], update: ['signed'] })).toBe(
      '| `books`  | all attributes but `shelf`; `sequel` | `signed` | no     |',
    );
  });

  it('says when a change takes the same as a creation', () => {
    const every = ['shortTitle', 'longTitle', 'signed', 'shelf'] as const;
    expect(rowOf({ create: every, update: every, remove: true })).toBe(
      '| `books`  | all attributes | the same | yes    |',
    );
  });

  it('leaves out what cannot be written', () => {
    expect(writesTable(new Registry(adminDialect, [exposure])).split('\n')).toHaveLength(2);
  });
});
