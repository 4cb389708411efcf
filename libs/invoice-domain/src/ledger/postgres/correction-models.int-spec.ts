import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { migrate } from '../../schema/migrate.js';
import { FixModelsOfCorrections1767571200150 } from '../../schema/migrations/1767571200150-fix-models-of-corrections.js';
import { loadSampleLedger } from '../../testing/sample-ledger.js';
import { createEmptyDatabase, type EmptyDatabase } from '../../testing/test-database.js';
import { createDataSource } from './data-source.js';
import { ledgerMigrations } from './ledger-migrations.js';

describe('the payment model of a correction', () => {
  let database: EmptyDatabase;
  let dataSource: DataSource;
  const query = <Row>(sql: string) => dataSource.query<readonly Row[]>(sql);
  const models = async () => {
    const rows = await query<{ readonly text: string }>(
      `SELECT concat_ws(' ', id, coalesce(payment_model, 'none')) AS text FROM corrections WHERE id BETWEEN 101 AND 105 ORDER BY id`,
    );
    return rows.map(({ text }) => text);
  };
  const correction = (id: number, subscription: number | null, status: string, account = 300) =>
    query(`INSERT INTO corrections (id, account_id, reseller_id, subscription_id, status, total, approved_at)
      VALUES (${id}, ${account}, 1, ${subscription ?? 'NULL'}, '${status}', 1, ${status === 'approved' ? 'now()' : 'NULL'})`);

  beforeAll(async () => {
    database = await createEmptyDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
    await migrate(dataSource);
    await loadSampleLedger(dataSource);
    await query(`
      INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model) VALUES (300, 'x', 1, 1, 'EUR', 'prepay');
      INSERT INTO subscriptions (id, account_id, reseller_id, plan_id, name, status, payment_model)
      VALUES (301, 300, 1, 1, 'x', 'active', 'postpay')`);
    const after = ledgerMigrations.length - ledgerMigrations.indexOf(FixModelsOfCorrections1767571200150);
    for (let left = after; left > 0; left -= 1) await dataSource.undoLastMigration();
    await correction(101, null, 'approved');
    await correction(102, 301, 'approved');
    await correction(103, null, 'approval_required');
    await migrate(dataSource);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('of before is that of its subscription, or else of its account', async () => {
    expect(await models()).toEqual(['101 prepay', '102 postpay', '103 none']);
  });

  it('is fixed by its approval, and does not follow its account', async () => {
    await correction(104, 301, 'approved');
    await query(`UPDATE corrections SET status = 'approved', approved_at = now() WHERE id = 103`);
    await query(`UPDATE accounts SET payment_model = 'postpay' WHERE id = 300`);
    await correction(105, null, 'approved');
    await query(`UPDATE corrections SET comment = 'as agreed' WHERE id BETWEEN 101 AND 105`);
    expect(await models()).toEqual(['101 prepay', '102 postpay', '103 prepay', '104 postpay', '105 postpay']);
  });

  it.each([`'postpay'`, 'NULL'])('cannot become %s', async (model) => {
    await expect(query(`UPDATE corrections SET payment_model = ${model} WHERE id = 101`)).rejects.toThrow(
      'update of corrections is not allowed',
    );
  });
});
