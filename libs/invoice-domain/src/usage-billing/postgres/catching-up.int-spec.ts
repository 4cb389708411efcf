import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock, instantOf } from '@org/kernel';
import { everything } from '../../model/scope.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import type { RunReport } from '../billing-ledger.js';
import { GenerateInvoices } from '../generate-invoices.js';
import { RunBilling } from '../run-billing.js';
import { PostgresBillingLedger } from './postgres-billing-ledger.js';

const account = 200;
const daily = 1;
const weekly = 2;

let database: TestDatabase;
let clock: FixedClock;

beforeEach(async () => {
  database = await createSampleLedger();
  clock = new FixedClock('2026-02-01T05:30:00Z');
});

afterEach(() => database.drop());

const rows = (sql: string, values: readonly unknown[] = []): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  database.dataSource.query(sql, [...values]);

const addCustomer = (id: number, next: string, period = daily, zone = 'UTC') =>
  rows(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone, invoice_period_id, next_invoice_at, next_invoice_type)
     VALUES ($1::integer, 'customer ' || $1::integer, 1, 1, 'EUR', 'postpay', $2, $3, $4, 'autoFull')`,
    [id, zone, period, next],
  );

/** Calls at noon of each day from the first to before the last, each of which costs as many cents as its day's number. */
const addCallsOfDays = async (id: number, first: string, last: string) => {
  await rows('SELECT cdrs_create_partitions($1, $2)', [first, last]);
  await rows(
    `INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, success, duration, customer_duration, customer_price,
       destination_prefix, destination_next_rate, dst_country_id, dst_network_id)
     SELECT $1::bigint * 1000 + place, day + interval '12 hours', $1, true, true, 60, 60, place / 100.0, '380', 0.1, 1, 1
     FROM generate_series($2::timestamptz, $3::timestamptz - interval '1 day', interval '1 day') WITH ORDINALITY AS days (day, place)`,
    [id, first, last],
  );
};

const bill = (at: string, lanes = 1): Promise<RunReport> => {
  clock.moveTo(at);
  const jobs = { aggregate: () => Promise.resolve(), approve: () => Promise.resolve() };
  const ledger = new PostgresBillingLedger(everything, new LedgerTransactions(database.dataSource, clock), () => jobs);
  const run = new RunBilling(ledger, new GenerateInvoices({ autoApprove: false }), clock, lanes);
  return run.execute({ at: instantOf(at), audit: { actor: 'job:billing-run' } });
};

/** The invoices of an account in a line: how many, whether each begins where the one before it ended, and what they come to. */
const chainOf = async (id: number) => {
  const [found] = await rows(
    `SELECT count(*)::integer AS invoices, bool_and(before IS NULL OR before = starts_at) AS "isUnbroken", min(starts_at)::text AS "from",
       max(ends_at)::text AS until, trim_scale(sum(total))::text AS total
     FROM (SELECT *, lag(ends_at) OVER (ORDER BY starts_at) AS before FROM invoices WHERE account_id = $1) chained`,
    [id],
  );
  return found;
};

describe('an account that is behind', () => {
  it('by 320 days gets the invoice of every day in one run, each with what was used on it', async () => {
    await addCustomer(account, '2025-03-19T00:00:00Z');
    await addCallsOfDays(account, '2025-03-18T00:00:00Z', '2026-02-01T00:00:00Z');
    expect(await bill('2026-02-01T05:30:00Z')).toMatchObject({ billedCount: 1, invoicesCount: 320 });

    expect(await chainOf(account)).toEqual({
      invoices: 320,
      isUnbroken: true,
      from: '2025-03-18 00:00:00+00',
      until: '2026-02-01 00:00:00+00',
      total: '513.6',
    });
    expect(
      await rows(
        `SELECT FROM (SELECT total, row_number() OVER (ORDER BY starts_at) AS place FROM invoices WHERE account_id = $1) invoice
         WHERE total <> place / 100.0`,
        [account],
      ),
    ).toEqual([]);
  });

  it('by weeks in a zone whose clocks have changed gets every week of its own clocks', async () => {
    await addCustomer(account, '2025-09-29T00:00:00+02', weekly, 'Europe/Berlin');
    await addCallsOfDays(account, '2025-09-22T00:00:00+02', '2026-02-02T00:00:00+01');
    await bill('2026-02-02T05:30:00Z');
    expect(await chainOf(account)).toMatchObject({ invoices: 19, isUnbroken: true, until: '2026-02-01 23:00:00+00' });
    expect(
      await rows(
        `SELECT DISTINCT to_char(starts_at AT TIME ZONE 'Europe/Berlin', 'Dy HH24:MI') AS begin FROM invoices WHERE account_id = $1`,
        [account],
      ),
    ).toEqual([{ begin: 'Mon 00:00' }]);
  });

  it('is caught up beside others, whichever lane meets it, and leaves them their own', async () => {
    await addCustomer(201, '2026-01-12T00:00:00Z');
    await addCustomer(202, '2026-01-31T00:00:00Z');
    await addCustomer(203, '2025-12-22T00:00:00Z', weekly);
    for (const id of [201, 202, 203]) await addCallsOfDays(id, '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z');
    expect(await bill('2026-02-01T05:30:00Z', 2)).toMatchObject({ billedCount: 3 });
    for (const id of [201, 202]) {
      expect(await chainOf(id)).toMatchObject({ isUnbroken: true, until: '2026-02-01 00:00:00+00', total: '4.96' });
    }
    expect(await chainOf(203)).toMatchObject({ isUnbroken: true, until: '2026-01-26 00:00:00+00' });
  });
});

describe('a second run of the same moment', () => {
  it('makes nothing anew when nothing has become due', async () => {
    await addCustomer(account, '2026-01-31T00:00:00Z');
    await bill('2026-02-01T05:30:00Z');
    const before = await chainOf(account);
    expect(await bill('2026-02-01T05:30:00Z')).toMatchObject({ invoicesCount: Number(before?.['invoices']) });
    expect(await chainOf(account)).toEqual(before);
  });

  it('bills an account that has come to be due since', async () => {
    await bill('2026-02-01T05:30:00Z');
    await addCustomer(account, '2026-01-30T00:00:00Z');
    await bill('2026-02-01T05:30:00Z');
    expect(await chainOf(account)).toMatchObject({ isUnbroken: true, until: '2026-02-01 00:00:00+00' });
  });

  it('fills the period of an invoice that was deleted meanwhile', async () => {
    await addCustomer(account, '2026-01-31T00:00:00Z');
    await addCallsOfDays(account, '2026-01-30T00:00:00Z', '2026-02-01T00:00:00Z');
    await bill('2026-02-01T05:30:00Z');
    const before = await chainOf(account);
    await rows(`DELETE FROM invoices WHERE account_id = $1 AND starts_at = '2026-01-30T00:00:00Z'`, [account]);
    await bill('2026-02-01T05:30:00Z');
    expect(await chainOf(account)).toEqual(before);
  });
});

describe('a run after a long sleep', () => {
  it('bills all that a run of every morning would have billed', async () => {
    await addCustomer(201, '2026-02-02T00:00:00Z');
    await addCustomer(202, '2026-02-02T00:00:00Z');
    for (const id of [201, 202]) await addCallsOfDays(id, '2026-02-01T00:00:00Z', '2026-02-10T00:00:00Z');
    await rows(`UPDATE accounts SET next_invoice_at = NULL, next_invoice_type = NULL WHERE id = 202`);
    for (const day of ['02', '03', '04', '05', '06', '07', '08', '09', '10']) await bill(`2026-02-${day}T05:30:00Z`);
    await rows(
      `UPDATE accounts SET next_invoice_at = '2026-02-02T00:00:00Z', next_invoice_type = 'autoFull' WHERE id = 202`,
    );
    await bill('2026-02-10T05:31:00Z');
    expect(await chainOf(202)).toEqual(await chainOf(201));
    expect(await chainOf(202)).toMatchObject({ invoices: 9, total: '0.45' });
  });
});
