import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock, instantOf } from '@org/kernel';
import type { DataSource } from 'typeorm';
import { accountIdOf, invoiceIdOf, type InvoiceId } from '../../model/ids.js';
import { InvoiceRefused } from '../../model/domain-failure.js';
import { everything } from '../../model/scope.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { ApproveInvoice } from '../../invoices/approve-invoice.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { CreateInvoice } from '../create-invoice.js';
import { DeleteInvoice } from '../../invoices/delete-invoice.js';
import { AggregateUsage } from '../aggregate-usage.js';
import { GenerateInvoices } from '../generate-invoices.js';
import { RunBilling } from '../run-billing.js';
import { createDataSource } from '../../ledger/postgres/data-source.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { ledgerTransactionOf } from './ledger-transaction.js';
import { PostgresBillingLedger } from './postgres-billing-ledger.js';

const audit = { actor: 'test:concurrency' };
const clock = new FixedClock('2026-03-15T00:00:00Z');
const jobs = { aggregate: () => Promise.resolve(), approve: () => Promise.resolve() };
const parallel = 50;

let database: TestDatabase;
let crowd: DataSource;
let transactions: LedgerTransactions;

beforeEach(async () => {
  database = await createSampleLedger();
  crowd = await createDataSource({ url: database.url, poolSize: parallel }).initialize();
  transactions = new LedgerTransactions(crowd, clock);
});

afterEach(async () => {
  await crowd.destroy();
  await database.drop();
});

const inTransaction = <Result>(work: (ledger: LedgerTransaction) => Promise<Result>): Promise<Result> =>
  transactions.run(audit, (manager) => work(ledgerTransactionOf(everything, manager, jobs)));

const rows = <Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
  database.dataSource.query(sql, [...values]);

const times = <Result>(work: (index: number) => Promise<Result>): Promise<readonly PromiseSettledResult<Result>[]> =>
  Promise.allSettled(Array.from({ length: parallel }, (_, index) => work(index)));

/** Why it was refused, each word once; anything else that failed fails the test. */
const refusals = (outcomes: readonly PromiseSettledResult<unknown>[]): readonly string[] => {
  const failed = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  expect(failed.filter((error) => !(error instanceof InvoiceRefused))).toEqual([]);
  return [...new Set(failed.map((error) => (error as InvoiceRefused).message))];
};

const succeeded = (outcomes: readonly PromiseSettledResult<unknown>[]): number =>
  outcomes.filter(({ status }) => status === 'fulfilled').length;

const create = (startsAt: string, endsAt: string): Promise<InvoiceId> =>
  inTransaction((ledger) => new CreateInvoice(clock).execute(ledger, { accountId: accountIdOf(75), startsAt, endsAt }));

const eventsOf = async (id: InvoiceId): Promise<readonly string[]> =>
  (
    await rows<{ readonly event: string }>('SELECT event FROM invoice_events WHERE invoice_id = $1 ORDER BY id', [id])
  ).map(({ event }) => event);

