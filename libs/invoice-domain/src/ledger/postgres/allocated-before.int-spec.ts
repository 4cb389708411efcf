import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal, FixedClock, instantOf } from '@org/kernel';
import { paymentIdOf, resellerIdOf } from '../../model/ids.js';
import { PayFromBalance } from '../../subscription-billing/pay-from-balance.js';
import { PostgresManagedInvoices } from '../../subscription-billing/postgres/managed-invoices.js';
import { issuedSql } from '../../subscription-billing/testing/issued-sql.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { verificationOf } from './verification-of.js';

let database: TestDatabase;
const clock = new FixedClock('2026-03-01T12:00:00Z');

const rows = <Row>(sql: string): Promise<readonly Row[]> => database.dataSource.query(sql);

const texts = async (sql: string): Promise<readonly string[]> =>
  (await rows<{ readonly text: string }>(sql)).map(({ text }) => text);

const back = async (): Promise<void> => {
  const [since] = await rows<{ readonly count: number }>(
    'SELECT count(*)::integer AS count FROM migrations WHERE timestamp >= 1767571200120',
  );
  for (let left = since?.count ?? 0; left > 0; left -= 1) await database.dataSource.undoLastMigration();
};

/** The account was opened with a balance in which services had been debited already. */
const openedWith = (id: number, balance: string): string => `
SET session_replication_role = replica;
UPDATE postings SET amount = ${balance}, balance = ${balance} WHERE account_id = ${id};
UPDATE accounts SET balance = ${balance} WHERE id = ${id};
SET session_replication_role = DEFAULT`;

const balances = () =>
  texts(`SELECT id || ': ' || trim_scale(balance) AS text FROM accounts WHERE id > 800 ORDER BY id`);

const before = ['801: 0', '802: 20', '803: 5', '804: -100'];

/** What verification tells of balances and allocations. */
const told = async (): Promise<readonly string[]> => {
  const findings = await verificationOf(database.dataSource, clock).findings(
    instantOf('2000-01-01T00:00:00Z'),
    'everything',
  );
  return findings
    .filter(({ check, message }) => ['journal', 'allocations'].includes(check) && /account 80\d/.test(message))
    .map(({ message }) => message);
};

describe('payments of a ledger that did not allocate them', () => {
  beforeAll(async () => {
    database = await createSampleLedger();
    await back();
    await rows(issuedSql(801, { dueDate: '2026-03-02' }));
    await rows(`UPDATE payments SET status = 'completed', closed_at = now() WHERE id = 801;
      INSERT INTO postings (account_id, reseller_id, currency, number, kind, amount, balance, cause_type, cause_id, booked_at, recorded_at, actor)
      VALUES (801, 1, 'EUR', 2, 'payment', 100, 0, 'payment', 801, now(), now(), 'admin:139')`);
    await rows(issuedSql(802, { dueDate: '2026-03-02' }));
    await rows(openedWith(802, '20'));
    await rows(issuedSql(803, { state: 'pending', payment: null, charge: 'blocked' }));
    await rows(openedWith(803, '5'));
    await rows(issuedSql(804, { state: 'pending', payment: null, paymentModel: 'prepay', charge: 'opened' }));
    await rows(`INSERT INTO payments (id, account_id, reseller_id, document_id, status, currency_code, initial_total, total)
      VALUES (804, 804, 1, 'P804', 'completed', 'EUR', 100, 100);
      INSERT INTO payment_charges (account_id, payment_id, charge_id) VALUES (804, 804, 804)`);
    await database.dataSource.runMigrations();
  });

  afterAll(() => database.drop());

  it('are allocated where the journal knows them, and balances stay', async () => {
    expect(await balances()).toEqual(before);
    expect(
      await texts(`SELECT format('%s of invoice %s for payment %s', trim_scale(amount), invoice_id, payment_id) AS text
        FROM allocations WHERE account_id > 800`),
    ).toEqual(['100 of invoice 801 for payment 801']);
    expect(
      await texts(`SELECT id || ' ' || trim_scale(amount_paid_from_balance) AS text FROM payments WHERE id = 801`),
    ).toEqual(['801 0']);
  });

  it('are marked where it does not, with the charges that they paid', async () => {
    expect(
      await texts(`SELECT 'payment ' || id AS text FROM payments WHERE paid_unallocated
        UNION ALL SELECT 'charge ' || id FROM charges WHERE paid_unallocated`),
    ).toEqual(['payment 804', 'charge 804']);
  });

  it('leave credits that come to the own funds of each account, whatever was debited before its journal began', async () => {
    expect(
      await texts(`SELECT account_id || ': ' || string_agg(kind || ' ' || trim_scale(amount), ', ' ORDER BY number) AS text
        FROM postings WHERE account_id IN (802, 803) GROUP BY account_id ORDER BY account_id`),
    ).toEqual(['802: opening 20, adjustment 100, adjustment -100', '803: opening 5, adjustment 100, adjustment -100']);
    const scope = { kind: 'reseller', resellerId: resellerIdOf(1) } as const;
    await new LedgerTransactions(database.dataSource, clock).run({ actor: 'test' }, (manager) =>
      new PayFromBalance().execute(new PostgresManagedInvoices(scope, manager), paymentIdOf(802), Decimal.of('99')),
    );
    expect(await told()).toEqual([]);
  });

  it('go back to what they were, and come again', async () => {
    await back();
    expect(await balances()).toEqual(before);
    await database.dataSource.runMigrations();
    expect(await balances()).toEqual(before);
    expect(await texts(`SELECT invoice_id || '' AS text FROM allocations WHERE account_id > 800`)).toEqual(['801']);
  });
});
