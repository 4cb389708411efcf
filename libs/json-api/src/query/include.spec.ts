import { describe, expect, it } from '@jest/globals';
import { shopDialect } from '../../test/shop-dialect.js';
import type { Dialect } from '../dialect.js';
import { kebabCase } from '../wire.js';
import { exposeWith } from '../expose-with.js';
import { RequestProblem, type Problem } from '../problem.js';
import { Registry } from '../registry.js';
import { resourceOf, toMany, toOne } from '../resource.js';
import { csvFields } from './csv-line.js';
import { parseInclude, type IncludeTree } from './include.js';

const dialect: Dialect = { ...shopDialect, wireName: kebabCase, list: csvFields };
const expose = exposeWith(dialect);

const books = expose(
  resourceOf<object>()('book', () => ({
    attributes: {},
    relationships: { firstAuthor: toOne('author'), readers: toMany('reader'), shelf: toOne('reader') },
  })),
  { type: 'books', attributes: {}, relationships: { firstAuthor: {}, readers: {}, shelf: { includable: false } } },
);

const authors = expose(
  resourceOf<object>()('author', () => ({ attributes: {}, relationships: { books: toMany('book') } })),
  { type: 'authors', attributes: {}, relationships: { books: { name: 'works' } } },
);

const readers = expose(
  resourceOf<object>()('reader', () => ({ attributes: {}, relationships: { favourites: toMany('author') } })),
  { type: 'readers', attributes: {}, relationships: { favourites: {} } },
);

const registry = new Registry(dialect, [books, authors, readers]);

interface Nested {
  readonly [key: string]: Nested;
}
const nested = (tree: IncludeTree): Nested => Object.fromEntries([...tree].map(([key, below]) => [key, nested(below)]));
const parsed = (text: string): Nested => nested(parseInclude(registry, books, text));

const problemsOf = (text: string): readonly Problem[] => {
  try {
    parseInclude(registry, books, text);
  } catch (error) {
    if (error instanceof RequestProblem) return error.problems;
    throw error;
  }
  return [];
};

describe('an include parameter', () => {
  it.each<[string, Nested]>([
    ['', {}],
    ['readers', { readers: {} }],
    ['first-author', { firstAuthor: {} }],
    ['readers,first-author', { readers: {}, firstAuthor: {} }],
    ['first-author.works.readers', { firstAuthor: { books: { readers: {} } } }],
    ['readers,readers', { readers: {} }],
    ['readers.favourites,readers', { readers: { favourites: {} } }],
    ['readers,readers.favourites', { readers: { favourites: {} } }],
    ['first-author.works,readers,first-author', { firstAuthor: { books: {} }, readers: {} }],
    [
      'first-author.works.readers,first-author.works.first-author',
      { firstAuthor: { books: { readers: {}, firstAuthor: {} } } },
    ],
  ])('%j asks for a tree of relationships, by their domain names', (text, tree) => {
    expect(parsed(text)).toEqual(tree);
  });

  it('may be five relationships long', () => {
    expect(parsed('first-author.works.readers.favourites.works')).toEqual({
      firstAuthor: { books: { readers: { favourites: { books: {} } } } },
    });
  });
});

describe('an include parameter is refused', () => {
  it.each<[string, Problem]>([
    ['covers', { code: 'unknown-include', type: 'books', name: 'covers', path: 'covers' }],
    ['firstAuthor', { code: 'unknown-include', type: 'books', name: 'firstAuthor', path: 'firstAuthor' }],
    ['first_author', { code: 'unknown-include', type: 'books', name: 'first_author', path: 'first_author' }],
    ['Readers', { code: 'unknown-include', type: 'books', name: 'Readers', path: 'Readers' }],
    ['readers,covers,colour', { code: 'unknown-include', type: 'books', name: 'covers', path: 'covers' }],
    ['readers,', { code: 'unknown-include', type: 'books', name: '', path: '' }],
    ['readers..works', { code: 'unknown-include', type: 'readers', name: '', path: 'readers..works' }],
  ])('%j for its first unknown name', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('for an unknown name further down, looked for in the type that the path has led to', () => {
    expect(problemsOf('first-author.works.covers')).toEqual([
      { code: 'unknown-include', type: 'books', name: 'covers', path: 'first-author.works.covers' },
    ]);
    expect(problemsOf('first-author.readers.favourites')).toEqual([
      { code: 'unknown-include', type: 'authors', name: 'readers', path: 'first-author.readers.favourites' },
    ]);
    expect(problemsOf('first-author.books')).toEqual([
      { code: 'unknown-include', type: 'authors', name: 'books', path: 'first-author.books' },
    ]);
  });

  it('for a relationship that is shown but not includable', () => {
    expect(problemsOf('shelf')).toEqual([{ code: 'unknown-include', type: 'books', name: 'shelf', path: 'shelf' }]);
  });

  it('for a path of more than five relationships, before its names are looked at', () => {
    const path = 'first-author.works.first-author.works.first-author.covers';
    expect(problemsOf(path)).toEqual([{ code: 'include-too-deep', type: 'books', path, limit: 5 }]);
  });

  it('for a list that the dialect cannot read, with the whole text as the name', () => {
    expect(problemsOf('readers,"covers')).toEqual([
      { code: 'unknown-include', type: 'books', name: 'readers,"covers', path: 'readers,"covers' },
    ]);
  });
});

describe('a request problem', () => {
  it('names the codes of all that is wrong', () => {
    const problem = new RequestProblem({ code: 'forbidden' }, { code: 'unknown-parameter', parameter: 'x' });
    expect(problem.message).toBe('forbidden, unknown-parameter');
    expect(problem.problems).toEqual([{ code: 'forbidden' }, { code: 'unknown-parameter', parameter: 'x' }]);
  });
});
