import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listDocument, parametersOf, parseListQuery, wholeText, type WriteContext } from '@org/json-api';
import { ZoneOffsets } from '@org/kernel';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { adminDialect } from '../../dialects/index.js';
import { everything } from '../../model/scope.js';
import { adminExposures, adminRegistry } from '../../ledger/index.js';
import { statementsOf } from '../../testing/counted-statements.js';
import { loadSampleLedger } from '../../testing/sample-ledger.js';
import { createTestDatabase, type TestDatabase, withoutLifecycle } from '../../testing/test-database.js';
import { createReaders, type Readers } from '../../ledger/postgres/readers.js';
import { runs } from '../../testing/thoroughness.js';

const context: WriteContext = { base: 'http://h', zone: new ZoneOffsets('UTC') };
const exposure = adminExposures.invoiceOriginatedDestination;
const url = 'http://h/invoice-originated-destinations';
const rowCount = 120;

let database: TestDatabase;
let dataSource: DataSource;
let readers: Readers;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ dataSource } = database);
  await loadSampleLedger(dataSource);
  await withoutLifecycle(dataSource);
  await dataSource.query('DELETE FROM invoice_originated_destinations');
  // Few distinct values and many missing ones: places that only the id tells apart.
  await dataSource.query(
    `INSERT INTO invoice_originated_destinations (id, invoice_id, country_id, dst_prefix, amount, first_call_at, spent)
     SELECT 1000 + n, 18, 1, nullif((n % 4)::text, '0'), nullif(n % 5, 0) / 2.0,
       CASE WHEN n % 3 > 0 THEN timestamptz '2026-01-01Z' + (n % 7) * interval '1 microsecond' END, n % 2 = 0
     FROM generate_series(1, $1::int) n`,
    [rowCount],
  );
  readers = createReaders(dataSource);
});

afterAll(() => database.drop());

interface ListDocument {
  readonly data: readonly { readonly id: string }[];
  readonly links: Readonly<Record<string, string | null>>;
  readonly meta?: { readonly 'total-count': number };
}

type Parameter = readonly [string, string];

const read = async (parameters: readonly Parameter[]): Promise<ListDocument> => {
  const families = parametersOf(parameters);
  const query = parseListQuery(adminRegistry, exposure, families, 'UTC');
  const page = await readers.admin.list(everything, exposure, query, context);
  const document = listDocument(adminDialect, { url, repeated: families.repeated }, query.page, page);
  return JSON.parse(wholeText(document)) as ListDocument;
};

/** Follows one link of every page until there is none, or until it goes round in circles. */
const walk = async (
  first: readonly Parameter[],
  link: 'next' | 'prev',
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly (readonly string[])[]> => {
  const pages: string[][] = [];
  let parameters: readonly Parameter[] | undefined = first;
  while (parameters !== undefined && pages.length <= 500) {
    const { data, links } = await read(parameters);
    pages.push(data.map(({ id }) => id));
    const next: string | null | undefined = links[link];
    parameters = typeof next === 'string' ? [...new URL(next).searchParams] : undefined;
    await between();
  }
  return pages;
};

const sorts = [
  'amount',
  '-amount',
  'dst-prefix',
  '-dst_prefix',
  'first-call-at',
  '-first-call-at',
  'spent',
  '-spent',
  'id',
  '-id',
];

const requests = fc.record({
  size: fc.integer({ min: 1, max: 50 }),
  sort: fc.uniqueArray(fc.constantFrom(...sorts), { maxLength: 3 }),
  filter: fc.constantFrom<Parameter | undefined>(
    undefined,
    ['filter[spent_eq]', 'true'],
    ['filter[amount_gteq]', '1'],
    ['filter[dst_prefix_in]', '1,2'],
    ['filter[first_call_at_lt]', '2026-01-01T00:00:00.000003Z'],
  ),
  include: fc.constantFrom('', 'country', 'invoice.account,country'),
});

type Request = typeof requests extends fc.Arbitrary<infer Value> ? Value : never;

const parametersFor = ({ size, sort, filter, include }: Request): readonly Parameter[] => [
  ['page[size]', String(size)],
  ...(sort.length > 0 ? [['sort', sort.join(',')] as const] : []),
  ...(filter ? [filter] : []),
  ...(include === '' ? [] : [['include', include] as const]),
];

const inOneGo = async (request: Request): Promise<readonly string[]> => {
  const { data } = await read(parametersFor({ ...request, size: 1_000 }));
  return data.map(({ id }) => id);
};

describe('walking all pages of a list', () => {
  it('by number yields each matching record once, in the order of the list', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        expect((await walk(parametersFor(request), 'next')).flat()).toEqual(await inOneGo(request));
      }),
      { numRuns: runs(20) },
    );
  });

  it('by cursor yields each matching record once, forwards and backwards', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const all = await inOneGo(request);
        const forwards = await walk([...parametersFor(request), ['page[after]', '']], 'next');
        const backwards = await walk([...parametersFor(request), ['page[before]', '']], 'prev');

        expect(forwards.flat()).toEqual(all);
        expect([...backwards].reverse().flat()).toEqual(all);
      }),
      { numRuns: runs(30) },
    );
  });

  it('by cursor neither loses nor doubles a record while others are inserted', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const before = await inOneGo(request);
        let added = 0;
        const insert = async (): Promise<void> => {
          added += 1;
          await dataSource.query(
            `INSERT INTO invoice_originated_destinations (id, invoice_id, dst_prefix, amount, spent)
             VALUES ($1, 18, $2, $3, $4)`,
            [10_000 + added, String(added % 4), added % 5, added % 2 === 0],
          );
        };
        try {
          const seen = (await walk([...parametersFor(request), ['page[after]', '']], 'next', insert)).flat();
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen.filter((id) => Number(id) < 10_000)).toEqual(before);
        } finally {
          await dataSource.query('DELETE FROM invoice_originated_destinations WHERE id >= 10000');
        }
      }),
      { numRuns: runs(8) },
    );
  });
});

