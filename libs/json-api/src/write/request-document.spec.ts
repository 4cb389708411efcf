import { describe, expect, it } from '@jest/globals';
import { Decimal, instantOf, localDateOf, type Instant, type LocalDate } from '@org/kernel';
import fc from 'fast-check';
import { shopDialect } from '../../test/shop-dialect.js';
import { exposeWith } from '../expose-with.js';
import { decimal, flag, identifiers, instant, integer, json, localDate, oneOf, text, uuid } from '../kind.js';
import { RequestProblem, type Problem } from '../problem.js';
import { Registry } from '../registry.js';
import { attr, optional, resourceOf, toMany, toOne } from '../resource.js';
import { readChange, readCreation, type RecordInput } from './request-document.js';
import { writable } from './writable.js';

interface Book {
  readonly title: string;
  readonly price: Decimal | null;
  readonly pages: number | null;
  readonly shelves: readonly number[] | null;
  readonly signed: boolean | null;
  readonly isbn: string | null;
  readonly printedAt: Instant | null;
  readonly soldOn: LocalDate | null;
  readonly binding: 'hard' | 'soft' | null;
  readonly notes: object | null;
  readonly opensAt: Instant;
  readonly secret: string;
}

const expose = exposeWith(shopDialect);
const books = expose(
  resourceOf<Book>()('book', () => ({
    attributes: {
      title: attr(text),
      price: optional(decimal),
      pages: optional(integer),
      shelves: optional(identifiers<number>()),
      signed: optional(flag),
      isbn: optional(uuid),
      printedAt: optional(instant),
      soldOn: optional(localDate),
      binding: optional(oneOf(['hard', 'soft'])),
      notes: optional(json()),
      opensAt: attr(instant),
      secret: attr(text),
    },
    relationships: { author: toOne('author'), readers: toMany('author') },
  })),
  {
    type: 'books',
    attributes: {
      title: {},
      price: {},
      pages: {},
      shelves: {},
      signed: {},
      isbn: {},
      printedAt: {},
      soldOn: {},
      binding: { words: { hard: 'Hard', soft: 'Soft' }, ifNull: 'None' },
      notes: {},
      opensAt: {},
      secret: { group: 'hidden' },
    },
    relationships: { author: {}, readers: {} },
  },
);
const authors = expose(
  resourceOf<object>()('author', () => ({ attributes: {} })),
  { type: 'great-authors', attributes: {} },
);
const everything = [
  'title',
  'price',
  'pages',
  'shelves',
  'signed',
  'isbn',
  'printedAt',
  'soldOn',
  'binding',
  'notes',
  'opensAt',
  'author',
] as const;
const writes = writable(books, { create: everything, update: ['title'], verbatim: ['opensAt'] });
const registry = new Registry(shopDialect, [books, authors], [writes]);

const bodyOf = (attributes: object, others: object = {}): string =>
  JSON.stringify({ data: { type: 'books', attributes, ...others } });
const created = (body: string): RecordInput => readCreation(registry, writes, body, 'Europe/Kyiv');
/** Objects within objects. */
const nested = (depth: number): object => (depth === 1 ? {} : { a: nested(depth - 1) });

const refusals = (read: () => unknown): readonly Problem[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof RequestProblem) return error.problems;
    throw error;
  }
  throw new Error('it was read');
};

