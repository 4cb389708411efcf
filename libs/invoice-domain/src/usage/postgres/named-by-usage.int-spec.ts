import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { RecordInUse } from '../../model/domain-failure.js';
import { StoredRecords } from '../../ledger/postgres/stored-records.js';
import { whileNamesStay } from '../../importing/postgres/known-ids.js';
import { importedCdrs } from './imported-usage.js';
import { systemClock } from '@org/kernel';
import { loadSampleLedger } from '../../testing/sample-ledger.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
  await loadSampleLedger(database.dataSource);
  await rows(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model) VALUES (300, 'named', 1, 1, 'EUR', 'postpay')`,
  );
  await rows(`INSERT INTO networks (id, name, network_type_id) VALUES (300, 'named', 1)`);
  await rows(`INSERT INTO countries (id, name, iso2) VALUES (300, 'Named', 'ZZ')`);
});

afterEach(() => database.drop());

const rows = (sql: string, values: readonly unknown[] = []): Promise<readonly unknown[]> =>
  database.dataSource.query(sql, [...values]);

const remove = (name: 'account' | 'network' | 'country', id: number): Promise<void> =>
  database.dataSource.transaction((manager) => new StoredRecords(manager, systemClock).remove(name, id));

const call = (column: string): Promise<unknown> =>
  rows(
    `INSERT INTO cdrs (id, time_start, is_last_cdr, duration, ${column}) VALUES (7200301, '2026-01-05T10:00:00Z', false, 60, 300)`,
  );

describe('what usage names', () => {
  it.each([
    ['account', 'customer_account_id'],
    ['account', 'vendor_account_id'],
    ['network', 'dst_network_id'],
    ['country', 'dst_country_id'],
  ] as const)('cannot be deleted: an %s that is the %s of a call', async (name, column) => {
    await call(column);
    await expect(remove(name, 300)).rejects.toEqual(new RecordInUse('cdrs'));
    await rows('DELETE FROM cdrs WHERE id = 7200301');
    await expect(remove(name, 300)).resolves.toBeUndefined();
  });

  it('cannot be deleted: an account with a transaction that is on no final invoice', async () => {
    await rows(`INSERT INTO transactions (account_id, amount, created_at) VALUES (300, 5, '2026-01-05T10:00:00Z')`);
    await expect(remove('account', 300)).rejects.toEqual(new RecordInUse('transactions'));
  });

  it.each(['account', 'network', 'country'] as const)(
    'cannot be deleted while an import may name it: %s',
    async (name) => {
      const client = new pg.Client(database.url);
      await client.connect();
      try {
        await whileNamesStay(client, importedCdrs, () =>
          expect(remove(name, 300)).rejects.toEqual(new RecordInUse('imports')),
        );
      } finally {
        await client.end();
      }
      await expect(remove(name, 300)).resolves.toBeUndefined();
    },
  );
});
