import { describe, expect, it } from '@jest/globals';
import { ZoneOffsets } from '@org/kernel';
import fc from 'fast-check';
import { shopDialect } from '../../test/shop-dialect.js';
import type { Dialect } from '../dialect.js';
import { exposeWith } from '../expose-with.js';
import type { Exposure } from '../exposure.js';
import { text } from '../kind.js';
import { noIncludes, parseInclude } from '../query/include.js';
import { Registry } from '../registry.js';
import { attr, resourceOf, toMany, toOne } from '../resource.js';
import { wholeText } from './document-text.js';
import { DocumentWriter, type IncludedRows } from './document-writer.js';
import { selectionOf, type Row } from './selection.js';

interface Named {
  readonly name: string;
}

const bookResource = resourceOf<Named>()('book', () => ({
  attributes: { name: attr(text) },
  relationships: { author: toOne('author'), readers: toMany('reader'), sequel: toOne('book') },
}));
const authorResource = resourceOf<Named>()('author', () => ({
  attributes: { name: attr(text) },
  relationships: { books: toMany('book'), friends: toMany('reader') },
}));
const readerResource = resourceOf<Named>()('reader', () => ({
  attributes: { name: attr(text) },
  relationships: { favourites: toMany('book') },
}));

const registryOf = (one: Dialect): Registry => {
  const expose = exposeWith(one);
  return new Registry(one, [
    expose(bookResource, {
      type: 'books',
      attributes: { name: {} },
      relationships: { author: {}, readers: {}, sequel: {} },
    }),
    expose(authorResource, { type: 'authors', attributes: { name: {} }, relationships: { books: {}, friends: {} } }),
    expose(readerResource, { type: 'readers', attributes: { name: {} }, relationships: { favourites: {} } }),
  ]);
};
const registry = registryOf({ ...shopDialect, emptyIncluded: true });
const silent = registryOf({ ...shopDialect, emptyIncluded: false });

const context = { base: 'http://h', zone: new ZoneOffsets('UTC') };

const writerOf = (
  shop: Registry,
  include: string,
): { one: (...record: Parameters<DocumentWriter['one']>) => string } => {
  const books: Exposure = shop.exposureOf('book');
  const includes = include === '' ? noIncludes : parseInclude(shop, books, include);
  const writer = new DocumentWriter(selectionOf(shop, books, includes));
  return { one: (...record) => wholeText(writer.one(...record)) };
};

const rowsOf = (rows: Readonly<Record<string, readonly Row[]>>): IncludedRows =>
  new Map(Object.entries(rows).map(([resource, list]) => [resource, new Map(list.map((row) => [row[0] ?? '', row]))]));

interface Document {
  readonly data: { readonly type: string; readonly id: string };
  readonly included?: readonly { readonly type: string; readonly id: string }[];
}

const includedIn = (document: string): readonly string[] | undefined =>
  (JSON.parse(document) as Document).included?.map(({ type, id }) => `${type} ${id}`);

describe('a document of one record', () => {
  it('has no included when nothing was asked for, whatever the dialect', () => {
    const emma = '{"data":{"id":"7","type":"books","attributes":{"name":"Emma"}}}';
    expect(writerOf(registry, '').one(['7', 'Emma'], new Map(), context)).toBe(emma);
    expect(writerOf(silent, '').one(['7', 'Emma'], new Map(), context)).toBe(emma);
  });

  it('has an empty included, or none, as the dialect says when what was asked for leads nowhere', () => {
    const data =
      '{"id":"7","type":"books","attributes":{"name":"Emma"},"relationships":{"author":{"data":null},"readers":{"data":[]}}}';
    const row = ['7', 'Emma', null, '{}'];
    expect(writerOf(registry, 'author,readers').one(row, new Map(), context)).toBe(`{"data":${data},"included":[]}`);
    expect(writerOf(silent, 'author,readers').one(row, new Map(), context)).toBe(`{"data":${data}}`);
  });

  it('has what was asked for in included, written as those records are', () => {
    const included = rowsOf({ author: [['12', 'Jane']] });
    const document =
      '{"data":{"id":"7","type":"books","attributes":{"name":"Emma"},"relationships":{"author":{"data":{"id":"12","type":"authors"}}}},' +
      '"included":[{"id":"12","type":"authors","attributes":{"name":"Jane"}}]}';
    expect(writerOf(registry, 'author').one(['7', 'Emma', '12'], included, context)).toBe(document);
    expect(writerOf(silent, 'author').one(['7', 'Emma', '12'], included, context)).toBe(document);
  });

  it('leaves out a linked record that was not read, such as one out of sight', () => {
    const included = rowsOf({ reader: [['5', 'Ann']] });
    expect(includedIn(writerOf(registry, 'readers').one(['7', 'Emma', '{4,5}'], included, context))).toEqual([
      'readers 5',
    ]);
  });
});

