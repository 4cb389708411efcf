import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import { DeleteInvoice } from '../../invoices/delete-invoice.js';
import { ChangeRecord } from '../../ledger/change-record.js';
import { StoredRecords } from '../../ledger/postgres/stored-records.js';
import { accountIdOf, invoiceIdOf, type InvoiceId } from '../../model/ids.js';
import { everything } from '../../model/scope.js';
import { loadSampleLedger } from '../../testing/sample-ledger.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { CreateInvoice } from '../create-invoice.js';
import { GenerateInvoices } from '../generate-invoices.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { RunBilling, type RunReport } from '../run-billing.js';
import { ledgerTransactionOf } from './ledger-transaction.js';
import { OpenPeriods } from './open-periods.js';
import { PostgresBillingLedger } from './postgres-billing-ledger.js';

const audit = { actor: 'test:chain' };
const jobs = { aggregate: () => Promise.resolve(), approve: () => Promise.resolve() };
const account = accountIdOf(200);

let database: TestDatabase;
let clock: FixedClock;
let transactions: LedgerTransactions;

beforeEach(async () => {
  database = await createTestDatabase();
  await loadSampleLedger(database.dataSource);
  clock = new FixedClock('2026-11-29T12:00:00Z');
  transactions = new LedgerTransactions(database.dataSource, clock);
  await rows(`SELECT cdrs_create_partitions('2025-12-01', '2027-03-01')`);
});

afterEach(() => database.drop());

const rows = <Row = Readonly<Record<string, unknown>>>(sql: string, values: readonly unknown[] = []) =>
  database.dataSource.query<readonly Row[]>(sql, [...values]);

