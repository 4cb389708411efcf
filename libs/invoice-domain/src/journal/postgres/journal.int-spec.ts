import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal, FixedClock, instantOf } from '@org/kernel';
import { accountIdOf } from '../../model/ids.js';
import { balanceBecomes } from '../../testing/adjustments.js';
import { refusalOf } from '../../testing/refusal.js';
import { createSampleLedger, type TestDatabase } from '../../testing/index.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import type { NewPosting } from '../posting.js';
import { PostgresJournal } from './postgres-journal.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createSampleLedger();
});

afterAll(() => database.drop());

const rows = <Row>(sql: string): Promise<readonly Row[]> => database.dataSource.query(sql);
/** Checks that are deferred to the end of a transaction run at once. */
const refusal = (sql: string): Promise<string | undefined> =>
  refusalOf(database.dataSource, `${sql}; SET CONSTRAINTS ALL IMMEDIATE`);

const addAccount = (id: number, balance: string): Promise<unknown> =>
  rows(`INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, balance, created_at)
    VALUES (${id}, 'account ${id}', 1, 1, 'EUR', 'postpay', ${balance}, '2026-01-01T00:00:00Z')`);

const journalOf = (id: number): Promise<readonly object[]> =>
  rows(
    `SELECT number::integer, kind, amount::text, balance::text, cause_type AS cause FROM postings WHERE account_id = ${id} ORDER BY number`,
  );

const balanceOf = async (id: number): Promise<string | undefined> =>
  (
    await rows<{ readonly balance: string }>(
      `SELECT trim_scale(balance)::text AS balance FROM accounts WHERE id = ${id}`,
    )
  )[0]?.balance;

const postingOf = (account: number, payment: number, amount: string, bookedAt: string): NewPosting => ({
  ...{ accountId: accountIdOf(account), amount: Decimal.of(amount), kind: 'payment', causeType: 'payment' },
  ...{ causeId: payment, bookedAt: instantOf(bookedAt) },
});

const post = (...postings: readonly NewPosting[]): Promise<void> =>
  new LedgerTransactions(database.dataSource, new FixedClock('2026-03-01T12:00:00Z')).run(
    { actor: 'admin:139', reason: 'as agreed' },
    (manager) => new PostgresJournal(manager).post(...postings),
  );