describe('what is included', () => {
  it('is grouped by type in the order in which the types are met', () => {
    const writer = writerOf(registry, 'readers.favourites,author.friends');
    const included = rowsOf({
      author: [['12', 'Jane', '{6,4}']],
      reader: [
        ['4', 'Fay', '{}'],
        ['5', 'Ann', '{8,9}'],
        ['6', 'Bea', '{9}'],
      ],
      book: [
        ['8', 'Persuasion', null, '{}'],
        ['9', 'Sanditon', null, '{}'],
      ],
    });
    expect(includedIn(writer.one(['7', 'Emma', '12', '{5,6}'], included, context))).toEqual([
      'authors 12',
      'readers 6',
      'readers 4',
      'readers 5',
      'books 8',
      'books 9',
    ]);
  });

  it('holds each record once, however many paths lead to it, with the linkage of all of them', () => {
    const writer = writerOf(registry, 'author.friends,readers.favourites');
    const included = rowsOf({
      author: [['12', 'Jane', '{5}']],
      reader: [['5', 'Ann', '{8}']],
      book: [['8', 'Persuasion', '12', '{5}']],
    });
    expect(writer.one(['7', 'Emma', '12', '{5}'], included, context)).toContain(
      '"included":[{"id":"12","type":"authors","attributes":{"name":"Jane"},"relationships":{"friends":{"data":[{"id":"5","type":"readers"}]}}},' +
        '{"id":"5","type":"readers","attributes":{"name":"Ann"},"relationships":{"favourites":{"data":[{"id":"8","type":"books"}]}}},' +
        '{"id":"8","type":"books",',
    );
  });

  it('never repeats the primary record, but goes on through it', () => {
    const writer = writerOf(registry, 'author.books.readers');
    const included = rowsOf({
      author: [['12', 'Jane', '{7,8}']],
      book: [
        ['7', 'Emma', '12', '{5}'],
        ['8', 'Persuasion', '12', '{}'],
      ],
      reader: [['5', 'Ann']],
    });
    expect(includedIn(writer.one(['7', 'Emma', '12', '{5}'], included, context))).toEqual([
      'authors 12',
      'books 8',
      'readers 5',
    ]);
  });

  it('holds another record of the primary type', () => {
    const included = rowsOf({ book: [['8', 'Persuasion', null]] });
    expect(includedIn(writerOf(registry, 'sequel').one(['7', 'Emma', '8'], included, context))).toEqual(['books 8']);
  });

  it('does not confuse records of two types that share an id', () => {
    const included = rowsOf({ author: [['7', 'Jane']], reader: [['7', 'Ann']] });
    const document = writerOf(registry, 'author,readers').one(['7', 'Emma', '7', '{7}'], included, context);
    expect(includedIn(document)).toEqual(['authors 7', 'readers 7']);
  });
});

