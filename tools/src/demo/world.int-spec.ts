import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  chargeStatuses,
  correctionStatuses,
  invoiceKinds,
  invoiceStates,
  invoiceTypes,
  managerRoles,
  paymentModels,
  paymentStatuses,
  RenewServices,
  RunSales,
  subscriptionStatuses,
} from '@org/invoice-domain';
import {
  LedgerTransactions,
  PostgresRenewalLedger,
  PostgresSalesLedger,
  verificationOf,
} from '@org/invoice-domain/persistence';
import { FixedClock, instantOf, localDateOf } from '@org/kernel';
import { Calendar } from './calendar.js';
import { fixedYear } from './fixed-year.js';
import { loadDemoData } from './load-demo-data.js';
import { createEmptyLedger, type EmptyLedger } from './testing/empty-ledger.js';
import { headerChecks } from './testing/header-checks.js';

const firstInstant = instantOf('1970-01-01T00:00:00Z');

const quarterTo = (today: string) => ({ today: localDateOf(today), months: 3 });

const sizes = { year: [500, 650, 80], quarter: [180, 260, 30] } as const;

/** Days at which months, years and leap days turn: what is there must not depend on the day. */
describe.each([
  ['a year to 10 January 2026', fixedYear, sizes.year],
  ['a quarter to the last day of a year', quarterTo('2026-12-31'), sizes.quarter],
  ['a quarter to a leap day', quarterTo('2028-02-29'), sizes.quarter],
  ['a quarter to the first of a month that follows a short one', quarterTo('2027-03-01'), sizes.quarter],
  ['a quarter to the middle of a month', quarterTo('2026-10-17'), sizes.quarter],
])('the demo world of %s', (_, { today, months }, [fewestInvoices, mostInvoices, fewestRuns]) => {
  const { now, firstDay } = new Calendar(today, months);
  let ledger: EmptyLedger;

  const valuesOf = async (sql: string): Promise<readonly unknown[]> => {
    const rows: readonly Readonly<Record<string, unknown>>[] = await ledger.dataSource.query(sql);
    return rows.flatMap((row) => Object.values(row));
  };

  beforeAll(async () => {
    ledger = await createEmptyLedger();
    await loadDemoData(ledger.dataSource, { today, months });
  }, 180_000);

  afterAll(() => ledger.drop());

  it.each(Object.entries(headerChecks))('finds nothing wrong with %s', async (_check, query) => {
    await expect(ledger.dataSource.query(query)).resolves.toEqual([]);
  });

  it('has its usage billed as it is, every call and transaction, but for the invoices that were just asked for', async () => {
    const clock = new FixedClock(now.add({ hours: 1 }).toString());
    const findings = await verificationOf(ledger.dataSource, clock).findings(firstInstant);
    const newest = await valuesOf(`SELECT id FROM invoices WHERE kind = 'usage' AND state = 'new' ORDER BY id`);
    expect(newest).toHaveLength(3);
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ check, message }) => `${check}: ${message.replace(/ since .*/, '')}`)).toEqual(
      newest.map((id) => `unfinished: invoice ${String(id)} is new`),
    );
    // Those that are billed by hand wait for somebody.
    const byHand = await valuesOf(
      `SELECT DISTINCT account_id FROM invoices JOIN accounts ON accounts.id = account_id
       WHERE kind = 'usage' AND next_invoice_at IS NULL ORDER BY account_id`,
    );
    const warnings = findings.filter(({ severity }) => severity === 'warning');
    expect(warnings.map(({ check }) => check)).toEqual(['unbilled usage', 'unbilled usage', 'unbilled usage']);
    expect(byHand).toEqual(expect.arrayContaining(warnings.map(({ subject }) => subject?.accountId)));
  });

  it('has invoices of usage that runs made, or somebody by hand, and that somebody has approved', async () => {
    const sql = `SELECT DISTINCT event || ' ' || type || ' by ' || actor AS what FROM invoice_events event
      JOIN invoices invoice ON invoice.id = invoice_id WHERE kind = 'usage' AND invoice.id <> 18 ORDER BY what`;
    await expect(valuesOf(sql)).resolves.toEqual([
      'approved autoFull by admin:139',
      'approved autoPartial by admin:139',
      'approved manual by admin:139',
      'created autoFull by job:billing-run',
      'created autoPartial by job:billing-run',
      'created manual by admin:139',
      'filled autoFull by job:billing-run',
      'filled autoPartial by job:billing-run',
      'filled manual by job:fill-invoice',
    ]);
  });

  it('has billing runs that invoiced what was used, and parked nothing', async () => {
    const sql = `SELECT run.at FROM billing_runs run, jsonb_to_recordset(sums)
        AS sum ("usageSpent" numeric, "usageEarned" numeric, "invoicedSpent" numeric, "invoicedEarned" numeric)
      WHERE state <> 'finished' OR billed_count < expected_count
        OR ("usageSpent", "usageEarned") IS DISTINCT FROM ("invoicedSpent", "invoicedEarned")`;
    await expect(valuesOf(sql)).resolves.toEqual([]);
    await expect(valuesOf(`SELECT count(*) > ${fewestRuns} FROM billing_runs`)).resolves.toEqual([true]);
  });

  it('leaves nothing to a run that was due before it ends', async () => {
    const latestRun = today.subtract({ days: 1 }).toString();
    const sql = `SELECT id FROM accounts WHERE next_invoice_at + coalesce(max_call_duration, 7200) * interval '1 second'
      <= timestamptz '${latestRun} 05:30Z'`;
    await expect(valuesOf(sql)).resolves.toEqual([]);
  });

  it.each([
    ['states of invoices', 'SELECT DISTINCT state FROM invoices', invoiceStates],
    ['types of invoices', 'SELECT DISTINCT type FROM invoices', invoiceTypes],
    ['kinds of invoices', 'SELECT DISTINCT kind FROM invoices', invoiceKinds],
    ['payment models', 'SELECT DISTINCT payment_model FROM invoices', paymentModels],
    ['statuses of charges', 'SELECT DISTINCT status FROM charges', chargeStatuses],
    ['statuses of corrections', 'SELECT DISTINCT status FROM corrections', correctionStatuses],
    [
      'statuses of payments on invoices',
      'SELECT DISTINCT status FROM payments JOIN invoice_payments ON payment_id = payments.id',
      paymentStatuses,
    ],
    ['statuses of subscriptions', 'SELECT DISTINCT status FROM subscriptions', subscriptionStatuses],
    ['roles of managers', 'SELECT DISTINCT role FROM managers', managerRoles],
  ] as const)('shows all %s', async (_what, sql, all) => {
    expect((await valuesOf(sql)).toSorted()).toEqual([...all].sort());
  });

  it.each([
    ['countries', 30, 60],
    ['networks', 60, 200],
    ['accounts', 40, 50],
    ['resellers', 10, 12],
    ['invoices', fewestInvoices, mostInvoices],
  ])('has %s from %i to %i', async (table, least, most) => {
    const [count] = await valuesOf(`SELECT count(*) FROM ${table}`);
    expect(count).toBeGreaterThanOrEqual(least);
    expect(count).toBeLessThanOrEqual(most);
  });

  it('has three levels of resellers under reseller 1, and one beside them', async () => {
    const sql = `WITH RECURSIVE tree AS (
        SELECT id, id AS root, 1 AS level FROM resellers WHERE parent_id IS NULL
        UNION ALL SELECT child.id, root, level + 1 FROM resellers AS child JOIN tree ON tree.id = child.parent_id)
      SELECT root, max(level), count(*) FROM tree GROUP BY root ORDER BY root`;
    await expect(valuesOf(sql)).resolves.toEqual([1, 3, 9, 10, 2, 2]);
  });

  it.each(['originated', 'terminated'])('has %s calls that cost and calls that earn', async (direction) => {
    const sql = `SELECT DISTINCT spent FROM invoice_${direction}_destinations ORDER BY spent`;
    await expect(valuesOf(sql)).resolves.toEqual([false, true]);
  });

  it('has externally managed invoices to approve, to complete, and one that was cancelled', async () => {
    const sql = (condition: string) =>
      `SELECT count(*) > 0 FROM invoices JOIN invoice_payments ON invoice_id = invoices.id
       JOIN payments ON payments.id = payment_id
       WHERE kind = 'commerce' AND invoices.state = 'approved' AND ${condition}`;
    const found = await Promise.all([
      valuesOf(sql(`NOT externally_approved AND payments.status = 'waiting_for_payment' AND expiration_date IS NULL`)),
      valuesOf(sql(`externally_approved AND payments.status = 'waiting_for_payment' AND expiration_date IS NOT NULL`)),
      valuesOf(sql(`NOT externally_approved AND payments.status = 'cancelled'`)),
    ]);
    expect(found).toEqual([[true], [true], [true]]);
  });

  it('has no payment that waits although its day is over, and no subscription that stopped in the future', async () => {
    const overdue = `SELECT id FROM payments WHERE expiration_date < date '${today.toString()}'
      AND status IN ('waiting_for_payment', 'receipt_creating', 'receipt_sent')`;
    const stopped = `SELECT id FROM subscriptions WHERE status = 'stopped' AND expiration_date > date '${today.toString()}'`;
    await expect(valuesOf(overdue)).resolves.toEqual([]);
    await expect(valuesOf(stopped)).resolves.toEqual([]);
  });

  it('holds nothing later than the midnight it ends at, and calls of every month since its first', async () => {
    const times = ledger.dataSource.entityMetadatas.flatMap(({ tableName, columns }) =>
      columns
        .filter(({ databaseName }) => ['created_at', 'updated_at', 'closed_at', 'approved_at'].includes(databaseName))
        .map(({ databaseName }) => `SELECT '${tableName}', ${databaseName} FROM ${tableName}`),
    );
    times.push(`SELECT 'cdrs', time_start FROM cdrs`);
    const late = `SELECT name, max(at) FROM (${times.join(' UNION ALL ')}) AS times (name, at)
      WHERE at >= '${now.toString()}' GROUP BY name`;
    await expect(valuesOf(late)).resolves.toEqual([]);
    const monthsCalled = `SELECT count(DISTINCT date_trunc('month', time_start)) FROM cdrs
      WHERE time_start >= '${firstDay.toString()}'`;
    const { year, month } = today.subtract({ days: 1 });
    await expect(valuesOf(monthsCalled)).resolves.toEqual([(year - firstDay.year) * 12 + month - firstDay.month + 1]);
  });

  it('is what the next run over what was sold expects to find: none of it fails, no payment expires, and what is overdue may be paid from credit', async () => {
    const expired = `SELECT id FROM payments WHERE status = 'expired' ORDER BY id`;
    const before = await valuesOf(expired);
    const clock = new FixedClock(now.add({ hours: 6 }).toString());
    const { dataSource } = ledger;
    const sales = new PostgresSalesLedger(dataSource, new LedgerTransactions(dataSource, clock), 'UTC');
    const { done, failed } = await new RunSales(sales).execute({ actor: 'job:sales-run' });
    expect(failed).toEqual(new Map());
    expect(done).toBeGreaterThan(15);
    expect(before).toEqual(expect.arrayContaining([...(await valuesOf(expired))]));
  });

  it('has its services renewed up to the midnight it ends at, and the next renewals of all of them can be made', async () => {
    const renewalsAt = (clock: FixedClock) =>
      new RenewServices(new PostgresRenewalLedger(new LedgerTransactions(ledger.dataSource, clock)), clock, 'UTC');
    const before = new FixedClock(now.subtract({ milliseconds: 1 }).toString());
    expect(await renewalsAt(before).preview()).toEqual({
      ...{ renewedCount: 0, suspendedCount: 0, resumedCount: 0, sums: [], failed: [] },
    });
    const tomorrow = new FixedClock(now.add({ hours: 25 }).toString());
    expect(await renewalsAt(tomorrow).execute({ actor: 'test:renewals' })).toMatchObject({ failed: [] });
    expect(
      await valuesOf(
        `SELECT count(*)::integer FROM services WHERE state = 'active' AND renew_at <= '${tomorrow.now().toString()}'`,
      ),
    ).toEqual([0]);
  });

  it('has an invoice of the past month with calls in both directions', async () => {
    const sql = `SELECT count(*) > 0 FROM invoices WHERE kind = 'usage' AND originated_calls_count > 0
      AND terminated_calls_count > 0 AND ends_at > '${now.toString()}'::timestamptz - interval '31 days'`;
    await expect(valuesOf(sql)).resolves.toEqual([true]);
  });
});