describe('a document that makes a record', () => {
  it('gives nothing for what is absent, null for what is null, and a value of the domain for a value', () => {
    const { values, faults } = created(bodyOf({ title: 'Emma', price: null }));

    expect(values).toEqual({ title: 'Emma', price: null });
    expect(faults).toEqual([]);
  });

  it.each<[string, string, unknown]>([
    ['text', '"title":"Emma"', { title: 'Emma' }],
    ['a number for a text, as it was written', '"title":1.50', { title: '1.50' }],
    ['a decimal from a string', '"price":"12.50"', { price: Decimal.of('12.5') }],
    ['a decimal from a number', '"price":12.50', { price: Decimal.of('12.5') }],
    ['a decimal without a whole part', '"price":"+.5"', { price: Decimal.of('0.5') }],
    ['a decimal with an exponent', '"price":-12.5e-3', { price: Decimal.of('-0.0125') }],
    ['a decimal that no float holds', '"price":0.1234567890123456789', { price: Decimal.of('0.1234567890123456789') }],
    ['nothing from an empty number', '"price":"","pages":" "', { price: null, pages: null }],
    ['an integer from a string', '"pages":"400"', { pages: 400 }],
    ['a list', '"shelves":[1,"2"]', { shelves: [1, 2] }],
    ['a single value as a list', '"shelves":3', { shelves: [3] }],
    ['nothing from an empty list', '"shelves":[]', { shelves: null }],
    ['a flag', '"signed":true', { signed: true }],
    ['a flag in a word of the dialect', '"signed":"false"', { signed: false }],
    [
      'a UUID in small letters',
      '"isbn":"A81BC81B-DEAD-4E5D-ABFF-90865D1E13B1"',
      { isbn: 'a81bc81b-dead-4e5d-abff-90865d1e13b1' },
    ],
    ['an instant', '"printed_at":"2026-01-01T10:00:00Z"', { printedAt: instantOf('2026-01-01T10:00:00Z') }],
    ['a time of the zone', '"printed_at":"2026-01-01 10:00"', { printedAt: instantOf('2026-01-01T08:00:00Z') }],
    ['a day', '"sold_on":"2026-01-31"', { soldOn: localDateOf('2026-01-31') }],
    ['the stored word of a word of the wire', '"binding":"Hard"', { binding: 'hard' }],
    ['nothing from the word for it', '"binding":"None"', { binding: null }],
    ['an object', '"notes":{"a":[1,null,{"n":"s"}]}', { notes: { a: [1, null, { n: 's' }] } }],
    ['a verbatim member as it was sent', '"opens_at":"tomorrow"', { opensAt: 'tomorrow' }],
  ])('reads %s', (_, members, values) => {
    expect(created(`{"data":{"type":"books","attributes":{${members}}}}`)).toEqual({ values, faults: [] });
  });

  it.each<[string, unknown, string]>([
    ['title', { a: 1 }, 'is invalid'],
    ['title', 'a\0b', 'is invalid'],
    ['price', 'abc', 'is not a number'],
    ['price', '1e9999', 'is not a number'],
    ['price', '.', 'is not a number'],
    ['price', [1], 'is not a number'],
    ['pages', 'many', 'is not a number'],
    ['pages', '1.5', 'must be an integer'],
    ['pages', '9007199254740993', 'must be less than or equal to 9007199254740991'],
    ['pages', '-9007199254740993', 'must be greater than or equal to -9007199254740991'],
    ['shelves', ['x'], 'is invalid'],
    ['signed', 'perhaps', 'is not included in the list'],
    ['isbn', '1', 'is invalid'],
    ['printed_at', 'tomorrow', 'is invalid'],
    ['printed_at', '2026-02-30', 'is invalid'],
    ['sold_on', '2026-13-01', 'is invalid'],
    ['binding', 'hard', 'is not included in the list'],
    ['notes', [1], 'is invalid'],
    ['notes', { a: '\0' }, 'is invalid'],
    ['notes', { a: [{ 'b\0': 1 }] }, 'is invalid'],
    ['notes', nested(51), 'is invalid'],
  ])('gives no value for %s of %j, and says that it %s', (member, value, message) => {
    const { values, faults } = created(bodyOf({ [member]: value }));

    expect(values).toEqual({});
    expect(faults.map((fault) => fault.message)).toEqual([message]);
  });

  it('gives an object as deep as PostgreSQL is asked to read, and no number that is none', () => {
    expect(created(bodyOf({ notes: nested(50) })).values).toEqual({ notes: nested(50) });
    const { faults } = created('{"data":{"type":"books","attributes":{"notes":{"a":1e999}}}}');
    expect(faults).toEqual([{ member: 'notes', message: 'is invalid' }]);
  });

  it('keeps every digit of a number, whether it comes as a string or as a number', () => {
    const digits = fc.stringMatching(/^-?[1-9]\d{0,40}(\.\d{1,40})?$/);
    fc.assert(
      fc.property(digits, fc.boolean(), (sent, quoted) => {
        const body = `{"data":{"type":"books","attributes":{"title":"\\"1\\"","price":${quoted ? `"${sent}"` : sent}}}}`;
        expect(created(body).values).toEqual({ title: '"1"', price: Decimal.of(sent) });
      }),
    );
  });

  it('reads whatever text stands in a document as it stands there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        fc.pre(!title.includes('\0'));
        expect(created(bodyOf({ title })).values).toEqual({ title });
      }),
    );
  });

  it.each<[string, unknown, unknown]>([
    ['leads to the record of the id', { data: { type: 'great-authors', id: '7' } }, 7],
    ['takes a number for an id', { data: { type: 'great-authors', id: 7 } }, 7],
    ['is cleared by null', { data: null }, null],
    ['is cleared by null in place of the object', null, null],
    ['is cleared by an object without data', {}, null],
  ])('has a relationship that %s', (_, author, value) => {
    expect(created(bodyOf({}, { relationships: { author } })).values).toEqual({ author: value });
  });

  const relating = (data: unknown) => bodyOf({}, { relationships: { author: { data } } });
  const pointer = '/data/relationships/author';

  it.each<[string, string, readonly Problem[]]>([
    ['is no JSON', '{"data":', [{ code: 'malformed-body', detail: 'The request body is not valid JSON.' }]],
    ['is no object', '[]', [{ code: 'malformed-body', detail: 'Request must be a hash' }]],
    ['is empty', '', [{ code: 'missing-member', member: 'data', pointer: '' }]],
    ['has no data', '{}', [{ code: 'missing-member', member: 'data', pointer: '' }]],
    ['has empty data', '{"data":{}}', [{ code: 'missing-member', member: 'data', pointer: '' }]],
    ['has a list for data', '{"data":[{}]}', [{ code: 'data-not-an-object' }]],
    ['has a word for data', '{"data":"books"}', [{ code: 'data-not-an-object' }]],
    ['has a list of attributes', bodyOf([]), [{ code: 'data-not-an-object' }]],
    ['has no type', '{"data":{"attributes":{}}}', [{ code: 'missing-member', member: 'type', pointer: '/data' }]],
    ['has another type', '{"data":{"type":"authors"}}', [{ code: 'wrong-type', type: 'authors' }]],
    ['has an id', bodyOf({}, { id: '1' }), [{ code: 'member-not-allowed', member: 'id', pointer: '/data/id' }]],
    [
      'has members that cannot be written',
      bodyOf({ colour: 1, hidden: {}, author: 1 }, { relationships: { readers: {}, title: {} }, meta: {} }),
      [
        { code: 'member-not-allowed', member: 'colour', pointer: '/data/attributes/colour' },
        { code: 'member-not-allowed', member: 'hidden', pointer: '/data/attributes/hidden' },
        { code: 'member-not-allowed', member: 'author', pointer: '/data/attributes/author' },
        { code: 'member-not-allowed', member: 'readers', pointer: '/data/relationships/readers' },
        { code: 'member-not-allowed', member: 'title', pointer: '/data/relationships/title' },
        { code: 'member-not-allowed', member: 'meta', pointer: '/data/meta' },
      ],
    ],
    [
      'spells a name in another way',
      bodyOf({ 'printed-at': null }),
      [{ code: 'member-not-allowed', member: 'printed-at', pointer: '/data/attributes/printed-at' }],
    ],
    ['has a linkage without an id', relating({ type: 'great-authors' }), [{ code: 'malformed-linkage', pointer }]],
    ['has a linkage without a type', relating({ id: '1' }), [{ code: 'malformed-linkage', pointer }]],
    [
      'has a linkage with more members',
      relating({ type: 'great-authors', id: '1', meta: {} }),
      [{ code: 'malformed-linkage', pointer }],
    ],
    ['has a list for a linkage', relating([]), [{ code: 'malformed-linkage', pointer }]],
    [
      'has a word for a relationship',
      bodyOf({}, { relationships: { author: 'x' } }),
      [{ code: 'malformed-linkage', pointer }],
    ],
    [
      'leads to another sort of record',
      relating({ type: 'books', id: '1' }),
      [{ code: 'linkage-type-mismatch', type: 'books', pointer }],
    ],
    [
      'leads to an id that is no number',
      relating({ type: 'great-authors', id: 'abc' }),
      [{ code: 'malformed-linkage-id', id: 'abc', pointer }],
    ],
  ])('is refused when it %s', (_, body, problems) => {
    expect(refusals(() => created(body))).toEqual(problems);
  });

  it('is refused when it is nested deeper than anybody reads', () => {
    const body = `{"data":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(['data-not-an-object', 'malformed-body']).toContain(refusals(() => created(body))[0]?.code);
  });
});

describe('a document that changes a record', () => {
  const changed = (data: object) => readChange(registry, writes, JSON.stringify({ data }), '7', 'UTC');

  it('gives what is to be changed', () => {
    expect(changed({ id: '7', type: 'books', attributes: { title: 'Emma' } }).values).toEqual({ title: 'Emma' });
    expect(changed({ id: 7, type: 'books' }).values).toEqual({});
  });

  it('must name the record of the URL, before anything else is looked at', () => {
    expect(refusals(() => changed({ type: 'authors' }))).toEqual([{ code: 'key-missing' }]);
    expect(refusals(() => changed({ id: '8', type: 'authors' }))).toEqual([{ code: 'key-not-in-url', id: '8' }]);
    expect(refusals(() => changed({ id: '7', type: 'authors' }))).toEqual([{ code: 'wrong-type', type: 'authors' }]);
  });

  it('cannot change what only a new record can be given', () => {
    const data = { id: '7', type: 'books', attributes: { pages: 1 } };
    expect(refusals(() => changed(data))).toMatchObject([{ code: 'member-not-allowed', member: 'pages' }]);
  });
});

describe('a declaration of what can be written', () => {
  it('names members that a request can name', () => {
    // @ts-expect-error -- a book has no colour
    expect(() => writable(books, { create: ['colour'] })).toThrow('books have no colour');
    expect(() => writable(books, { create: ['readers'] })).toThrow('readers of books cannot be written');
    expect(() => writable(books, { create: ['secret'] })).toThrow('secret of books cannot be written');
  });

  it('has no option that does not exist', () => {
    // @ts-expect-error -- a slip of the pen would let nobody delete a book
    expect(writable(books, { delete: true }).remove).toBe(false);
  });
});
