import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import { QueryFailedError } from 'typeorm';
import { adminWrites } from '../index.js';
import { loadSampleLedger } from '../../testing/sample-ledger.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { entityOf } from './readers.js';
import { violationsByConstraint } from './refusals.js';
import { StoredRecords } from './stored-records.js';

/** Keys that no request can break: ids are the database's, and these columns are the server's to fill. */
const neverViolated = [
  'accounts_id_reseller_id_currency_key',
  'accounts_id_reseller_id_key',
  'managers_token_hash_key',
  'payments_account_id_reseller_id_fkey',
  'payments_id_account_id_key',
  'payments_reseller_id_external_key_key',
  'services_id_account_id_key',
  'services_uuid_key',
  'transactions_uuid_key',
];

describe('what the database refuses', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  it('is a zone that it alone does not know, which breaks the rule of zones', async () => {
    await loadSampleLedger(database.dataSource);
    const records = new StoredRecords(database.dataSource.manager, new FixedClock('2026-03-01T12:00:00Z'));

    await expect(records.change('account', 74, { timeZone: 'Europe/Atlantis' })).rejects.toMatchObject({
      violations: [{ member: 'timeZone', message: 'Europe/Atlantis is not a valid timezone' }],
    });
  });

  it('without being a matter of rules fails as what nobody foresaw', async () => {
    const records = new StoredRecords(database.dataSource.manager, new FixedClock('2026-03-01T12:00:00Z'));

    await expect(records.change('account', 74, { name: null })).rejects.toBeInstanceOf(QueryFailedError);
  });

  it('has words for every key that a request can break, and for no other', async () => {
    const tables = Object.keys(adminWrites).map(
      (name) => database.dataSource.getMetadata(entityOf[name as keyof typeof adminWrites]).tableName,
    );
    const keys = await database.dataSource.query<readonly { readonly name: string }[]>(
      `SELECT conname AS name FROM pg_constraint WHERE conrelid = ANY ($1::regclass[]) AND contype IN ('u', 'f') ORDER BY 1`,
      [tables],
    );

    expect(keys.map(({ name }) => name)).toEqual([...Object.keys(violationsByConstraint), ...neverViolated].sort());
  });
});
