import { describe, expect, it } from '@jest/globals';
import type { Brand, Decimal, Instant } from '@org/kernel';
import { decimal, flag, identifier, identifiers, instant, integer, json, oneOf, text } from './kind.js';
import { attr, optional, resourceOf, toMany, toOne, type Attribute } from './resource.js';

type BookId = Brand<number, 'BookId'>;
type AuthorId = Brand<number, 'AuthorId'>;

type State = 'draft' | 'printed' | 'soldOut';

interface Book {
  readonly id: BookId;
  readonly title: string;
  readonly subtitle: string | null;
  readonly pages: number;
  readonly price: Decimal;
  readonly printedAt: Instant | null;
  readonly state: State;
  readonly formerState: State | null;
  readonly authorId: AuthorId;
  readonly editorIds: readonly AuthorId[] | null;
  readonly extras: Readonly<Record<string, unknown>>;
}

const book = resourceOf<Book>();

describe('a resource', () => {
  it('names the attributes and relationships of a model, in order', () => {
    const resource = book('book', (mapped) => ({
      attributes: {
        title: attr(text),
        subtitle: optional(text),
        price: attr(decimal),
        printedAt: optional(instant),
        authorId: attr(identifier<AuthorId>()),
        editorIds: optional(identifiers<AuthorId>()),
        extras: attr(json<Readonly<Record<string, unknown>>>()),
      },
      derived: { availability: mapped('state', { draft: 'later', printed: 'now', soldOut: 'later' }) },
      relationships: { author: toOne('author'), readers: toMany('reader', ['loans', 'reader']) },
    }));
    expect(resource.name).toBe('book');
    expect(Object.entries(resource.attributes).map(([key, { kind, nullable }]) => [key, kind.name, nullable])).toEqual([
      ['title', 'text', false],
      ['subtitle', 'text', true],
      ['price', 'decimal', false],
      ['printedAt', 'instant', true],
      ['authorId', 'integer', false],
      ['editorIds', 'integers', true],
      ['extras', 'json', false],
      ['availability', 'oneOf', false],
    ]);
    expect(resource.relationships).toEqual({
      author: { target: 'author', cardinality: 'one' },
      readers: { target: 'reader', cardinality: 'many', via: ['loans', 'reader'] },
    });
  });

  it('may have no relationships', () => {
    expect(book('book', () => ({ attributes: { title: attr(text) } })).relationships).toEqual({});
  });

  it('derives an attribute from the words of a stored one, each new word once', () => {
    const { availability } = book('book', (mapped) => ({
      attributes: {},
      derived: { availability: mapped('state', { draft: 'later', printed: 'now', soldOut: 'later' }) },
    })).attributes;
    expect(availability).toMatchObject({
      kind: { name: 'oneOf', values: ['later', 'now'] },
      from: 'state',
      words: { draft: 'later', printed: 'now', soldOut: 'later' },
    });
    const typed: Attribute<'later' | 'now'> = availability;
    expect(typed.nullable).toBe(false);
  });
});

/** The type checker proves these: a directive under which nothing is wrong is itself an error. */
describe('a resource does not compile', () => {
  it('with an attribute that the model lacks', () => {
    // @ts-expect-error -- a book has no colour
    book('book', () => ({ attributes: { colour: attr(text) } }));
    expect.assertions(0);
  });

  it('with a kind of another type than the property', () => {
    // @ts-expect-error -- a price is no text
    book('book', () => ({ attributes: { price: attr(text) } }));
    // @ts-expect-error -- pages are counted in numbers, not in exact decimals
    book('book', () => ({ attributes: { pages: attr(decimal) } }));
    // @ts-expect-error -- a title is not a flag
    book('book', () => ({ attributes: { title: attr(flag) } }));
    expect.assertions(0);
  });

  it('with a closed set that is smaller or larger than the property has values', () => {
    // @ts-expect-error -- a book may be sold out
    book('book', () => ({ attributes: { state: attr(oneOf(['draft', 'printed'])) } }));
    // @ts-expect-error -- no book is burnt
    book('book', () => ({ attributes: { state: attr(oneOf(['draft', 'printed', 'soldOut', 'burnt'])) } }));
    // @ts-expect-error -- a closed set is no free text
    book('book', () => ({ attributes: { state: attr(text) } }));
    expect.assertions(0);
  });

  it('with the id of another sort of record', () => {
    // @ts-expect-error -- an author is not a book
    book('book', () => ({ attributes: { authorId: attr(identifier<BookId>()) } }));
    // @ts-expect-error -- a branded id is not any number
    book('book', () => ({ attributes: { authorId: attr(integer) } }));
    expect.assertions(0);
  });

  it('when it says otherwise than the model whether a value may be missing', () => {
    // @ts-expect-error -- a book may lack a subtitle
    book('book', () => ({ attributes: { subtitle: attr(text) } }));
    // @ts-expect-error -- every book has a title
    book('book', () => ({ attributes: { title: optional(text) } }));
    expect.assertions(0);
  });

  it('with a derived attribute that has no word for some value', () => {
    book('book', (mapped) => ({
      attributes: {},
      // @ts-expect-error -- what of a book that is sold out?
      derived: { shown: mapped('state', { draft: 'no', printed: 'yes' }) },
    }));
    expect.assertions(0);
  });

  it('with a word for a value that does not exist', () => {
    book('book', (mapped) => ({
      attributes: {},
      // @ts-expect-error -- no book is burnt
      derived: { shown: mapped('state', { draft: 'no', printed: 'yes', soldOut: 'no', burnt: 'no' }) },
    }));
    expect.assertions(0);
  });

  it('with an attribute derived from what the model lacks, or from what is no closed set', () => {
    // @ts-expect-error -- a book has no colour
    book('book', (mapped) => ({ attributes: {}, derived: { shown: mapped('colour', {}) } }));
    // @ts-expect-error -- a number has no words
    book('book', (mapped) => ({ attributes: {}, derived: { shown: mapped('pages', {}) } }));
    // @ts-expect-error -- nobody can list the titles of all books
    book('book', (mapped) => ({ attributes: {}, derived: { shown: mapped('title', { Emma: 'yes' }) } }));
    book('book', (mapped) => ({
      attributes: {},
      // @ts-expect-error -- a book without a former state would have no word
      derived: { shown: mapped('formerState', { draft: 'no', printed: 'yes', soldOut: 'no' }) },
    }));
    expect.assertions(0);
  });

  it('with a derived attribute that is derived from nothing', () => {
    // @ts-expect-error -- a book has no colour, under this heading neither
    book('book', () => ({ attributes: {}, derived: { colour: attr(text) } }));
    expect.assertions(0);
  });
});
