import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type pg from 'pg';
import { gzipSync } from 'node:zlib';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { importFile } from '../testing/import-file.js';
import { importedCdrs, importedTransactions } from '../../usage/postgres/imported-usage.js';
import { createUsageClient } from '../../ledger/postgres/usage-client.js';
import { greatestDigits, longestDuration } from '../field-faults.js';
import { sqlTypes } from '../usage-table.js';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createSampleLedger();
  client = createUsageClient(database.url);
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

beforeEach(() => client.query('TRUNCATE cdrs'));

const rowsIn = async (text: string): Promise<readonly Record<string, unknown>[]> =>
  (await client.query<Record<string, unknown>>(text)).rows;

const header = 'id,time_start,customer_account_id,is_last_cdr,duration,customer_price';

const call = (id: number, price = '0.5', second = id % 60) =>
  `${id},2026-01-05T10:00:${String(second).padStart(2, '0')}Z,74,t,60,${price}`;

const fileOf = (...rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;

const upTo = (count: number, from = 1) => Array.from({ length: count }, (_, index) => call(from + index));

const importCalls = (file: string | Buffer, blockBytes = 1_000) =>
  importFile(client, file, { table: importedCdrs, blockBytes });

describe('the columns of usage', () => {
  it.each([importedCdrs, importedTransactions])('are those of the table: $name', async ({ name, columns }) => {
    const found = await rowsIn(
      `SELECT attname AS name, format_type(atttypid, NULL) AS type, attnotnull AS required FROM pg_attribute
       WHERE attrelid = '${name}'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'import_id'
       AND (attrelid <> 'transactions'::regclass OR attname <> 'id') ORDER BY attnum`,
    );
    const spelt = { 'timestamp with time zone': 'timestamptz' } as Readonly<Record<string, string>>;
    expect(columns.map(({ name: column, kind, isRequired }) => [column, sqlTypes[kind], isRequired])).toEqual(
      found.map(({ name: column, type, required }) => [column, spelt[String(type)] ?? type, required]),
    );
  });
});

describe('calls that come in', () => {
  it('are added, once, and a second time are there already', async () => {
    expect(await importCalls(fileOf(...upTo(50)))).toEqual({
      read: 50,
      added: 50,
      alreadyThere: 0,
      rejected: 0,
      rejects: [],
    });
    expect(await importCalls(fileOf(...upTo(50)))).toEqual({
      read: 50,
      added: 0,
      alreadyThere: 50,
      rejected: 0,
      rejects: [],
    });
    expect(await rowsIn('SELECT count(*)::integer AS count FROM cdrs')).toEqual([{ count: 50 }]);
  });

  it('are added where two files overlap', async () => {
    await importCalls(fileOf(...upTo(30)));
    expect(await importCalls(fileOf(...upTo(30, 21)))).toMatchObject({ added: 20, alreadyThere: 10, rejected: 0 });
  });

  it('are the same rows when they come twice in one file', async () => {
    expect(await importCalls(fileOf(call(1), call(2), call(1)))).toMatchObject({ read: 3, added: 2, alreadyThere: 1 });
  });

  it('do not replace what is there, and say so', async () => {
    await importCalls(fileOf(call(1)));
    expect(await importCalls(fileOf(call(2), call(1, '0.75'), call(1, '0.50')))).toEqual({
      read: 3,
      added: 1,
      alreadyThere: 1,
      rejected: 1,
      rejects: [
        {
          line: 3,
          reason: 'a call with this id and time_start is there already, with other values',
          row: call(1, '0.75'),
        },
      ],
    });
    expect(await rowsIn('SELECT customer_price::text AS price FROM cdrs WHERE id = 1')).toEqual([{ price: '0.5' }]);
  });

  it('are compared by the columns that the file has', async () => {
    await importCalls(fileOf(call(1)));
    const narrow = 'id,time_start,is_last_cdr,duration\n1,2026-01-05T10:00:01Z,t,60\n';
    expect(await importCalls(narrow)).toMatchObject({ alreadyThere: 1, rejected: 0 });
  });

  it('may be cut into blocks at any byte', async () => {
    const file = fileOf(...upTo(20), '21,2026-01-05T10:00:00Z,74,t,60,"1.5"');
    for (const blockBytes of [1, 2, 7, 64]) {
      await client.query('TRUNCATE cdrs');
      expect(await importCalls(file, blockBytes)).toMatchObject({ added: 21, rejected: 0 });
    }
  });

  it('may be compressed', async () => {
    expect(await importCalls(gzipSync(fileOf(...upTo(20))), 5)).toMatchObject({ added: 20 });
  });

  it('are added as far as they came when the compressed file is damaged', async () => {
    const whole = gzipSync(fileOf(...upTo(20)));
    await expect(importCalls(whole.subarray(0, whole.length - 10))).rejects.toThrow('damaged');
  });

  it('may come with a byte order mark, with CRLF, and with CRLF here and there', async () => {
    const file = `\uFEFF${header}\r\n${call(1)}\r\n${call(2)}\n${call(3)}\r\n`;
    expect(await importCalls(file)).toMatchObject({ added: 3, rejected: 0 });
  });

  it('come under the names that Yeti gives the columns', async () => {
    const file =
      'id,time_start,customer_acc_id,vendor_acc_id,is_last_cdr,duration\n1,2026-01-05T10:00:00Z,74,75,t,60\n';
    expect(await importCalls(file)).toMatchObject({ added: 1 });
    expect(await rowsIn('SELECT customer_account_id AS customer, vendor_account_id AS vendor FROM cdrs')).toEqual([
      { customer: 74, vendor: 75 },
    ]);
  });

  it('create the partitions that they need', async () => {
    const times = ['2019-12-31T23:59:59Z', '2020-02-01T00:30:00+01:00', '2021-06-30T23:30:00-01:00'];
    const file = fileOf(...times.map((time, index) => `${index},${time},74,t,60,1`));
    expect(await importCalls(file)).toMatchObject({ added: 3 });
    expect(await rowsIn('SELECT tableoid::regclass::text AS partition FROM cdrs ORDER BY id')).toEqual([
      { partition: 'cdrs_2019_12' },
      { partition: 'cdrs_2020_01' },
      { partition: 'cdrs_2021_07' },
    ]);
  });

  it('are many chunks, with the bad rows of all of them told by their lines', async () => {
    const rows = upTo(70_000);
    rows[40_000] = 'bad';
    rows[69_999] = 'worse';
    const outcome = await importCalls(fileOf(...rows), 100_000);
    expect(outcome).toMatchObject({ read: 70_000, added: 69_998, rejected: 2 });
    expect(outcome.rejects.map(({ line, row }) => [line, row])).toEqual([
      [40_002, 'bad'],
      [70_001, 'worse'],
    ]);
  });

  it('are added once when two import the same file at once', async () => {
    const other = createUsageClient(database.url);
    await other.connect();
    const file = fileOf(...upTo(70_000));
    const [one, two] = await Promise.all([
      importFile(client, file, { table: importedCdrs, blockBytes: 500_000 }),
      importFile(other, file, { table: importedCdrs, blockBytes: 500_000 }),
    ]);
    await other.end();
    expect(one.added + two.added).toBe(70_000);
    expect(one.alreadyThere + two.alreadyThere).toBe(70_000);
    expect(await rowsIn('SELECT count(*)::integer AS count FROM cdrs')).toEqual([{ count: 70_000 }]);
  });

  it('are added once when two import the same rows in opposite orders at once', async () => {
    const other = createUsageClient(database.url);
    await other.connect();
    const rows = upTo(30_000);
    const outcome = await Promise.all([
      importFile(client, fileOf(...rows), { table: importedCdrs, blockBytes: 500_000 }),
      importFile(other, fileOf(...rows.toReversed()), { table: importedCdrs, blockBytes: 500_000 }),
    ]);
    await other.end();
    expect(outcome.map(({ rejected }) => rejected)).toEqual([0, 0]);
    expect(await rowsIn('SELECT count(*)::integer AS count FROM cdrs')).toEqual([{ count: 30_000 }]);
    // Sixty thousand rows, half of them waited for: busy machines have taken longer than the usual time.
  }, 120_000);
});

const microsecond = fc
  .bigInt({ min: 1_577_836_800_000_000n, max: 1_640_995_199_999_999n })
  .map((at) => `${new Date(Number(at / 1000n)).toISOString().slice(0, 23)}${String(at % 1000n).padStart(3, '0')}Z`);
const decimal = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** BigInt(greatestDigits) - 1n }), fc.bigInt({ min: 0n, max: 10n ** 12n - 1n }))
  .map(([whole, fraction]) => `${String(whole)}.${String(fraction).padStart(12, '0')}`);
