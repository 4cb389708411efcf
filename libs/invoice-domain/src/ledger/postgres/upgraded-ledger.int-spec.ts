import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import fc from 'fast-check';
import { createTestDatabaseOf, type TestDatabase } from '../../testing/test-database.js';
import { CommerceLedger } from '../testing/commerce-life/commerce-ledger.js';
import { CommerceLife } from '../testing/commerce-life/commerce-life.js';
import { stepOf } from '../testing/commerce-life/steps.js';
import { commerceWorld } from '../testing/commerce-life/world.js';

/** What a ledger without a journal knew, too. */
const known = [
  ...(['charge', 'tax', 'correction', 'decide', 'top up', 'pay ahead', 'approve', 'complete', 'adjust'] as const),
];

/** The migration that the journal begins with. */
const journal = 1767571200090;

let database: TestDatabase;
let ledger: CommerceLedger;

const goBack = async (): Promise<void> => {
  const [since] = await ledger.rows<{ readonly count: number }>(
    'SELECT count(*)::integer AS count FROM migrations WHERE timestamp >= $1',
    [journal],
  );
  for (let left = since?.count ?? 0; left > 0; left -= 1) await database.dataSource.undoLastMigration();
};

/** What no upgrade may change: balances, what invoices come to, and how far payments are. */
const money = () =>
  ledger.rows(
    `SELECT 'account ' || id AS of, trim_scale(balance)::text AS says FROM accounts
     UNION ALL SELECT 'invoice ' || id, state || ' ' || trim_scale(total) FROM invoices
     UNION ALL SELECT 'payment ' || id, status || ' ' || trim_scale(total) || ' ' || trim_scale(amount_paid_from_balance) FROM payments
     UNION ALL SELECT 'charge ' || id, status || ' ' || trim_scale(amount) FROM charges ORDER BY 1`,
  );

const errors = async (): Promise<readonly string[]> =>
  (await ledger.findings()).filter(({ severity }) => severity === 'error').map(({ message }) => message);

describe('a filled ledger of a release without a journal', () => {
  beforeAll(async () => {
    database = await createTestDatabaseOf(commerceWorld);
    ledger = new CommerceLedger(database, new FixedClock('2026-03-10T12:00:00Z'));
    const life = new CommerceLife(ledger);
    const [steps = []] = fc.sample(fc.array(stepOf(known), { minLength: 60, maxLength: 60 }), { seed: 14, numRuns: 1 });
    // The journal begins now, behind all of it.
    for (const happening of steps) {
      await life.live(happening.what === 'run' ? { ...happening, days: 1 + (happening.days % 12) } : happening);
    }
  }, 60_000);

  afterAll(async () => {
    await ledger.close();
    await database.drop();
  });

  it('has the same balances, invoices and payments once it has a journal, and verification finds it sound', async () => {
    const before = await money();
    await goBack();
    expect(await money()).toEqual(before);
    await database.dataSource.runMigrations();
    expect(await money()).toEqual(before);
    expect(await errors()).toEqual([]);
    const postings = await ledger.rows(`SELECT FROM postings WHERE kind = 'opening'`);
    expect(postings.length).toBeGreaterThan(0);
  });

  it('goes on from there to the cent', async () => {
    const [before] = await ledger.rows<{ readonly balance: string }>('SELECT balance::text FROM accounts WHERE id = 1');
    await ledger.import('payments', [
      { external_key: 'after', account_id: 1, document_id: 'after', status: 'completed', initial_total: '12.34' },
    ]);
    const [after] = await ledger.rows<{ readonly isMore: boolean }>(
      'SELECT balance = $1::numeric + 12.34 AS "isMore" FROM accounts WHERE id = 1',
      [before?.balance],
    );
    expect(after).toEqual({ isMore: true });
    expect(await errors()).toEqual([]);
  });

  it('goes back and comes again', async () => {
    const before = await money();
    await goBack();
    await database.dataSource.runMigrations();
    expect(await money()).toEqual(before);
    expect(await errors()).toEqual([]);
  });
});
