import { describe, expect, it } from '@jest/globals';
import { shopDialect } from '../../test/shop-dialect.js';
import { exposeWith } from '../expose-with.js';
import { text } from '../kind.js';
import { noIncludes, parseInclude } from '../query/include.js';
import { Registry } from '../registry.js';
import { attr, resourceOf, toMany, toOne } from '../resource.js';
import { linkedIds, selectionOf, type Selection } from './selection.js';

const expose = exposeWith(shopDialect);

interface Named {
  readonly name: string;
  readonly note: string;
}

const books = expose(
  resourceOf<Named>()('book', () => ({
    attributes: { name: attr(text), note: attr(text) },
    relationships: { readers: toMany('reader'), author: toOne('author'), shelf: toOne('shelf') },
  })),
  {
    type: 'books',
    attributes: { name: {}, note: {} },
    relationships: { readers: {}, author: { linkage: 'always' }, shelf: { linkage: 'primary' } },
  },
);

const authors = expose(
  resourceOf<Named>()('author', () => ({
    attributes: { name: attr(text) },
    relationships: { books: toMany('book'), friends: toMany('reader') },
  })),
  { type: 'authors', attributes: { name: {} }, relationships: { books: {}, friends: { linkage: 'always' } } },
);

const readers = expose(
  resourceOf<Named>()('reader', () => ({
    attributes: { name: attr(text) },
    relationships: { favourites: toMany('book'), club: toOne('shelf') },
  })),
  { type: 'readers', attributes: { name: {} }, relationships: { favourites: {}, club: {} } },
);

const shelves = expose(
  resourceOf<Named>()('shelf', () => ({ attributes: {} })),
  { type: 'shelves', attributes: {} },
);

const registry = new Registry(shopDialect, [books, authors, readers, shelves]);

const selected = (include: string): Selection =>
  selectionOf(registry, books, include === '' ? noIncludes : parseInclude(registry, books, include));

const columnsOf = (selection: Selection | undefined): unknown =>
  Object.fromEntries(
    selection?.relationships.map(({ relationship, linkageColumn }) => [relationship.key, linkageColumn]) ?? [],
  );

/** Selection at the end of a path of relationships. */
const at = (selection: Selection, ...path: readonly string[]): Selection | undefined =>
  path.reduce<Selection | undefined>(
    (current, key) => current?.relationships.find(({ relationship }) => relationship.key === key)?.include,
    selection,
  );

describe('the columns of a row', () => {
  it('are the id, the attributes, then one for each linkage that is always shown, or shown of what was asked for', () => {
    expect(columnsOf(selected(''))).toEqual({ readers: undefined, author: 3, shelf: 4 });
  });

  it('hold the linkage of an included relationship too, in the order of the declaration', () => {
    expect(columnsOf(selected('readers'))).toEqual({ readers: 3, author: 4, shelf: 5 });
  });

  it('hold no linkage of an included resource but what is always shown or leads further', () => {
    expect(columnsOf(at(selected('author'), 'author'))).toEqual({ books: undefined, friends: 2 });
    expect(columnsOf(at(selected('author.books'), 'author'))).toEqual({ books: 2, friends: 3 });
    expect(columnsOf(at(selected('readers'), 'readers'))).toEqual({ favourites: undefined, club: undefined });
  });

  it('are the same for one resource on every path', () => {
    const selection = selected('author.friends.favourites,readers.club');
    const [byAuthor, byBook] = [at(selection, 'author', 'friends'), at(selection, 'readers')];
    expect(columnsOf(byAuthor)).toEqual({ favourites: 2, club: 3 });
    expect(columnsOf(byBook)).toEqual({ favourites: 2, club: 3 });
  });

  it('are those of the primary resource wherever it is met again', () => {
    const selection = selected('author.books');
    expect(columnsOf(selection)).toEqual({ readers: undefined, author: 3, shelf: 4 });
    expect(columnsOf(at(selection, 'author', 'books'))).toEqual({ readers: undefined, author: 3, shelf: 4 });
  });

  it('leave out what is shown of primary resources only when the resource is included', () => {
    const include = parseInclude(registry, authors, 'books');
    expect(columnsOf(at(selectionOf(registry, authors, include), 'books'))).toEqual({
      readers: undefined,
      author: 3,
      shelf: undefined,
    });
  });
});

describe('what a selection includes', () => {
  it('is what each path of the request leads to, and no more', () => {
    const selection = selected('author.friends,readers');
    expect(at(selection, 'author')?.exposure).toBe(authors);
    expect(at(selection, 'author', 'friends')?.exposure).toBe(readers);
    expect(at(selection, 'readers')?.exposure).toBe(readers);
    expect(at(selection, 'shelf')).toBeUndefined();
    expect(at(selection, 'author', 'books')).toBeUndefined();
    expect(at(selection, 'readers', 'club')).toBeUndefined();
  });
});

describe('the ids that a linkage column holds', () => {
  const [toReaders, toAuthor] = selected('readers').relationships;
  const row = (readerIds: string | null, authorId: string | null) => ['7', 'Emma', '', readerIds, authorId, null];

  it.each<[string | null, readonly string[]]>([
    ['{}', []],
    ['{5}', ['5']],
    ['{5,17,3007572}', ['5', '17', '3007572']],
    [null, []],
  ])("of a to-many are those of PostgreSQL's array %s", (ids, linked) => {
    expect(toReaders && linkedIds(toReaders, row(ids, null))).toEqual(linked);
  });

  it.each<[string | null, readonly string[]]>([
    ['12', ['12']],
    [null, []],
  ])('of a to-one are the one or none: %s', (id, linked) => {
    expect(toAuthor && linkedIds(toAuthor, row('{}', id))).toEqual(linked);
  });

  it('are none where the linkage is not shown', () => {
    const [hidden] = selected('').relationships;
    expect(hidden && linkedIds(hidden, ['7', 'Emma', '', '12', null])).toEqual([]);
  });
});