describe('a path that leads in a circle', () => {
  it('ends where it was asked to end', () => {
    const writer = writerOf(registry, 'author.books.author.books.author');
    const included = rowsOf({
      author: [['12', 'Jane', '{7}']],
      book: [['7', 'Emma', '12']],
    });
    expect(includedIn(writer.one(['7', 'Emma', '12'], included, context))).toEqual(['authors 12']);
  });

  it('follows the links of a record once for each step of the path, though every record leads to every other', () => {
    let followed = 0;
    class CountedRows extends Map<string, Row> {
      override get(id: string): Row | undefined {
        followed += 1;
        return super.get(id);
      }
    }
    const ids = Array.from({ length: 60 }, (_, index) => String(index + 1));
    const everybody = `{${ids.join(',')}}`;
    const included = new Map([
      ['reader', new CountedRows(ids.map((id) => [id, [id, 'Ann', everybody]]))],
      ['book', new CountedRows(ids.map((id) => [id, [id, 'Emma', everybody]]))],
    ]);
    const document = writerOf(registry, 'readers.favourites.readers').one(['1', 'Emma', everybody], included, context);
    expect(includedIn(document)).toHaveLength(60 + 59);
    expect(followed).toBe(60 + 60 * 60 + 60 * 60);
  });
});

describe('every document', () => {
  const links: Readonly<Record<string, Readonly<Record<string, readonly [resource: string, column: number]>>>> = {
    author: { books: ['book', 2], friends: ['reader', 3] },
    reader: { favourites: ['book', 2] },
    book: { author: ['author', 2], readers: ['reader', 3], sequel: ['book', 4] },
  };
  /** Together they name every relationship, so every linkage is shown. */
  const paths = ['author.books.readers', 'author.friends.favourites.sequel', 'sequel.author', 'readers'];

  const id = fc.integer({ min: 1, max: 5 }).map(String);
  const ids = fc.uniqueArray(id).map((list) => `{${list.join(',')}}`);
  const some = (...columns: readonly fc.Arbitrary<string | null>[]): fc.Arbitrary<readonly Row[]> =>
    fc.uniqueArray(fc.tuple(id, fc.constant('x'), ...columns), { selector: ([key]) => key });
  const primary = fc.tuple(id, fc.constant('x'), fc.option(id), ids, fc.option(id));
  const ledger = fc
    .tuple(primary, some(ids, ids), some(ids), some(fc.option(id), ids, fc.option(id)))
    .map(([row, author, reader, book]) => ({
      row,
      rows: { author, reader, book: [row, ...book.filter(([key]) => key !== row[0])] },
    }));

  /** Walks the paths one by one and level by level, with no regard to what was met before. */
  const reached = (row: Row, rows: Readonly<Record<string, readonly Row[]>>): Set<string> => {
    const met = new Set<string>();
    for (const path of paths) {
      let level: readonly { readonly resource: string; readonly row: Row }[] = [{ resource: 'book', row }];
      for (const name of path.split('.')) {
        level = level.flatMap((from) => {
          const [resource, column] = links[from.resource]?.[name] ?? ['', 0];
          const keys: readonly string[] = from.row[column]?.match(/\d+/g) ?? [];
          return (rows[resource] ?? [])
            .filter(([key]) => keys.includes(key ?? ''))
            .map((found) => ({ resource, row: found }));
        });
        for (const { resource, row: found } of level) met.add(`${resource}s ${found[0]}`);
      }
    }
    met.delete(`books ${row[0]}`);
    return met;
  };

  it('holds exactly the records that its paths lead to, each once, type by type', () => {
    const writer = writerOf(registry, paths.join(','));
    fc.assert(
      fc.property(ledger, ({ row, rows }) => {
        const included = includedIn(writer.one(row, rowsOf(rows), context)) ?? [];
        expect(new Set(included)).toEqual(reached(row, rows));
        expect(new Set(included).size).toBe(included.length);
        const types = included.map((one) => one.split(' ')[0]);
        expect(types.filter((type, index) => type !== types[index - 1])).toEqual([...new Set(types)]);
      }),
    );
  });
});