/** An account of UTC that was billed by the month until November. */
const monthly = async (next: string | null = '2026-12-01T00:00:00Z'): Promise<void> => {
  await rows(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, invoice_period_id, next_invoice_at, next_invoice_type)
     VALUES ($1::integer, 'chained', 1, 1, 'EUR', 'postpay', $2, $3, $4)`,
    [account, next && 4, next, next && 'autoFull'],
  );
};

const billedIn = async (startsAt: string, endsAt: string, state = 'pending'): Promise<InvoiceId> => {
  const [row] = await rows<{ readonly id: number }>(
    `INSERT INTO invoices (account_id, reseller_id, kind, state, type, currency, time_zone, payment_model, starts_at, ends_at, from_date, to_date)
     VALUES ($1, 1, 'usage', $4, 'manual', 'EUR', 'UTC', 'postpay', $2::timestamptz, $3::timestamptz,
       ($2::timestamptz AT TIME ZONE 'UTC')::date, ($3::timestamptz AT TIME ZONE 'UTC')::date) RETURNING id`,
    [account, startsAt, endsAt, state],
  );
  if (row === undefined) throw new Error('an invoice that was added has an id');
  return invoiceIdOf(row.id);
};

let lastCall = 7_200_000;
const calls = async (...times: readonly string[]): Promise<void> => {
  for (const time of times) {
    await rows(
      `INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, success, duration, customer_duration, customer_price)
       VALUES ($1, $2, $3, true, true, 60, 60, 1)`,
      [(lastCall += 1), time, account],
    );
  }
};

const change = (values: Readonly<Record<string, unknown>>): Promise<void> =>
  transactions.run(audit, (manager) =>
    new ChangeRecord(new StoredRecords(manager, clock), clock).execute('account', account, { values, faults: [] }),
  );

const inLedger = <Result>(work: (ledger: LedgerTransaction) => Promise<Result>): Promise<Result> =>
  transactions.run(audit, (manager) => work(ledgerTransactionOf(everything, manager, jobs)));

const remove = (id: InvoiceId): Promise<void> => inLedger((ledger) => new DeleteInvoice(false).execute(ledger, id));

const runAt = async (moment: string): Promise<RunReport> => {
  clock.moveTo(moment);
  await new OpenPeriods(transactions).findUsage(audit);
  const ledger = new PostgresBillingLedger(everything, transactions, () => jobs);
  return new RunBilling(ledger, new GenerateInvoices({ autoApprove: false }), clock).execute({
    at: clock.now(),
    audit,
  });
};

const invoices = async (): Promise<readonly string[]> => {
  const found = await rows<{ readonly text: string }>(
    `SELECT format('%s %s: %s', to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24'), to_char(ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24'),
       trim_scale(total)) AS text FROM invoices WHERE account_id = $1 ORDER BY starts_at`,
    [account],
  );
  return found.map(({ text }) => text);
};

describe('the chain of periods', () => {
  it('goes on where it ended when the period becomes a week', async () => {
    await monthly();
    await billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    await calls('2026-11-02T10:00:00Z', '2026-11-10T10:00:00Z', '2026-11-20T10:00:00Z', '2026-11-24T10:00:00Z');
    await change({ invoicePeriodId: 2 });
    await runAt('2026-12-08T12:00:00Z');
    expect(await invoices()).toEqual([
      '2026-10-01T00 2026-11-01T00: 0',
      '2026-11-01T00 2026-11-30T00: 4',
      '2026-11-30T00 2026-12-07T00: 0',
    ]);
  });

  it.each([
    ['west', 'America/Los_Angeles', '2026-12-01T08'],
    ['east', 'Asia/Tokyo', '2026-11-30T15'],
  ])('goes on where it ended when the zone moves %s', async (_, timeZone, end) => {
    await monthly();
    await billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    await calls('2026-11-01T00:00:00Z', '2026-11-30T14:59:59Z');
    await change({ timeZone });
    await runAt('2026-12-02T12:00:00Z');
    expect((await invoices()).at(-1)).toBe(`2026-11-01T00 ${end}: 2`);
  });

  it('does not jump over the time without a schedule', async () => {
    await monthly();
    await billedIn('2025-12-01T00:00:00Z', '2026-01-18T00:00:00Z');
    await calls('2026-03-05T10:00:00Z', '2026-11-28T10:00:00Z');
    await change({ invoicePeriodId: null });
    await change({ invoicePeriodId: 4 });
    expect(await runAt('2026-12-01T12:00:00Z')).toMatchObject({ billedCount: 1, invoicesCount: 11 });
    const [, first, , march, ...others] = await invoices();
    expect([first, march, others.at(-1)]).toEqual([
      '2026-01-18T00 2026-02-01T00: 0',
      '2026-03-01T00 2026-04-01T00: 1',
      '2026-11-01T00 2026-12-01T00: 1',
    ]);
  });

  it('bills what was used before the first period, whether it was known then or comes later', async () => {
    await monthly('2026-11-01T00:00:00Z');
    await calls('2026-09-10T10:00:00Z', '2026-10-05T10:00:00Z');
    await runAt('2026-11-01T12:00:00Z');
    expect(await invoices()).toEqual(['2026-09-01T00 2026-10-01T00: 1', '2026-10-01T00 2026-11-01T00: 1']);

    await calls('2026-07-31T10:00:00Z');
    await runAt('2026-11-02T12:00:00Z');
    expect((await invoices()).slice(0, 2)).toEqual([
      '2026-07-31T00 2026-08-01T00: 1',
      '2026-08-01T00 2026-09-01T00: 0',
    ]);
  });

  it('opens the period of a deleted invoice again, for the next run', async () => {
    await monthly();
    await billedIn('2026-09-01T00:00:00Z', '2026-10-01T00:00:00Z');
    const deleted = await billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    await calls('2026-10-05T10:00:00Z');
    await remove(deleted);
    expect(await invoices()).toEqual(['2026-09-01T00 2026-10-01T00: 0']);
    expect(await runAt('2026-11-29T12:01:00Z')).toMatchObject({ billedCount: 1 });
    expect(await invoices()).toEqual(['2026-09-01T00 2026-10-01T00: 0', '2026-10-01T00 2026-11-01T00: 1']);
    expect(await runAt('2026-11-29T12:02:00Z')).toMatchObject({ expectedCount: 0 });
  });

  it('lets a part of an open period be billed by hand, and the run bills the rest', async () => {
    await monthly();
    await remove(await billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z'));
    await calls('2026-10-05T10:00:00Z', '2026-10-15T10:00:00Z', '2026-10-25T10:00:00Z');
    const order = { accountId: account, startsAt: '2026-10-10', endsAt: '2026-10-20' };
    await inLedger(async (ledger) => {
      const id = await new CreateInvoice(clock).execute(ledger, order);
      await ledger.invoices.aggregate([id]);
    });
    await runAt('2026-11-29T12:01:00Z');
    expect(await invoices()).toEqual([
      '2026-10-01T00 2026-10-10T00: 1',
      '2026-10-10T00 2026-10-20T00: 1',
      '2026-10-20T00 2026-11-01T00: 1',
    ]);
  });

  it('refuses an invoice by hand of what the schedule will bill', async () => {
    await monthly();
    await billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    const order = { accountId: account, startsAt: '2026-11-01', endsAt: '2026-11-10' };
    await expect(inLedger((ledger) => new CreateInvoice(clock).execute(ledger, order))).rejects.toMatchObject({
      refusals: ['account-on-schedule'],
    });
  });

  it('leaves open what an invoice by hand jumps over, and bills it once the account has a schedule', async () => {
    await monthly(null);
    await billedIn('2026-06-01T00:00:00Z', '2026-07-01T00:00:00Z');
    await calls('2026-07-10T10:00:00Z');
    await billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    await runAt('2026-11-29T12:01:00Z');
    expect(await invoices()).toHaveLength(2);

    await change({ invoicePeriodId: 4 });
    await runAt('2026-11-29T12:02:00Z');
    expect(await invoices()).toEqual([
      '2026-06-01T00 2026-07-01T00: 0',
      '2026-07-01T00 2026-08-01T00: 1',
      '2026-08-01T00 2026-09-01T00: 0',
      '2026-09-01T00 2026-10-01T00: 0',
      '2026-10-01T00 2026-11-01T00: 0',
    ]);
  });
});
