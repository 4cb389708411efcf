import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import type pg from 'pg';
import { accountIdOf, type InvoiceId } from '../../model/ids.js';
import { everything } from '../../model/scope.js';
import { DryRun } from '../../importing/postgres/dry-run.js';
import type { ImportedTable } from '../../importing/postgres/imported-table.js';
import { Ingest } from '../../importing/postgres/ingest.js';
import { importFile } from '../../importing/testing/import-file.js';
import { ApproveInvoice } from '../../invoices/approve-invoice.js';
import { createUsageClient } from '../../ledger/postgres/usage-client.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { importedCdrs, importedTransactions } from '../../usage/postgres/imported-usage.js';
import { importedRevisions } from './imported-revisions.js';
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
let cdr = 1_000;

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
  new LedgerTransactions(database.dataSource, at).run({ actor: 'test:revise' }, (manager) =>
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

const header = 'id,time_start,customer_account_id,is_last_cdr,duration,customer_price';
const call = (id: number, day: string, price: string, customer = account) =>
  `${id},${day}T10:00:00Z,${customer},t,60,${price}`;

const importCalls = (...calls: readonly string[]) =>
  importFile(client, `${[header, ...calls].join('\n')}\n`, { table: importedCdrs });

const voidCalls = (...keys: readonly string[]) =>
  importFile(client, `${['id,time_start,reason', ...keys].join('\n')}\n`, { table: importedRevisions.cdr_voids });

const replaceCalls = (...calls: readonly string[]) =>
  importFile(client, `${[`${header},reason`, ...calls].join('\n')}\n`, { table: importedRevisions.cdr_replacements });

const uuid = () => `00000000-0000-4000-8000-${String((cdr += 1)).padStart(12, '0')}`;

const importTransaction = (id: string, amount: string) =>
  importFile(client, `uuid,account_id,amount,created_at\n${id},${account},${amount},2026-03-06T00:00:00Z\n`, {
    table: importedTransactions,
  });

const newId = () => (cdr += 1);

const balance = async () =>
  (await rows(`SELECT trim_scale(balance)::text AS balance FROM accounts WHERE id = ${account}`))[0]?.['balance'];

const offered = () =>
  rows(`SELECT late_invoice_id AS id, status, trim_scale(total)::text AS total FROM corrections
    WHERE account_id = ${account} ORDER BY corrections.id`);

const totalOf = async (id: InvoiceId) =>
  (await rows(`SELECT trim_scale(total)::text AS total FROM invoices WHERE id = ${id}`))[0]?.['total'];

const march = () => invoiced('2026-03-01', '2026-04-01');

describe('a call that is voided', () => {
  it('is gone from the calls, kept as it was with who said why, and voided once', async () => {
    const id = newId();
    await importCalls(call(id, '2026-03-05', '1.10'));

    expect(await voidCalls(`${id},2026-03-05T10:00:00Z,a test call`)).toMatchObject({ added: 1, rejected: 0 });
    expect(await voidCalls(`${id},2026-03-05T10:00:00Z,a test call`)).toMatchObject({ added: 0, alreadyThere: 1 });
    expect(await rows(`SELECT FROM cdrs WHERE id = ${id}`)).toEqual([]);
    expect(
      await rows(
        `SELECT change, actor, reason, record->>'customer_price' AS price FROM usage_revisions WHERE record_id = ${id}`,
      ),
    ).toEqual([{ change: 'voided', actor: 'test', reason: 'a test call', price: '1.10' }]);
  });

  it('does not come back when its file is sent again, whatever comes with it', async () => {
    const [one, other] = [newId(), newId()];
    await importCalls(call(one, '2026-03-05', '1'));
    await voidCalls(`${one},2026-03-05T10:00:00Z,a test call`);

    expect(await importCalls(call(one, '2026-03-05', '1'), call(other, '2026-03-05', '1'))).toMatchObject({
      added: 1,
      rejected: 1,
      rejects: [{ line: 2, reason: 'the call was voided' }],
    });
  });

  it('has to be there', async () => {
    expect(await voidCalls(`${newId()},2026-03-05T10:00:00Z,a test call`)).toMatchObject({
      rejected: 1,
      rejects: [{ reason: 'there is no call with this id and time_start' }],
    });
  });

  it('is taken off the invoice under review once that is filled anew', async () => {
    const [one, other] = [newId(), newId()];
    await importCalls(call(one, '2026-03-05', '1.10'), call(other, '2026-03-06', '2'));
    const invoice = await march();
    await voidCalls(`${one},2026-03-05T10:00:00Z,a test call`);

    expect(await stale()).toEqual([invoice]);
    await refill(invoice);
    expect(await totalOf(invoice)).toBe('2');
    expect(await offered()).toEqual([]);
  });

  it('leaves an approved invoice as it is, and offers its price back at once, once', async () => {
    const [one, other] = [newId(), newId()];
    await importCalls(call(one, '2026-03-05', '1.10'), call(other, '2026-03-06', '2'));
    const invoice = await march();
    await approve(invoice);
    await voidCalls(`${one},2026-03-05T10:00:00Z,a test call`);
    await voidCalls(`${one},2026-03-05T10:00:00Z,a test call`);

    expect(await totalOf(invoice)).toBe('3.1');
    expect(await offered()).toEqual([{ id: invoice, status: 'approval_required', total: '-1.1' }]);
  });
});

describe('a call that is replaced', () => {
  it('has its new values, and its old ones are kept', async () => {
    const id = newId();
    await importCalls(call(id, '2026-03-05', '1.10'));
    const invoice = await march();

    expect(await replaceCalls(`${call(id, '2026-03-05', '0.5')},wrong rate`)).toMatchObject({ added: 1, rejected: 0 });
    expect(await replaceCalls(`${call(id, '2026-03-05', '0.50')},wrong rate`)).toMatchObject({
      added: 0,
      alreadyThere: 1,
    });
    expect(
      await rows(`SELECT change, record->>'customer_price' AS price FROM usage_revisions WHERE record_id = ${id}`),
    ).toEqual([{ change: 'replaced', price: '1.10' }]);
    await refill(invoice);
    expect(await totalOf(invoice)).toBe('0.5');
  });

  it('has its old values again: what was offered in between is made good', async () => {
    const id = newId();
    await importCalls(call(id, '2026-03-05', '1.10'));
    const invoice = await march();
    await approve(invoice);
    await replaceCalls(`${call(id, '2026-03-05', '4')},wrong rate`);
    await replaceCalls(`${call(id, '2026-03-05', '1.10')},it was right`);

    expect((await offered()).map(({ total }) => total)).toEqual(['2.9', '-2.9']);
  });

  it('is no longer what its file said: that is rejected when it is sent again', async () => {
    const id = newId();
    await importCalls(call(id, '2026-03-05', '1.10'));
    await replaceCalls(`${call(id, '2026-03-05', '0.5')},wrong rate`);

    expect(await importCalls(call(id, '2026-03-05', '1.10'))).toMatchObject({ added: 0, rejected: 1 });
  });

  it('goes over to another account: both are told, the approved one by a correction', async () => {
    const id = newId();
    await importCalls(call(id, '2026-03-05', '4'));
    const invoice = await march();
    await approve(invoice);
    await rows(`INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone)
      VALUES (${account + 1}, 'account ${account + 1}', 1, 1, 'EUR', 'postpay', 'UTC')`);
    const from = account;
    account += 1;
    const other = await march();
    await replaceCalls(`${call(id, '2026-03-05', '4')},wrong customer`);

    expect(await stale()).toEqual([other]);
    await refill(other);
    expect(await totalOf(other)).toBe('4');
    account = from;
    expect(await offered()).toEqual([{ id: invoice, status: 'approval_required', total: '-4' }]);
    account += 1;
  });
});

describe('a transaction', () => {
  it('moves its balance back when it is voided, once', async () => {
    const id = uuid();
    await importTransaction(id, '12.5');
    expect(await balance()).toBe('-12.5');
    const file = `uuid,reason\n${id},booked twice\n`;
    expect(await importFile(client, file, { table: importedRevisions.transaction_voids })).toMatchObject({ added: 1 });
    expect(await importFile(client, file, { table: importedRevisions.transaction_voids })).toMatchObject({
      added: 0,
      alreadyThere: 1,
    });

    expect(await balance()).toBe('0');
    expect(await importTransaction(id, '12.5')).toMatchObject({ added: 0, rejected: 1 });
    expect(await balance()).toBe('0');
  });

  it('moves its balance by the difference when it is replaced, and its approved invoice gets a correction', async () => {
    const id = uuid();
    await importTransaction(id, '12.5');
    const invoice = await march();
    await approve(invoice);
    const file = `uuid,account_id,amount,created_at,reason\n${id},${account},10,2026-03-06T00:00:00Z,typing error\n`;
    expect(await importFile(client, file, { table: importedRevisions.transaction_replacements })).toMatchObject({
      added: 1,
    });

    expect(await balance()).toBe('-10');
    expect(await offered()).toEqual([{ id: invoice, status: 'approval_required', total: '-2.5' }]);
  });
});

describe('a dry run', () => {
  it('says what would be voided and replaced, and leaves it', async () => {
    const id = newId();
    await importCalls(call(id, '2026-03-05', '1.10'));
    const dryRunOf = async (table: ImportedTable, file: string) => {
      const origin = { name: 'calls.csv', source: 'file', digest: () => 'a'.repeat(64) } as const;
      const source = (async function* () {
        yield await Promise.resolve(Buffer.from(file));
      })();
      return new Ingest(client, { actor: 'test' }, clock, await DryRun.begin(client, table)).run(
        source,
        { table, format: 'csv', unknownColumns: 'refused', origin },
        { onProgress: () => undefined, onRejects: () => undefined },
      );
    };

    const voids = `id,time_start,reason\n${id},2026-03-05T10:00:00Z,test\n${newId()},2026-03-05T10:00:00Z,test\n`;
    expect(await dryRunOf(importedRevisions.cdr_voids, voids)).toMatchObject({ read: 2, added: 1, rejected: 1 });
    const replacements = `${header},reason\n${call(id, '2026-03-05', '2')},test\n`;
    expect(await dryRunOf(importedRevisions.cdr_replacements, replacements)).toMatchObject({ read: 1, added: 1 });
    expect(await rows(`SELECT customer_price::text AS price FROM cdrs WHERE id = ${id}`)).toEqual([{ price: '1.10' }]);
    expect(await rows(`SELECT FROM usage_revisions WHERE record_id = ${id}`)).toEqual([]);
  });
});
