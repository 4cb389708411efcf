import { balanceBecomes } from '../../testing/adjustments.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { importFile } from '../../importing/testing/import-file.js';
import { importedTransactions } from './imported-usage.js';
import { createUsageClient } from '../../ledger/postgres/usage-client.js';

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

beforeEach(async () => {
  await client.query('TRUNCATE transactions, service_renewals');
  await client.query('UPDATE accounts SET min_balance = -1000000, max_balance = 1000000');
  await client.query(balanceBecomes('of each', '100'));
});

const uuidOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const row = (number: number, amount: string, { account = 74, service = '' } = {}) =>
  `${uuidOf(number)},${account},${service},${amount},a fee,2026-01-05T10:00:00Z`;

const importRows = (rows: readonly string[], on = client) =>
  importFile(on, `${['uuid,account_id,service_id,amount,description,created_at', ...rows].join('\n')}\n`, {
    table: importedTransactions,
  });

const balances = async () => {
  const { rows } = await client.query<{ readonly id: number; readonly balance: string }>(
    'SELECT id, balance::text FROM accounts ORDER BY id',
  );
  return rows.map(({ id, balance }) => `${id}: ${balance}`);
};

describe('transactions that come in', () => {
  it('take charges from the balances of their accounts, and give refunds back', async () => {
    const rows = [
      row(1, '1.000000000001'),
      row(2, '-3.5'),
      row(3, '40', { account: 75 }),
      row(4, '2', { service: '3' }),
    ];
    expect(await importRows(rows)).toMatchObject({ added: 4, rejected: 0 });
    expect(await balances()).toEqual(['74: 100.499999999999', '75: 60']);
  });

  it('move balances once, however often they come', async () => {
    const rows = [row(1, '10'), row(2, '20')];
    await importRows(rows);
    expect(await importRows([...rows, row(3, '5')])).toMatchObject({ added: 1, alreadyThere: 2, rejected: 0 });
    expect(await importRows([row(1, '10'), row(1, '10')])).toMatchObject({ added: 0, alreadyThere: 2 });
    expect(await balances()).toEqual(['74: 65', '75: 100']);
  });

  it('are rejected when their service is another account’s or nobody’s', async () => {
    const { rejects, added } = await importRows([
      row(1, '1', { service: '103' }),
      row(2, '1', { service: '9' }),
      row(3, '1'),
    ]);
    expect(added).toBe(1);
    expect(rejects).toEqual([
      {
        line: 2,
        reason: 'service_id names none of the services of account 74: 103',
        row: row(1, '1', { service: '103' }),
      },
      { line: 3, reason: 'service_id names none of the services of account 74: 9', row: row(2, '1', { service: '9' }) },
    ]);
    expect(await balances()).toEqual(['74: 99', '75: 100']);
  });

  it('are rejected when their uuid is taken by others', async () => {
    await importRows([row(1, '10')]);
    const { rejects } = await importRows([row(1, '11')]);
    expect(rejects).toEqual([
      { line: 2, reason: 'a transaction with this uuid is there already, with other values', row: row(1, '11') },
    ]);
    expect(await balances()).toEqual(['74: 90', '75: 100']);
  });

  it('move balances once when two import the same ones in opposite orders at once', async () => {
    const other = createUsageClient(database.url);
    await other.connect();
    const rows = Array.from({ length: 2_000 }, (_, index) => row(index, '0.01', { account: 74 + (index % 2) }));
    const [one, two] = await Promise.all([importRows(rows), importRows(rows.toReversed(), other)]);
    await other.end();
    expect(one.added + two.added).toBe(2_000);
    expect(await balances()).toEqual(['74: 90', '75: 90']);
  });
});
