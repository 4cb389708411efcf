import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock, localDateOf } from '@org/kernel';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../ledger/postgres/data-source.js';
import { accountIdOf, resellerIdOf } from '../../model/ids.js';
import { everything, ofReseller, type Scope } from '../../model/scope.js';
import { accessTo, collectPlans, tellPlans, type ExecutedPlan } from '../../testing/executed-plans.js';
import { createTestDatabase, loadSampleLedger, type TestDatabase } from '../../testing/index.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { ShowStatement } from '../show-statement.js';
import type { Statement } from '../statement.js';
import { post } from './post.js';
import { PostgresPostedJournals } from './postgres-posted-journals.js';

/** In its zone the clocks go forward on 2026-03-29 and back on 2026-10-25. */
const account = accountIdOf(400);
/** Somebody else’s, whose postings are at the same times. */
const other = 401;

let database: TestDatabase;
let dataSource: DataSource;
let transactions: LedgerTransactions;
let plans: ExecutedPlan[];

const postings = `
  SELECT account_id, amount, 'payment' AS kind, 'payment' AS cause_type, account_id * 10000 + n AS cause_id, booked_at FROM (
    SELECT n, CASE WHEN n % 3 = 0 THEN -0.07 ELSE 1.25 END AS amount, timestamptz '2026-01-01T00:30:00+01:00' + n * interval '6 hours' AS booked_at
    FROM generate_series(0, 1459) n
  ) made CROSS JOIN unnest(ARRAY[${account}, ${other}]) AS account_id`;

beforeAll(async () => {
  database = await createTestDatabase();
  const { dataSource: loading, url } = database;
  await loadSampleLedger(loading);
  await loading.query(`
    INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone, balance, created_at)
    SELECT id, 'account ' || id, 1, 1, 'EUR', 'postpay', 'Europe/Berlin', 0, '2025-12-01T00:00:00Z' FROM unnest(ARRAY[${account}, ${other}]) id;
    INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone, balance, created_at)
    SELECT 1000 + n, 'idle ' || n, 1, 1, 'EUR', 'postpay', 'UTC', 1, '2025-12-01T00:00:00Z' FROM generate_series(1, 500) n`);
  await loading.query(post(postings));
  await loading.query('VACUUM (ANALYZE) postings');
  await tellPlans((text) => loading.query(text), new URL(url).pathname.slice(1), 'notice');
  dataSource = createDataSource({ url, poolSize: 1 });
  await dataSource.initialize();
  plans = collectPlans(dataSource);
  transactions = new LedgerTransactions(dataSource, new FixedClock('2026-12-01T00:00:00Z'));
}, 60_000);

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const statement = (from: string, to: string, scope: Scope = everything): Promise<Statement> =>
  transactions.read((manager) =>
    new ShowStatement().execute(new PostgresPostedJournals(scope, manager), account, {
      from: localDateOf(from),
      to: localDateOf(to),
    }),
  );

const countOf = ({ movements }: Statement): number => movements.reduce((sum, { count }) => sum + count, 0);

describe('a statement of account', () => {
  it.each([
    ['2026-03-28', 4],
    ['2026-03-29', 4],
    ['2026-03-30', 4],
    ['2026-10-24', 4],
    ['2026-10-25', 4],
  ])('has the postings of %s by the clocks of the account', async (day, count) => {
    const shown = await statement(day, day);
    const [row] = await dataSource.query<{ readonly count: string; readonly sum: string }[]>(
      `SELECT count(*), trim_scale(sum(amount))::text AS sum FROM postings WHERE account_id = $1 AND (booked_at AT TIME ZONE 'Europe/Berlin')::date = $2`,
      [account, day],
    );
    expect([countOf(shown), shown.closingBalance.minus(shown.openingBalance).toString()]).toEqual([
      Number(row?.count),
      row?.sum,
    ]);
    expect(Math.abs(countOf(shown) - count)).toBeLessThanOrEqual(1);
  });

  it('continues that of the day before, all the year', async () => {
    let before = await statement('2025-12-31', '2025-12-31');
    expect([before.openingBalance, before.closingBalance].map(String)).toEqual(['0', '0']);
    for (let day = localDateOf('2026-01-01'); day.year === 2026; day = day.add({ days: 1 })) {
      const next = await statement(day.toString(), day.toString());
      expect([day.toString(), next.openingBalance.toString()]).toEqual([
        day.toString(),
        before.closingBalance.toString(),
      ]);
      expect(next.startsAt.toString()).toBe(before.endsAt.toString());
      expect(next.openingBalance.plus(next.credits).plus(next.debits).toString()).toBe(next.closingBalance.toString());
      before = next;
    }
    const year = await statement('2026-01-01', '2026-12-31');
    expect(String(year.closingBalance)).toBe(String(before.closingBalance));
    expect(countOf(year)).toBe(1460);
  }, 60_000);

  it('of days to come begins and ends with the balance', async () => {
    const { openingBalance, closingBalance, movements } = await statement('2030-01-01', '2030-12-31');
    const [row] = await dataSource.query<{ readonly balance: string }[]>(
      'SELECT trim_scale(balance)::text AS balance FROM accounts WHERE id = $1',
      [account],
    );
    expect([openingBalance, closingBalance].map(String)).toEqual([row?.balance, row?.balance]);
    expect(movements).toEqual([]);
  });

  it('is of nobody else’s account', async () => {
    await expect(statement('2026-01-01', '2026-01-31', ofReseller(resellerIdOf(1)))).resolves.toBeDefined();
    await expect(statement('2026-01-01', '2026-01-31', ofReseller(resellerIdOf(2)))).rejects.toThrow(
      'there is no account 400',
    );
  });

  it('finds its postings by the index on their account and moment', async () => {
    plans.length = 0;
    await statement('2026-11-01', '2026-11-30');
    expect(plans.map((plan) => accessTo('postings', plan)).filter((access) => access !== 'not read')).toEqual([
      'postings_account_id_booked_at_idx',
    ]);
  });
});
