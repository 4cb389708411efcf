import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parametersOf, parseListQuery, wholeText, type Exposure, type WriteContext } from '@org/json-api';
import { Decimal, instantOf, ZoneOffsets } from '@org/kernel';
import type { DataSource } from 'typeorm';
import { everything } from '../../model/scope.js';
import { adminExposures, adminRegistry } from '../../ledger/index.js';
import { loadSampleLedger } from '../../testing/sample-ledger.js';
import { createTestDatabase, type TestDatabase, withoutLifecycle } from '../../testing/test-database.js';
import { createReaders, type Readers } from '../../ledger/postgres/readers.js';

const context: WriteContext = { base: 'http://h', zone: new ZoneOffsets('UTC') };

let database: TestDatabase;
let dataSource: DataSource;
let readers: Readers;

/** A row of the model, from which every filter is also answered. */
interface Row {
  readonly id: number;
  readonly text: string | null;
  readonly number: string | null;
  readonly instant: string | null;
  readonly flag: boolean;
  readonly key: number | null;
}

const rows: readonly Row[] = [
  { id: 11, text: null, number: null, instant: null, flag: true, key: null },
  { id: 12, text: '', number: '0', instant: '2026-01-01T00:00:00Z', flag: false, key: 1 },
  { id: 13, text: '380', number: '0.000000000001', instant: '2026-01-01T00:00:00.000001Z', flag: true, key: 1 },
  { id: 14, text: '3801', number: '12.5', instant: '2025-12-31T23:59:59.999999Z', flag: false, key: 2 },
  { id: 15, text: 'A%b_c\\d', number: '12.50000000000000000001', instant: '2026-01-02T00:00:00Z', flag: true, key: 2 },
  { id: 16, text: 'a%B_C\\D', number: '1000000000000000000000', instant: '2026-06-01T12:00:00Z', flag: true, key: 1 },
  { id: 17, text: 'x,"y"', number: '12.5', instant: '2026-01-01T00:00:00Z', flag: false, key: null },
];

beforeAll(async () => {
  database = await createTestDatabase();
  ({ dataSource } = database);
  await loadSampleLedger(dataSource);
  await withoutLifecycle(dataSource);
  await dataSource.query(`INSERT INTO countries (id, name, iso2) VALUES (2, 'Poland', 'PL')`);
  await dataSource.query('DELETE FROM invoice_originated_destinations');
  for (const { id, text, number, instant, flag, key } of rows) {
    await dataSource.query(
      `INSERT INTO invoice_originated_destinations (id, invoice_id, dst_prefix, amount, first_call_at, spent, country_id)
       VALUES ($1, 18, $2, $3, $4, $5, $6)`,
      [id, text, number, instant, flag, key],
    );
  }
  readers = createReaders(dataSource);
});

afterAll(() => database.drop());

interface ListDocument {
  readonly data: readonly { readonly id: string }[];
}

const idsOf = async (exposure: Exposure, filters: Readonly<Record<string, string>>): Promise<readonly number[]> => {
  const query = Object.entries(filters).map(([name, value]) => [`filter[${name}]`, value] as const);
  const parsed = parseListQuery(adminRegistry, exposure, parametersOf(query), 'UTC');
  const { members, total } = await readers.admin.list(everything, exposure, parsed, context);
  const { data } = JSON.parse(`{${wholeText(members)}}`) as ListDocument;
  expect(total).toBe(data.length);
  return data.map(({ id }) => Number(id));
};

type Compare = (left: number) => boolean;

const order: Readonly<Record<string, Compare>> = {
  eq: (sign) => sign === 0,
  not_eq: (sign) => sign !== 0,
  gt: (sign) => sign > 0,
  gteq: (sign) => sign >= 0,
  lt: (sign) => sign < 0,
  lteq: (sign) => sign <= 0,
};

/** A missing value meets no condition at all, not even `not_eq`. */
const expected = <Value>(pick: (row: Row) => Value | null, meets: (value: Value) => boolean): readonly number[] =>
  rows
    .filter((row) => {
      const value = pick(row);
      return value !== null && meets(value);
    })
    .map(({ id }) => id);

const destinations = adminExposures.invoiceOriginatedDestination;

const found = (name: string, value: string) => idsOf(destinations, { [name]: value });

