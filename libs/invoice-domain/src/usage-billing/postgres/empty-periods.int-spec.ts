import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import { everything } from '../../model/scope.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { GenerateInvoices } from '../generate-invoices.js';
import type { RunReport } from '../billing-ledger.js';
import { RunBilling } from '../run-billing.js';
import { OpenPeriods } from './open-periods.js';
import { PostgresBillingLedger } from './postgres-billing-ledger.js';

const audit = { actor: 'test:empty-periods' };
const jobs = { aggregate: () => Promise.resolve(), approve: () => Promise.resolve() };

let database: TestDatabase;
let clock: FixedClock;
let transactions: LedgerTransactions;

/** Account 200 is billed by the day, next for 1 November, and wants no empty invoices. */
beforeEach(async () => {
  database = await createSampleLedger();
  clock = new FixedClock('2026-11-03T02:00:00Z');
  transactions = new LedgerTransactions(database.dataSource, clock);
  await rows(`SELECT cdrs_create_partitions('2026-10-01', '2026-12-01')`);
  await rows(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, invoice_period_id, next_invoice_at, next_invoice_type,
       empty_invoices)
     VALUES (200, 'sparing', 1, 1, 'EUR', 'postpay', 1, '2026-11-02T00:00:00Z', 'autoFull', false)`,
  );
});

afterEach(() => database.drop());

const rows = (sql: string, values: readonly unknown[] = []): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  database.dataSource.query(sql, [...values]);

const runAt = async (moment: string): Promise<RunReport> => {
  clock.moveTo(moment);
  await new OpenPeriods(transactions).findUsage(audit);
  const ledger = new PostgresBillingLedger(everything, transactions, () => jobs);
  return new RunBilling(ledger, new GenerateInvoices({ autoApprove: false }), clock).execute({
    at: clock.now(),
    audit,
  });
};

let cdr = 7_300_000;
const call = (at: string, side: 'customer' | 'vendor'): Promise<unknown> =>
  rows(
    `INSERT INTO cdrs (id, time_start, ${side}_account_id, is_last_cdr, success, duration, ${side}_duration, ${side}_price)
     VALUES ($1, $2, 200, true, true, 60, 60, 1)`,
    [(cdr += 1), at],
  );

const daysBilled = async (): Promise<readonly unknown[]> =>
  (await rows(`SELECT from_date::text AS day FROM invoices WHERE account_id = 200 ORDER BY 1`)).map(({ day }) => day);

const openDays = async (): Promise<readonly unknown[]> => {
  const open = await rows(
    `SELECT concat_ws(' ', (starts_at AT TIME ZONE 'UTC')::date, cause, is_due) AS day FROM open_periods WHERE account_id = 200 ORDER BY 1`,
  );
  return open.map(({ day }) => day);
};

const chain = () =>
  rows(
    `SELECT billed_from::date::text AS from, billed_until::date::text AS until FROM billing_chains WHERE account_id = 200`,
  );

describe('a period of an account that wants no empty invoices', () => {
  it('without usage gets no invoice, and the chain and the schedule move on', async () => {
    expect(await runAt('2026-11-03T02:00:00Z')).toMatchObject({ expectedCount: 1, billedCount: 0, skippedCount: 1 });
    expect(await daysBilled()).toEqual([]);
    expect(await openDays()).toEqual(['2026-11-01 skipped f', '2026-11-02 skipped f']);
    expect(await chain()).toEqual([{ from: '2026-11-01', until: '2026-11-03' }]);
    expect(await rows(`SELECT next_invoice_at::date::text AS next FROM accounts WHERE id = 200`)).toEqual([
      { next: '2026-11-04' },
    ]);
    expect(await runAt('2026-11-03T02:01:00Z')).toMatchObject({ expectedCount: 0 });
  });

  it.each(['customer', 'vendor'] as const)('gets one for a call as %s', async (side) => {
    await call('2026-11-02T12:00:00Z', side);
    expect(await runAt('2026-11-03T02:00:00Z')).toMatchObject({ billedCount: 1, invoicesCount: 1 });
    expect(await daysBilled()).toEqual(['2026-11-02']);
    expect(await openDays()).toEqual(['2026-11-01 skipped f']);
  });

  it('gets one for usage that arrives late, and the period beside it none', async () => {
    await runAt('2026-11-03T02:00:00Z');
    await call('2026-11-01T12:00:00Z', 'customer');
    expect(await runAt('2026-11-03T05:30:00Z')).toMatchObject({ billedCount: 1, invoicesCount: 1 });
    expect(await daysBilled()).toEqual(['2026-11-01']);
    expect(await openDays()).toEqual(['2026-11-02 skipped f']);
  });

  it('gets one for the correction of late usage that waits, and only the latest', async () => {
    await rows(
      `INSERT INTO corrections (account_id, reseller_id, status, total, comment, period_from, period_to, include_in_invoice, late_invoice_id, approved_at)
       SELECT 200, 1, 'approved', 5, 'late', '2026-01-01', '2026-01-31', true, 18, now()`,
    );
    expect(await runAt('2026-11-03T02:00:00Z')).toMatchObject({ billedCount: 1, invoicesCount: 1 });
    expect(await daysBilled()).toEqual(['2026-11-02']);
    expect(await rows('SELECT total::text FROM invoices WHERE account_id = 200')).toEqual([{ total: '5' }]);
  });

  it('whose invoice was deleted stays open without another one while nothing was used', async () => {
    await call('2026-11-02T12:00:00Z', 'customer');
    await runAt('2026-11-03T02:00:00Z');
    await rows('DELETE FROM cdrs WHERE customer_account_id = 200');
    await rows('DELETE FROM invoices WHERE account_id = 200');
    expect(await openDays()).toEqual(['2026-11-01 skipped f', '2026-11-02 deleted t']);
    await runAt('2026-11-03T02:10:00Z');
    expect(await daysBilled()).toEqual([]);
    expect(await openDays()).toEqual(['2026-11-01 skipped f', '2026-11-02 skipped f']);
  });
});