describe('fifty at once', () => {
  it('create invoices for one period: one is made, the others are told why not', async () => {
    const outcomes = await times((index) =>
      create('2026-02-01', `2026-02-${String(2 + (index % 20)).padStart(2, '0')}`),
    );
    expect(succeeded(outcomes)).toBe(1);
    expect(refusals(outcomes)).toEqual(['period-billed']);
  });

  it('create invoices for days of their own: all are made', async () => {
    const day = (index: number) =>
      instantOf('2026-01-01T00:00:00Z')
        .add({ hours: 24 * index })
        .toString();
    expect(refusals(await times((index) => create(day(index), day(index + 1))))).toEqual([]);
  });

  it('aggregate the usage of one invoice: it is done once', async () => {
    const id = await create('2026-02-01', '2026-02-02');
    const outcomes = await times(() => inTransaction((ledger) => new AggregateUsage().execute(ledger, id)));
    expect(succeeded(outcomes)).toBe(1);
    expect(refusals(outcomes)).toEqual(['already-filled']);
    expect(await eventsOf(id)).toEqual(['created', 'filled']);
  });

  it('approve one invoice: it gets one number and one seal', async () => {
    const id = invoiceIdOf(18);
    const outcomes = await times(() => inTransaction((ledger) => new ApproveInvoice().execute(ledger, id)));
    expect(succeeded(outcomes)).toBe(1);
    expect(refusals(outcomes)).toEqual(['approved-already']);
    expect(await rows('SELECT number FROM invoice_seals WHERE invoice_id = 18')).toEqual([{ number: 2 }]);
  });

  it('approve invoices of one reseller: their numbers have no gap', async () => {
    const day = (index: number) =>
      instantOf('2026-01-01T00:00:00Z')
        .add({ hours: 24 * index })
        .toString();
    const ids: InvoiceId[] = [];
    for (let index = 0; index < parallel; index += 1) {
      const id = await create(day(index), day(index + 1));
      await inTransaction((ledger) => new AggregateUsage().execute(ledger, id));
      ids.push(id);
    }
    expect(
      refusals(
        await times((index) =>
          inTransaction((ledger) => new ApproveInvoice().execute(ledger, ids[index] as InvoiceId)),
        ),
      ),
    ).toEqual([]);
    const numbers = await rows<{ readonly number: number }>(
      'SELECT number FROM invoices WHERE reseller_id = 2 AND number IS NOT NULL ORDER BY 1',
    );
    expect(numbers.map(({ number }) => number)).toEqual(ids.map((_, index) => index + 1));
    expect(
      await rows(`SELECT sealed.number FROM (SELECT *, coalesce(lag(seal) OVER (ORDER BY number), '') AS before FROM invoice_seals WHERE reseller_id = 2) sealed
        JOIN invoices invoice ON invoice.id = sealed.invoice_id WHERE seal <> invoices_seal(before, invoice)`),
    ).toEqual([]);
  });

  it('aggregate, approve and delete one invoice in any order: it is gone, or approved for good', async () => {
    const id = await create('2026-02-01', '2026-02-02');
    const steps = [
      (ledger: LedgerTransaction) => new AggregateUsage().execute(ledger, id),
      (ledger: LedgerTransaction) => new ApproveInvoice().execute(ledger, id),
      (ledger: LedgerTransaction) => new DeleteInvoice(false).execute(ledger, id),
    ];
    const outcomes = await times((index) =>
      inTransaction<unknown>(steps[index % steps.length] as (ledger: LedgerTransaction) => Promise<unknown>),
    );
    const names = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [(outcome.reason as Error).name] : [],
    );
    expect(names.filter((name) => !['InvoiceRefused', 'RecordNotFound', 'RecordIsFinal'].includes(name))).toEqual([]);
    const events = await eventsOf(id);
    expect(['created filled approved', 'created filled deleted', 'created deleted']).toContain(events.join(' '));
    expect(await rows('SELECT state FROM invoices WHERE id = $1', [id])).toEqual(
      events.at(-1) === 'approved' ? [{ state: 'approved' }] : [],
    );
  });

  it('run billing at fifty different moments, over the same accounts: every period once, in order', async () => {
    await rows(
      `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, invoice_period_id, next_invoice_at, next_invoice_type)
       SELECT id, 'account ' || id, 1, 1, 'EUR', 'postpay', 1, '2026-01-02T00:00:00Z', 'autoFull' FROM generate_series(300, 309) id`,
    );
    const at = instantOf('2026-03-10T05:30:00Z');
    const run = new RunBilling(
      new PostgresBillingLedger(everything, transactions, () => jobs),
      new GenerateInvoices({ autoApprove: false }),
      clock,
    );
    const outcomes = await times((index) => run.execute({ at: at.add({ seconds: index % 10 }), audit }));
    expect(refusals(outcomes)).toEqual([]);
    expect(
      await rows(`SELECT count(*)::integer AS count, count(DISTINCT account_id)::integer AS accounts,
          bool_and(starts_at = before OR before IS NULL) AS "isContinuous"
        FROM (SELECT *, lag(ends_at) OVER (PARTITION BY account_id ORDER BY starts_at) AS before FROM invoices WHERE account_id >= 300) invoice`),
    ).toEqual([{ count: 680, accounts: 10, isContinuous: true }]);
  });
});
