import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@org/kernel';
import pg from 'pg';
import type { AdminWritable } from '../../ledger/index.js';
import { StoredRecords } from '../../ledger/postgres/stored-records.js';
import { whileNamesStay } from '../../importing/postgres/known-ids.js';
import type { UsageTable } from '../../importing/usage-table.js';
import { RecordInUse } from '../../model/domain-failure.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { cdrTable } from '../cdr-columns.js';
import { transactionTable } from '../transaction-columns.js';
import { importedCdrs } from './imported-usage.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createSampleLedger();
});

beforeEach(() =>
  rows(`INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model) VALUES (300, 'named', 1, 1, 'EUR', 'postpay');
    INSERT INTO services (id, account_id, type_id, state, initial_price, renew_price) VALUES (300, 300, 1, 'active', 1, 1);
    INSERT INTO networks (id, name, network_type_id) VALUES (300, 'named', 1);
    INSERT INTO countries (id, name, iso2) VALUES (300, 'Named', 'ZZ')`),
);

afterEach(() =>
  rows(`DELETE FROM cdrs WHERE id = 7200301; DELETE FROM transactions WHERE account_id = 300; DELETE FROM accounts WHERE id = 300;
    DELETE FROM networks WHERE id = 300; DELETE FROM countries WHERE id = 300`),
);

afterAll(() => database.drop());

const rows = (sql: string): Promise<readonly unknown[]> => database.dataSource.query(sql);

const remove = (name: AdminWritable, id: number): Promise<void> =>
  database.dataSource.transaction((manager) => new StoredRecords(manager, systemClock).remove(name, id));

const call = (column: string, isLast = false): Promise<unknown> =>
  rows(
    `INSERT INTO cdrs (id, time_start, is_last_cdr, duration, ${column}) VALUES (7200301, '2026-01-05T10:00:00Z', ${isLast}, 60, 300)`,
  );

const transaction = (columns = '', values = ''): Promise<unknown> =>
  rows(
    `INSERT INTO transactions (account_id, amount, created_at${columns}) VALUES (300, 5, '2026-01-05T10:00:00Z'${values})`,
  );

/** References of usage by column: the record, and the table that is told to depend on it. */
const references: Readonly<Record<string, readonly [AdminWritable, dependent: string, use: () => Promise<unknown>]>> = {
  'cdrs.customer_account_id': ['account', 'cdrs', () => call('customer_account_id')],
  'cdrs.vendor_account_id': ['account', 'cdrs', () => call('vendor_account_id')],
  'cdrs.dst_country_id': ['country', 'cdrs', () => call('dst_country_id')],
  'cdrs.dst_network_id': ['network', 'cdrs', () => call('dst_network_id')],
  'transactions.account_id': ['account', 'transactions', () => transaction()],
  // A service is deleted by nobody but with its account.
  'transactions.service_id': ['account', 'transactions', () => transaction(', service_id', ', 300')],
};

const referring = ({ name, columns }: UsageTable): readonly string[] =>
  columns.filter(({ kind }) => kind === 'reference').map((column) => `${name}.${column.name}`);

describe('what usage names', () => {
  it('is all listed above', () => {
    expect([cdrTable, transactionTable].flatMap(referring).sort()).toEqual(Object.keys(references).sort());
  });

  it.each(Object.entries(references))(
    'cannot be deleted while it is named by %s',
    async (_, [name, dependent, use]) => {
      await use();
      await expect(remove(name, 300)).rejects.toEqual(new RecordInUse(dependent));
      await rows(`DELETE FROM cdrs WHERE id = 7200301; DELETE FROM transactions WHERE account_id = 300`);
      await expect(remove(name, 300)).resolves.toBeUndefined();
    },
  );

  it.each(['customer_account_id', 'vendor_account_id'])(
    'cannot be deleted whether the call is a last attempt or not: the %s',
    async (column) => {
      await call(column, true);
      await expect(remove('account', 300)).rejects.toEqual(new RecordInUse('cdrs'));
    },
  );

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