const numbers = [
  '0',
  '-1',
  '12.5',
  '12.50',
  '+12.5',
  '12.50000000000000000001',
  '1000000000000000000000',
  '-0.0',
  '.5',
];
const instants = [
  '2026-01-01T00:00:00Z',
  '2026-01-01',
  '2026-01-01 00:00',
  '2026-01-01T02:00:00+02:00',
  '2025-12-31T23:59:59.999999Z',
  '2026-01-01T00:00:00.0000019Z',
  '1999-12-31',
];
const texts = ['', '380', '38', 'A%b_c\\d', 'a%b', '%', '_', '\\', 'x', 'nothing'];

const signOfNumber = (value: string) => (row: string) => Decimal.of(row).compareTo(Decimal.of(plain(value)));
const plain = (value: string): string => value.replace(/^\+/, '').replace(/^(-?)\./, '$10.');

const signOfInstant = (value: string) => (row: string) => {
  const [left, right] = [
    instantOf(row).epochNanoseconds,
    (instantOf(completed(value)).epochNanoseconds / 1_000n) * 1_000n,
  ];
  return left < right ? -1 : left > right ? 1 : 0;
};
const completed = (value: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(value)
    ? `${value}T00:00:00Z`
    : /(Z|\+\d\d:\d\d)$/.test(value)
      ? value
      : `${value.replace(' ', 'T')}:00Z`;

describe('a filter on numbers', () => {
  it.each(Object.keys(order))('by %s agrees with exact arithmetic', async (operator) => {
    for (const value of numbers) {
      const meets = (row: string): boolean => order[operator]?.(signOfNumber(value)(row)) === true;
      expect(await found(`amount_${operator}`, value)).toEqual(expected((row) => row.number, meets));
    }
  });

  it('by in and not_in takes any of several values', async () => {
    const isOne = (row: string): boolean => ['0', '12.5'].some((value) => signOfNumber(value)(row) === 0);

    expect(await found('amount_in', '0,12.50')).toEqual(expected((row) => row.number, isOne));
    expect(await found('amount_not_in', '0,12.50')).toEqual(
      expected(
        (row) => row.number,
        (row) => !isOne(row),
      ),
    );
  });
});

describe('a filter on instants', () => {
  it.each(Object.keys(order))('by %s agrees with the time line, microsecond by microsecond', async (operator) => {
    for (const value of instants) {
      const meets = (row: string): boolean => order[operator]?.(signOfInstant(value)(row)) === true;
      expect(await found(`first_call_at_${operator}`, value)).toEqual(expected((row) => row.instant, meets));
    }
  });

  it('by in and not_in takes any of several values', async () => {
    expect(await found('first_call_at_in', '2026-01-01,2026-01-02T00:00:00Z')).toEqual([12, 15, 17]);
    expect(await found('first_call_at_not_in', '2026-01-01,2026-01-02T00:00:00Z')).toEqual([13, 14, 16]);
  });
});

describe('a filter on text', () => {
  const lower = (value: string): string => value.toLowerCase();
  const meets: Readonly<Record<string, (row: string, value: string) => boolean>> = {
    eq: (row, value) => row === value,
    not_eq: (row, value) => row !== value,
    cont: (row, value) => lower(row).includes(lower(value)),
    start: (row, value) => lower(row).startsWith(lower(value)),
    end: (row, value) => lower(row).endsWith(lower(value)),
  };

  it.each(Object.keys(meets))('by %s takes every character literally', async (operator) => {
    for (const value of texts.filter((text) => text !== '')) {
      const isMet = (row: string): boolean => meets[operator]?.(row, value) === true;
      expect(await found(`dst_prefix_${operator}`, value)).toEqual(expected((row) => row.text, isMet));
    }
  });

  it('by in, not_in and cont_any takes any of several values, quoted where they hold a comma', async () => {
    expect(await found('dst_prefix_in', '380,"x,""y"""')).toEqual([13, 17]);
    expect(await found('dst_prefix_not_in', '380,"x,""y"""')).toEqual([12, 14, 15, 16]);
    expect(await found('dst_prefix_cont_any', '38,%B')).toEqual([13, 14, 15, 16]);
  });

  it('filters nothing when a list is empty', async () => {
    for (const operator of ['in', 'not_in', 'cont_any']) {
      expect(await found(`dst_prefix_${operator}`, '')).toEqual(rows.map(({ id }) => id));
    }
  });
});

describe('a filter on flags', () => {
  it.each(['true', 't', 'T', 'TRUE', '1'])('takes %s for true', async (word) => {
    expect(await found('spent_eq', word)).toEqual(rows.filter(({ flag }) => flag).map(({ id }) => id));
    expect(await found('spent_not_eq', word)).toEqual(rows.filter(({ flag }) => !flag).map(({ id }) => id));
  });

  it.each(['false', 'f', 'F', 'FALSE', '0'])('takes %s for false', async (word) => {
    expect(await found('spent_eq', word)).toEqual(rows.filter(({ flag }) => !flag).map(({ id }) => id));
  });
});

describe('a filter on keys', () => {
  it('compares ids of other records, and none of them is a missing one', async () => {
    expect(await found('country_id_eq', '1')).toEqual(
      expected(
        (row) => row.key,
        (key) => key === 1,
      ),
    );
    expect(await found('country_id_not_eq', '1')).toEqual(
      expected(
        (row) => row.key,
        (key) => key !== 1,
      ),
    );
    expect(await found('country_id_in', '1,2')).toEqual(
      expected(
        (row) => row.key,
        () => true,
      ),
    );
    expect(await found('country_id_not_in', '1,9')).toEqual(
      expected(
        (row) => row.key,
        (key) => key !== 1,
      ),
    );
    expect(await found('country_id_eq', '9'.repeat(40))).toEqual([]);
  });

  it('reaches over a relation to all invoices of an account, and to those of others', async () => {
    const all = rows.map(({ id }) => id);

    expect(await found('invoice_account_id_eq', '74')).toEqual(all);
    expect(await found('invoice_account_id_not_eq', '74')).toEqual([]);
    expect(await found('invoice_account_id_not_eq', '75')).toEqual(all);
    expect(await found('invoice_account_id_in', '75,76')).toEqual([]);
    expect(await found('invoice_account_id_not_in', '75,76')).toEqual(all);
  });
});

describe('a filter on words and uuids', () => {
  const invoices = (name: string, value: string) => idsOf(adminExposures.invoice, { [name]: value });
  const accounts = (name: string, value: string) => idsOf(adminExposures.account, { [name]: value });

  it('takes the words of the wire', async () => {
    expect(await invoices('state_eq', 'Pending')).toEqual([18, 19, 119]);
    expect(await invoices('state_not_eq', 'Pending')).toEqual([]);
    expect(await invoices('state_in', 'New,Approved')).toEqual([]);
    expect(await invoices('state_not_in', 'New,Approved')).toEqual([18, 19, 119]);
    expect(await invoices('invoice_type_in', 'Auto Full,Auto Partial')).toEqual([18, 19, 119]);
  });

  it('finds nothing by text that is no uuid', async () => {
    const [{ uuid }] = await dataSource.query<[{ uuid: string }]>('SELECT uuid FROM accounts WHERE id = 74');

    expect(await accounts('uuid_eq', uuid)).toEqual([74]);
    expect(await accounts('uuid_eq', 'nonsense')).toEqual([]);
    expect(await accounts('uuid_not_eq', 'nonsense')).toEqual([74, 75]);
    expect(await accounts('uuid_in', `${uuid},nonsense`)).toEqual([74]);
  });
});

describe('several filters', () => {
  it('must all be met', async () => {
    expect(await idsOf(destinations, { amount_gteq: '0', spent_eq: 'true', country_id_eq: '1' })).toEqual([13, 16]);
  });

  it('may be written with dashes', async () => {
    expect(await found('dst-prefix-eq', '380')).toEqual([13]);
  });

  it('take lists of ids by their bare name', async () => {
    expect(await found('id', '13,12,99')).toEqual([12, 13]);
  });
});

describe('a value that a filter does not take', () => {
  it.each([
    ['amount_eq', 'abc'],
    ['amount_eq', ''],
    ['amount_eq', '1,2'],
    ['amount_eq', '1e3'],
    ['amount_eq', 'NaN'],
    ['amount_in', '1,x'],
    ['first_call_at_gt', '2026-13-01'],
    ['first_call_at_gt', '2026-02-30'],
    ['first_call_at_gt', 'yesterday'],
    ['spent_eq', 'yes'],
    ['country_id_eq', 'one'],
    ['country_id_eq', '1.5'],
    ['dst_prefix_eq', 'a\0b'],
  ])('is refused: filter[%s]=%j', async (name, value) => {
    await expect(found(name, value)).rejects.toMatchObject({
      problems: [{ code: 'invalid-filter-value', filter: name }],
    });
  });
});