const nullable = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const flag = fc.constantFrom('true', 'false');
const seconds = fc.integer({ min: 0, max: longestDuration }).map(String);
const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));

/** A good call, as PostgreSQL writes its values. */
const anyCall = fc
  .record({
    id: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
    time_start: microsecond,
    customer_account_id: fc.constantFrom('74', '75', null),
    vendor_account_id: fc.constantFrom('74', '75', null),
    is_last_cdr: flag,
    success: nullable(flag),
    duration: seconds,
    customer_duration: nullable(seconds),
    vendor_duration: nullable(seconds),
    customer_price: nullable(decimal),
    vendor_price: nullable(decimal),
    destination_prefix: nullable(text),
    destination_next_rate: nullable(fc.tuple(fc.constantFrom('', '-'), decimal).map((parts) => parts.join(''))),
    destination_reverse_billing: nullable(flag),
    dialpeer_prefix: nullable(text),
    dialpeer_next_rate: nullable(decimal),
    dialpeer_reverse_billing: nullable(flag),
    dst_country_id: fc.constantFrom('1', null),
    dst_network_id: fc.constantFrom('1', null),
  })
  .map((one) => (one.customer_account_id === null ? { ...one, customer_price: null } : one));

type AnyCall = typeof anyCall extends fc.Arbitrary<infer Call> ? Call : never;

