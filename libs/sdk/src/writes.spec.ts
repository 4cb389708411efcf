import { afterEach, describe, expect, it } from '@jest/globals';
import { adminWire } from '@org/invoice-domain';
import {
  attr,
  decimal,
  exposeWith,
  instant,
  oneOf,
  optional,
  resourceOf,
  text,
  toMany,
  toOne,
  type WithWrites,
  type Writes,
} from '@org/json-api';
import type { Decimal as Amount, Instant } from '@org/kernel';
import { Catalog } from './catalog.js';
import { says, scriptedServer, type ScriptedServer, type Turn } from '../test/scripted-server.js';
import { connectionOf } from './client-options.js';
import { TokenCredentials } from './core/credentials.js';
import { Decimal, loadTemporal, PreconditionFailedError } from './index.js';
import { WritableCollection } from './writable-collection.js';

interface Book {
  readonly title: string;
  readonly subtitle: string | null;
  readonly price: Amount;
  readonly printedAt: Instant | null;
  readonly state: 'draft' | 'printed';
  readonly shelf: string;
}

const authors = exposeWith(adminWire)(
  resourceOf<object>()('author', () => ({ attributes: {} })),
  { type: 'authors', attributes: {} },
);

const books = exposeWith(adminWire)(
  resourceOf<Book>()('book', () => ({
    attributes: {
      title: attr(text),
      subtitle: optional(text),
      price: attr(decimal),
      printedAt: optional(instant),
      state: attr(oneOf(['draft', 'printed'])),
      shelf: attr(text),
    },
    relationships: { author: toOne('author'), readers: toMany('author') },
  })),
  {
    type: 'books',
    attributes: {
      title: {},
      subtitle: {},
      price: {},
      printedAt: {},
      state: { words: { draft: 'Draft', printed: 'Printed' } },
      shelf: {},
    },
    relationships: { author: { linkage: 'always' }, readers: {} },
  },
);

type BookWrites = Writes<{
  readonly create: readonly ('title' | 'subtitle' | 'price' | 'printedAt' | 'state' | 'author')[];
  readonly update: readonly ('subtitle' | 'price' | 'author')[];
}>;

const api = { book: books, author: authors } as const;
type ShopApi = WithWrites<typeof api, { readonly book: BookWrites }>;

let server: ScriptedServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

const shopOf = async (...turns: readonly [Turn, ...Turn[]]) => {
  server = await scriptedServer(...turns);
  const connection = connectionOf({ baseUrl: server.url }, new TokenCredentials('authorization', 't'));
  const catalog = new Catalog(Object.values(api));
  const collectionOf = <Name extends keyof ShopApi>(name: Name) =>
    new WritableCollection<ShopApi, Name>({
      connection,
      catalog,
      exposure: api[name],
      path: `/shop/${api[name].path}`,
    });
  return { books: collectionOf('book'), authors: collectionOf('author') };
};

const emma = says(201, {
  data: { id: '7', type: 'books', attributes: { title: 'Emma', price: '12.5', state: 'Draft' } },
});

const sent = (): unknown => JSON.parse(server?.bodies.at(-1) ?? '');

describe('a write', () => {
  it('creates a record from domain values, and gives it as the server has it', async () => {
    const shop = await shopOf(emma);
    const { Instant: Time } = await loadTemporal();
    const book = await shop.books.create({
      title: 'Emma',
      subtitle: null,
      price: Decimal.of('12.50'),
      printedAt: Time.from('1815-12-23T10:00:00+02:00'),
      state: 'draft',
      author: { id: '3' },
    });

    expect(book.price.toString()).toBe('12.5');
    expect(server?.requests).toEqual(['POST /shop/books']);
    expect(server?.headers[0]).toMatchObject({ 'content-type': 'application/vnd.api+json' });
    expect(sent()).toEqual({
      data: {
        type: 'books',
        attributes: {
          title: 'Emma',
          subtitle: null,
          price: '12.5',
          'printed-at': '1815-12-23T08:00:00Z',
          state: 'Draft',
        },
        relationships: {
          author: { data: { type: 'authors', id: '3' } },
        },
      },
    });
  });

  it.each([
    ['absent: it stays as it is', {}, {}],
    ['undefined: it stays as it is', { subtitle: undefined }, {}],
    ['null: it is cleared', { subtitle: null }, { subtitle: null }],
    ['a value: it is set', { subtitle: 'A Novel' }, { subtitle: 'A Novel' }],
  ] as const)('knows three states of a member. %s', async (_, changes, attributes) => {
    const shop = await shopOf(emma);
    await shop.books.update(7, changes as { subtitle?: string | null });

    expect(server?.requests).toEqual(['PATCH /shop/books/7']);
    expect(sent()).toEqual({ data: { type: 'books', id: '7', attributes, relationships: {} } });
  });

  it('names the version it means, and does not overwrite another', async () => {
    const shop = await shopOf(says(412, { errors: [{ detail: 'changed' }] }));
    const update = shop.books.update('7', { author: null }, { ifMatch: 'W/"a"' });

    await expect(update).rejects.toBeInstanceOf(PreconditionFailedError);
    expect(server?.headers[0]?.['if-match']).toBe('W/"a"');
  });

  it('is attempted again under the key it was made with', async () => {
    const shop = await shopOf(says(503, ''), emma, emma);
    await shop.books.create({ title: 'Emma' });
    await shop.books.create({ title: 'Emma' });
    const keys = server?.headers.map((headers) => headers['idempotency-key']);

    expect(keys?.[0]).toMatch(/^[\da-f-]{36}$/);
    expect(keys?.[1]).toBe(keys?.[0]);
    expect(keys?.[2]).not.toBe(keys?.[0]);
  });

  it('takes nothing that cannot be written', async () => {
    const shop = await shopOf(emma);
    const writes = [
      // @ts-expect-error the shelf is the server's to choose
      () => shop.books.create({ shelf: 'A' }),
      // @ts-expect-error a title does not change
      () => shop.books.update(7, { title: 'Emma' }),
      // @ts-expect-error every book has a price
      () => shop.books.update(7, { price: null }),
      // @ts-expect-error authors are not written at all
      () => shop.authors.create({}),
    ];

    expect(writes).toHaveLength(4);
    await expect(shop.books.create({ publisher: 'x' } as object)).rejects.toBeInstanceOf(RangeError);
  });
});
