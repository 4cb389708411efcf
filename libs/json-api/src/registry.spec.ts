import { describe, expect, it } from '@jest/globals';
import { shopDialect } from '../test/shop-dialect.js';
import { exposeWith } from './expose-with.js';
import { text } from './kind.js';
import { Registry } from './registry.js';
import { attr, resourceOf, toMany, toOne } from './resource.js';

const expose = exposeWith(shopDialect);

interface Named {
  readonly name: string;
}

const books = expose(
  resourceOf<Named>()('book', () => ({
    attributes: { name: attr(text) },
    relationships: { author: toOne('author'), readers: toMany('reader') },
  })),
  { type: 'books', attributes: { name: {} }, relationships: { author: {} } },
);

const authors = expose(
  resourceOf<Named>()('author', () => ({
    attributes: { name: attr(text) },
    relationships: { books: toMany('book') },
  })),
  { type: 'authors', attributes: { name: {} }, relationships: { books: {} } },
);

const authorsAgain = expose(
  resourceOf<Named>()('author', () => ({ attributes: { name: attr(text) } })),
  { type: 'writers', attributes: { name: {} } },
);

describe('a registry', () => {
  it('holds what one API shows, in the order of its declaration', () => {
    const registry = new Registry(shopDialect, [books, authors]);
    expect([...registry.exposures]).toEqual([books, authors]);
    expect(registry.exposureOf('author')).toBe(authors);
  });

  it('follows relationships, in circles too', () => {
    const registry = new Registry(shopDialect, [books, authors]);
    expect(books.relationships.map((one) => registry.target(one))).toEqual([authors]);
    expect(authors.relationships.map((one) => registry.target(one))).toEqual([books]);
  });

  it('is refused when a shown relationship leads to a resource that the API does not show', () => {
    expect(() => new Registry(shopDialect, [books])).toThrow('shop does not show author');
  });

  it('cares nothing for a relationship that is not shown', () => {
    expect(() => new Registry(shopDialect, [books, authors]).exposureOf('reader')).toThrow('shop does not show reader');
  });

  it('is refused when it shows a resource twice', () => {
    expect(() => new Registry(shopDialect, [books, authors, authorsAgain])).toThrow('shop shows author twice');
  });
});