describe('the journal of an account', () => {
  it('begins with the balance that the account is added with', async () => {
    await addAccount(200, '-12.50');
    expect(await journalOf(200)).toEqual([
      { number: 1, kind: 'opening', amount: '-12.50', balance: '-12.50', cause: 'account' },
    ]);
    expect(await balanceOf(200)).toBe('-12.5');
  });

  it.each([
    ['enable_nestloop', 320],
    ['enable_hashjoin', 330],
    ['enable_mergejoin', 340],
  ])('is numbered as it is booked, account by account, also with %s = off', async (setting, first) => {
    const second = first + 1;
    for (const id of [first, second]) await addAccount(id, '0');
    await new LedgerTransactions(database.dataSource, new FixedClock('2026-03-01T12:00:00Z')).run(
      { actor: 'admin:139' },
      async (manager) => {
        await manager.query(`SET LOCAL ${setting} = off`);
        await new PostgresJournal(manager).post(
          ...[3, 1, 2].flatMap((day) =>
            [second, first].map((id) => postingOf(id, id * 10 + day, String(day), `2026-01-0${day}T00:00:00Z`)),
          ),
        );
      },
    );
    expect(
      await rows(
        `SELECT account_id - ${first} AS account, amount::integer AS day, number::integer FROM postings
           WHERE account_id IN (${first}, ${second}) ORDER BY id`,
      ),
    ).toEqual([0, second - first].flatMap((account) => [1, 2, 3].map((day) => ({ account, day, number: day }))));
  });

  it('is empty for an account without a balance', async () => {
    await addAccount(201, '0');
    expect(await journalOf(201)).toEqual([]);
  });

  it('has the balance after each posting of one statement, in the order in which they were booked', async () => {
    await addAccount(202, '10');
    await post(
      postingOf(202, 2, '-30', '2026-02-02T00:00:00Z'),
      postingOf(202, 1, '5.25', '2026-02-01T00:00:00Z'),
      postingOf(202, 3, '0', '2026-02-03T00:00:00Z'),
    );
    expect((await journalOf(202)).slice(1)).toEqual([
      { number: 2, kind: 'payment', amount: '5.25', balance: '15.25', cause: 'payment' },
      { number: 3, kind: 'payment', amount: '-30', balance: '-14.75', cause: 'payment' },
    ]);
    expect(await balanceOf(202)).toBe('-14.75');
  });

  it('says who posted, when and why', async () => {
    await addAccount(203, '0');
    await post(postingOf(203, 7, '1', '2026-02-01T00:00:00Z'));
    expect(
      await rows(
        `SELECT booked_at::text AS booked, recorded_at::text AS recorded, actor, reason FROM postings WHERE account_id = 203`,
      ),
    ).toEqual([
      { booked: '2026-02-01 00:00:00+00', recorded: '2026-03-01 12:00:00+00', actor: 'admin:139', reason: 'as agreed' },
    ]);
  });

  it('takes a cause once', async () => {
    await addAccount(204, '0');
    await post(postingOf(204, 8, '1', '2026-02-01T00:00:00Z'));
    await expect(post(postingOf(204, 8, '1', '2026-02-01T00:00:00Z'))).rejects.toThrow(
      'postings_cause_type_cause_id_kind_key',
    );
    expect(await balanceOf(204)).toBe('1');
  });

  it('loses nothing when many post at once', async () => {
    await addAccount(205, '0');
    const lock = 'SELECT FROM accounts WHERE id = 205 FOR NO KEY UPDATE';
    await Promise.all(
      Array.from({ length: 40 }, () =>
        database.dataSource.transaction(async (manager) => {
          await manager.query(lock);
          await manager.query(balanceBecomes(205, 'balance + 0.01'));
        }),
      ),
    );
    expect(await balanceOf(205)).toBe('0.4');
    expect(await journalOf(205)).toHaveLength(40);
  });
});

describe('plain SQL', () => {
  beforeAll(() => addAccount(300, '100'));

  it.each([
    ['moves no balance', 'UPDATE accounts SET balance = balance + 1 WHERE id = 300', 'accounts_balance_journal'],
    ['hides no posting', 'UPDATE accounts SET postings_count = 0 WHERE id = 300', 'accounts_balance_journal'],
    ['changes no posting', 'UPDATE postings SET amount = 1 WHERE account_id = 300', 'postings_final'],
    ['deletes no posting', 'DELETE FROM postings WHERE account_id = 300', 'postings_final'],
    ['empties no journal', 'TRUNCATE postings CASCADE', 'postings_keep'],
    [
      'gives an account no other currency',
      `UPDATE accounts SET currency = 'USD' WHERE id = 300`,
      'postings_account_id_reseller_id_currency_fkey',
    ],
    [
      'gives an account to no other reseller',
      'UPDATE accounts SET reseller_id = 2 WHERE id = 300',
      'postings_account_id_reseller_id_currency_fkey',
    ],
    [
      'posts nothing beside the end of a journal',
      `INSERT INTO postings (account_id, reseller_id, currency, number, kind, amount, balance, cause_type, cause_id, booked_at, recorded_at, actor)
       VALUES (300, 1, 'EUR', 3, 'payment', 1, 101, 'payment', 999, now(), now(), 'x')`,
      'postings_continue',
    ],
    [
      'posts nothing that leads to another balance',
      `INSERT INTO postings (account_id, reseller_id, currency, number, kind, amount, balance, cause_type, cause_id, booked_at, recorded_at, actor)
       VALUES (300, 1, 'EUR', 2, 'payment', 1, 102, 'payment', 999, now(), now(), 'x')`,
      'postings_continue',
    ],
  ])('%s', async (_, sql, constraint) => {
    expect(await refusal(sql)).toBe(constraint);
    expect(await balanceOf(300)).toBe('100');
  });

  it('takes a journal along with its account, and nothing else does', async () => {
    await addAccount(301, '5');
    await rows('DELETE FROM accounts WHERE id = 301');
    expect(await journalOf(301)).toEqual([]);
  });
});