describe('a page of a list', () => {
  it('by number tells how many records there are, however few it shows', async () => {
    expect((await read([['page[size]', '7']])).meta).toEqual({ 'total-count': rowCount });
    expect((await read([['page[number]', '99']])).meta).toEqual({ 'total-count': rowCount });
    expect(await read([['page[number]', '9007199254740993']])).toMatchObject({
      data: [],
      meta: { 'total-count': rowCount },
    });
  });

  it('by cursor counts only when it is asked to', async () => {
    expect((await read([['page[after]', '']])).meta).toBeUndefined();
    expect(
      (
        await read([
          ['page[after]', ''],
          ['page[total]', 'true'],
        ])
      ).meta,
    ).toEqual({ 'total-count': rowCount });
  });

  it('counts only when the page itself does not tell', async () => {
    const counts = async (...parameters: readonly Parameter[]): Promise<number> =>
      (await statementsOf(dataSource, () => read(parameters))).filter((text) => text.includes('count(*)')).length;

    expect(await counts()).toBe(1);
    expect(await counts(['page[size]', '1000'])).toBe(0);
    expect(await counts(['page[size]', '50'], ['page[number]', '3'])).toBe(0);
    expect(await counts(['page[size]', '60'], ['page[number]', '2'])).toBe(1);
    expect(await counts(['filter[amount_gt]', '1000'])).toBe(0);
    expect(await counts(['page[after]', ''])).toBe(0);
  });

  it('never counts with a join', async () => {
    const texts = await statementsOf(dataSource, () =>
      read([
        ['filter[invoice_account_id_eq]', '74'],
        ['include', 'country'],
      ]),
    );

    expect(texts.filter((text) => text.includes('count(*)'))).toEqual([expect.not.stringContaining('JOIN')]);
  });

  it.each(['x', 'WyJhIl0', 'bnVsbA', 'WzFd', 'W10', 'WyIxIiwiMiJd', '!', '"'])(
    'refuses the forged cursor %j',
    async (cursor) => {
      await expect(read([['page[after]', cursor]])).rejects.toMatchObject({
        problems: [{ code: 'invalid-page', member: 'after', value: cursor }],
      });
    },
  );

  it('refuses a cursor of another order', async () => {
    const { links } = await read([
      ['page[after]', ''],
      ['page[size]', '1'],
    ]);
    const cursor = new URL(links['next'] ?? '').searchParams.get('page[after]') ?? '';

    await expect(
      read([
        ['page[after]', cursor],
        ['sort', 'amount'],
      ]),
    ).rejects.toMatchObject({
      problems: [{ code: 'invalid-page' }],
    });
  });
});