const names = importedCdrs.columns.map(({ name }) => name) as readonly (keyof AnyCall)[];
const numbers = new Set(
  importedCdrs.columns.filter(({ kind }) => !['text', 'instant', 'flag'].includes(kind)).map(({ name }) => name),
);

const csvValue = (value: string | null) =>
  value === null ? '' : /^$|[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

const jsonValue = (name: string, value: string | null) => {
  if (value === null || value === 'true' || value === 'false') return String(value);
  return numbers.has(name) ? value : JSON.stringify(value);
};

const writers = {
  csv: (calls: readonly AnyCall[]) =>
    [names.join(), ...calls.map((one) => names.map((name) => csvValue(one[name])).join())].join('\n'),
  ndjson: (calls: readonly AnyCall[]) =>
    calls.map((one) => `{${names.map((name) => `"${name}":${jsonValue(name, one[name])}`).join()}}`).join('\n'),
};

describe('any good call', () => {
  it.each(['csv', 'ndjson'] as const)('survives %s exactly', async (format) => {
    const shown = `SELECT id::text, to_char(time_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS time_start,
      ${names
        .slice(2)
        .map((name) => `${name}::text`)
        .join()} FROM cdrs`;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyCall, { minLength: 1, maxLength: 20, selector: ({ id }) => id }),
        async (calls) => {
          await client.query('TRUNCATE cdrs');
          const outcome = await importFile(client, writers[format](calls), { table: importedCdrs, format });
          expect(outcome.rejects).toEqual([]);
          const kept = await rowsIn(shown);
          const byId = new Map(kept.map((one) => [one['id'], one]));
          expect(calls.map(({ id }) => byId.get(id))).toEqual(calls);
        },
      ),
      { numRuns: 25 },
    );
  });
});
