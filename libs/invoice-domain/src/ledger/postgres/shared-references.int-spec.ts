import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { issuedSql } from '../../subscription-billing/testing/issued-sql.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { refusalOf } from '../../testing/refusal.js';

let database: TestDatabase;

const rows = <Row>(sql: string): Promise<readonly Row[]> => database.dataSource.query(sql);

const migrationsSince = `SELECT count(*)::integer AS count FROM migrations WHERE timestamp >= 1767571200112`;

describe('invoices that shared a number before numbers were unique', () => {
  beforeAll(async () => {
    database = await createSampleLedger();
    const [since] = await rows<{ readonly count: number }>(migrationsSince);
    for (let left = since?.count ?? 0; left > 0; left -= 1) await database.dataSource.undoLastMigration();
    for (const id of [901, 902, 903, 904]) await rows(issuedSql(id, {}));
    await rows(`UPDATE invoices SET externally_approved = true, reference = 'X-1' WHERE id IN (901, 902)`);
    await rows(`INSERT INTO invoices (id, reference, account_id, reseller_id, kind, billing_day, state, type, currency, time_zone, payment_model,
        starts_at, ends_at, from_date, to_date)
      SELECT 905, 'INV-903', account_id, reseller_id, kind, 9, state, type, currency, time_zone, payment_model, starts_at, ends_at, from_date, to_date
      FROM invoices WHERE id = 903`);
    await database.dataSource.runMigrations();
  });

  afterAll(() => database.drop());

  it('keep it, and all but the first are marked', async () => {
    expect(
      await rows(`SELECT id::integer, reference, shares_issued_reference AS issued, shares_external_reference AS external
        FROM invoices WHERE id > 900 ORDER BY id`),
    ).toEqual([
      { id: 901, reference: 'X-1', issued: false, external: false },
      { id: 902, reference: 'X-1', issued: false, external: true },
      { id: 903, reference: 'INV-903', issued: false, external: false },
      { id: 904, reference: 'INV-904', issued: false, external: false },
      { id: 905, reference: 'INV-903', issued: true, external: false },
    ]);
  });

  it('share it with no other from then on', async () => {
    expect(
      await refusalOf(
        database.dataSource,
        `UPDATE invoices SET externally_approved = true, reference = 'X-1' WHERE id = 904`,
      ),
    ).toBe('invoices_external_reference_key');
    expect(
      await refusalOf(
        database.dataSource,
        `INSERT INTO invoices (reference, account_id, reseller_id, kind, billing_day, state, type, currency, time_zone, payment_model,
           starts_at, ends_at, from_date, to_date)
         SELECT 'INV-903', account_id, reseller_id, kind, 10, state, type, currency, time_zone, payment_model, starts_at, ends_at, from_date, to_date
         FROM invoices WHERE id = 903`,
      ),
    ).toBe('invoices_issued_reference_key');
  });

  it('are no longer marked once they have another', async () => {
    await rows('UPDATE invoices SET externally_approved = false WHERE id = 902');
    expect(await rows('SELECT reference, shares_external_reference AS marked FROM invoices WHERE id = 902')).toEqual([
      { reference: 'INV-902', marked: false },
    ]);
  });
});
