import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { someoneWaitsForALock } from '../../testing/locks.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';

describe('an account that is about to be used', () => {
  let database: TestDatabase;
  let one: QueryRunner;
  let other: QueryRunner;

  beforeAll(async () => {
    database = await createSampleLedger();
    await database.dataSource.query(
      `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model)
       VALUES (76, 'third', 1, 2, 'USD', 'prepay'), (77, 'fourth', 1, 2, 'USD', 'prepay')`,
    );
    [one, other] = [database.dataSource.createQueryRunner(), database.dataSource.createQueryRunner()];
  });

  afterAll(async () => {
    await one.release();
    await other.release();
    await database.drop();
  });

  const use = (id: number) =>
    `INSERT INTO subscriptions (account_id, reseller_id, plan_id, name, status, payment_model) VALUES (${id}, 2, 1, 'Mail', 'active', 'prepay')`;

  it.each([
    [76, `currency = 'EUR'`, 'accounts_keep_currency'],
    [77, 'reseller_id = 1', 'subscriptions_account_id_reseller_id_fkey'],
  ])('keeps what it has, although whoever changes it cannot see the use yet: %i', async (id, change, constraint) => {
    await one.startTransaction();
    await one.query(use(id));
    let settled = false;
    const changing = other
      .query(`UPDATE accounts SET ${change} WHERE id = ${id}`)
      .catch((error: unknown) => error)
      .finally(() => (settled = true));
    while (!settled && !(await someoneWaitsForALock(database.dataSource)));
    await one.commitTransaction();
    expect(await changing).toMatchObject({ driverError: { constraint, table: 'subscriptions' } });
  });
});
