import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import type pg from 'pg';
import { UsageChanged } from '../../model/domain-failure.js';
import { accountIdOf, invoiceIdOf, type InvoiceId } from '../../model/ids.js';
import { everything } from '../../model/scope.js';
import { importFile } from '../../importing/testing/import-file.js';
import { ApproveInvoice } from '../../invoices/approve-invoice.js';
import { createUsageClient } from '../../ledger/postgres/usage-client.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { importedCdrs, importedTransactions } from '../../usage/postgres/imported-usage.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { AggregateUsage } from '../aggregate-usage.js';
import { CreateInvoice } from '../create-invoice.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { RefillInvoice } from '../refill-invoice.js';
import { ledgerTransactionOf } from './ledger-transaction.js';
import { Unfinished } from './unfinished.js';

const clock = new FixedClock('2026-12-01T00:00:00Z');
const jobs = { aggregate: () => Promise.resolve(), approve: () => Promise.resolve() };

let database: TestDatabase;
let client: pg.Client;
let account = 1_000;
let cdr = 0;

beforeAll(async () => {
  database = await createSampleLedger();
  client = createUsageClient(database.url);
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

beforeEach(async () => {
  account += 1;
  await rows(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone)
     VALUES (${account}, 'account ${account}', 1, 1, 'EUR', 'postpay', 'UTC')`,
  );
});

const rows = (sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> => database.dataSource.query(sql);

const inTransaction = <Result>(work: (ledger: LedgerTransaction) => Promise<Result>, at = clock): Promise<Result> =>
  new LedgerTransactions(database.dataSource, at).run({ actor: 'test:stale' }, (manager) =>
    work(ledgerTransactionOf(everything, manager, jobs)),
  );

const invoiced = (startsAt: string, endsAt: string): Promise<InvoiceId> =>
  inTransaction(async (ledger) => {
    const id = await new CreateInvoice(clock).execute(ledger, { accountId: accountIdOf(account), startsAt, endsAt });
    await new AggregateUsage().execute(ledger, id);
    return id;
  });

const approve = (id: InvoiceId) => inTransaction((ledger) => new ApproveInvoice().execute(ledger, id));
const later = new FixedClock('2026-12-01T00:01:00Z');
const refill = (id: InvoiceId) => inTransaction((ledger) => new RefillInvoice().execute(ledger, id), later);
const stale = () => new Unfinished(database.dataSource, clock).staleInvoices();

const header = 'id,time_start,customer_account_id,vendor_account_id,is_last_cdr,success,duration,customer_price';
const call = (day: string, price: string, { isLast = 't', vendor = '' } = {}) =>
  `${(cdr += 1)},${day}T10:00:00Z,${account},${vendor},${isLast},t,60,${price}`;

const importCalls = (...calls: readonly string[]) =>
  importFile(client, `${[header, ...calls].join('\n')}\n`, { table: importedCdrs });

const totalOf = async (id: InvoiceId) =>
  (
    await rows(`SELECT trim_scale(total)::text AS total, originated_calls_count::integer AS calls,
      (SELECT count(*) FROM invoice_originated_destinations WHERE invoice_id = invoices.id)::integer AS lines
      FROM invoices WHERE id = ${id}`)
  )[0];

describe('a pending invoice', () => {
  it('is stale once calls of its period come in, is not approved, and is when it is filled anew', async () => {
    await importCalls(call('2026-03-05', '1.10'));
    const id = await invoiced('2026-03-01', '2026-04-01');
    await importCalls(call('2026-03-06', '98.90'), call('2026-04-01', '7'));

    expect(await stale()).toEqual([id]);
    await expect(approve(id)).rejects.toEqual(new UsageChanged('1.1', '100'));
    await refill(id);
    expect(await totalOf(id)).toEqual({ total: '100', calls: 2, lines: 1 });
    expect(await stale()).toEqual([]);
    await approve(id);
    expect(await rows(`SELECT invoices_wrong_sum(invoices) AS wrong FROM invoices WHERE id = ${id}`)).toEqual([
      { wrong: null },
    ]);
  });

  it('says in its audit trail what it was before', async () => {
    await importCalls(call('2026-03-05', '1.10'));
    const id = await invoiced('2026-03-01', '2026-04-01');
    await importCalls(call('2026-03-06', '2'));
    await refill(id);

    expect(
      await rows(`SELECT event, details, actor FROM invoice_events WHERE invoice_id = ${id} ORDER BY id DESC LIMIT 1`),
    ).toEqual([{ event: 'refilled', details: { from: '1.1', to: '3.1' }, actor: 'test:stale' }]);
  });

  it.each([
    ['a transaction', () => importTransaction('2026-03-06T00:00:00Z')],
    ['a call to a vendor', () => importCalls(vendorCall())],
  ])('is stale once %s comes in', async (_, bring) => {
    const id = await invoiced('2026-03-01', '2026-04-01');
    await bring();

    expect(await stale()).toEqual([id]);
    await refill(id);
  });

  it('is not stale when nothing of its own comes', async () => {
    const one = call('2026-03-05', '1');
    await importCalls(one);
    const id = await invoiced('2026-03-01', '2026-04-01');
    await importCalls(one, call('2026-04-01', '1'), call('2026-03-07', '1', { isLast: 'f' }));

    expect(await stale()).toEqual([]);
    expect(await totalOf(id)).toMatchObject({ total: '1' });
  });

  it('keeps its lines from everybody while it is not stale', async () => {
    await importCalls(call('2026-03-05', '1'));
    const id = await invoiced('2026-03-01', '2026-04-01');

    await expect(rows(`DELETE FROM invoice_originated_destinations WHERE invoice_id = ${id}`)).rejects.toThrow(
      `the lines of invoice ${id} are written`,
    );
  });

  it('is billed for calls that come while it is made, or is stale', async () => {
    await rows(`SELECT cdrs_create_partitions('2026-05-01', '2026-05-01')`);
    const brought: Promise<unknown>[] = [];
    const other = createUsageClient(database.url);
    await other.connect();
    const id = await inTransaction(async (ledger) => {
      const one = await new CreateInvoice(clock).execute(ledger, {
        ...{ accountId: accountIdOf(account), startsAt: '2026-05-01', endsAt: '2026-06-01' },
      });
      await new AggregateUsage().execute(ledger, one);
      const file = `${[header, call('2026-05-03', '5')].join('\n')}\n`;
      brought.push(importFile(other, file, { table: importedCdrs }));
      await new Promise((resolve) => setTimeout(resolve, 200));
      return one;
    });
    await Promise.all(brought);
    await other.end();

    expect(await stale()).toEqual([id]);
    await refill(id);
    expect(await totalOf(id)).toMatchObject({ total: '5' });
  });
});

describe('usage of a time without an invoice', () => {
  it('makes the period that was left out due, and the time before the first', async () => {
    await invoiced('2026-03-01', '2026-04-01');
    await invoiced('2026-05-01', '2026-06-01');
    const open = () =>
      rows(
        `SELECT cause, is_due, starts_at AT TIME ZONE 'UTC' AS starts FROM open_periods WHERE account_id = ${account} ORDER BY starts_at`,
      );
    expect(await open()).toMatchObject([{ cause: 'skipped', is_due: false }]);
    await importCalls(call('2026-04-02', '1'), call('2026-02-10', '1'), call('2026-02-09', '1'));

    expect(await open()).toMatchObject([
      { cause: 'backdated', is_due: true },
      { cause: 'skipped', is_due: true },
    ]);
    expect(
      await rows(
        `SELECT (billed_from AT TIME ZONE 'UTC')::date::text AS first FROM billing_chains WHERE account_id = ${account}`,
      ),
    ).toEqual([{ first: '2026-02-09' }]);
  });

  it('is no matter of an approved invoice, which stays as it is', async () => {
    const id = await invoiced('2026-03-01', '2026-04-01');
    await approve(id);
    await importCalls(call('2026-03-06', '2'));

    expect(await stale()).toEqual([]);
    await expect(refill(id)).rejects.toThrow('refill-of-other-than-pending');
    await expect(refill(invoiceIdOf(4_711))).rejects.toThrow('there is no invoice 4711');
  });
});

const importTransaction = (at: string) =>
  importFile(client, `uuid,account_id,amount,created_at\n${uuid()},${account},2,${at}\n`, {
    table: importedTransactions,
  });

const uuid = () => `00000000-0000-4000-8000-${String((cdr += 1)).padStart(12, '0')}`;

const vendorCall = () => `${(cdr += 1)},2026-03-06T10:00:00Z,,${account},f,t,60,`;
