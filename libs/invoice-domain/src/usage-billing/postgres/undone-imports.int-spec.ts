import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock, instantOf } from '@org/kernel';
import type pg from 'pg';
import { accountIdOf, type InvoiceId } from '../../model/ids.js';
import { everything } from '../../model/scope.js';
import { importFile } from '../../importing/testing/import-file.js';
import { ApproveInvoice } from '../../invoices/approve-invoice.js';
import { createUsageClient } from '../../ledger/postgres/usage-client.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { importedCdrs, importedTransactions } from '../../usage/postgres/imported-usage.js';
import { UndoneImports } from './undone-imports.js';
import { poolOf } from '../../ledger/postgres/readers.js';
import { importIdOf } from '../../model/ids.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { AggregateUsage } from '../aggregate-usage.js';
import { CreateInvoice } from '../create-invoice.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { RefillInvoice } from '../refill-invoice.js';
import { ledgerTransactionOf } from './ledger-transaction.js';
import { offerLateCorrections } from './late-corrections.js';
import { Unfinished } from './unfinished.js';
import { Verification } from './verification.js';

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
  new LedgerTransactions(database.dataSource, at).run({ actor: 'test:undo' }, (manager) =>
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

const undoing = () => new UndoneImports(poolOf(database.dataSource), clock);

const lastImport = async () => {
  const [last] =
    await rows(`SELECT id, kind, name, source, digest, state, actor, read_count::integer AS read, added_count::integer AS added,
    already_there_count::integer AS there, rejected_count::integer AS rejected, sums, undone_by, undone_reason FROM imports ORDER BY id DESC LIMIT 1`);
  if (last === undefined) throw new Error('nothing was imported');
  return { ...last, id: importIdOf(Number(last['id'])), state: last['state'] };
};

const ask = (id: number, reason = 'the wrong file') =>
  new LedgerTransactions(database.dataSource, clock).run({ actor: 'admin:139', reason }, (manager) =>
    undoing().ask(manager, importIdOf(id)),
  );

/** A record without rows. */
const importOf = async (kind: string, state: 'finished' | 'running') => {
  const [made] = await rows(`INSERT INTO imports (kind, name, source, state, actor, started_at, finished_at)
    VALUES ('${kind}', 'some.csv', 'file', '${state}', 'job:ingest', now(), ${state === 'running' ? 'NULL' : 'now()'}) RETURNING id`);
  return Number(made?.['id']);
};

const callsOf = async (id: number) => (await rows(`SELECT id FROM cdrs WHERE import_id = ${id}`)).length;

describe('an import', () => {
  it('is a record that its rows know', async () => {
    await importCalls(call(newId(), '2026-03-05', '1.10'), call(newId(), '2026-03-05', '2'), 'nonsense');
    const { id, ...record } = await lastImport();

    expect(record).toEqual({
      kind: 'cdrs',
      name: 'calls.csv',
      source: 'file',
      digest: 'a'.repeat(64),
      state: 'finished',
      actor: 'test',
      read: 3,
      added: 2,
      there: 0,
      rejected: 1,
      sums: [{ currency: 'EUR', customerPrice: '3.1', vendorPrice: '0' }],
      undone_by: null,
      undone_reason: null,
    });
    expect(await callsOf(id)).toBe(2);
  });

  it('counts what an interrupted one added before as there already', async () => {
    const [one, other] = [call(newId(), '2026-03-05', '1'), call(newId(), '2026-03-05', '2')];
    await importCalls(one);
    const first = await lastImport();
    await importCalls(one, other);

    expect(await lastImport()).toMatchObject({ added: 1, there: 1, sums: [{ customerPrice: '2' }] });
    expect(await callsOf(first.id)).toBe(1);
  });

  it('of transactions knows them, too', async () => {
    await importTransaction(uuid(), '12.5');
    const { id, ...record } = await lastImport();

    expect(record).toMatchObject({ kind: 'transactions', added: 1, sums: [{ currency: 'EUR', amount: '12.5' }] });
    expect(await rows(`SELECT trim_scale(amount)::text AS amount FROM transactions WHERE import_id = ${id}`)).toEqual([
      { amount: '12.5' },
    ]);
  });

  it('has broken off when what it read cannot be read on, and when its program is gone', async () => {
    await expect(importFile(client, 'no,such,columns\n1,2,3\n', { table: importedCdrs })).rejects.toThrow();
    expect(await lastImport()).toMatchObject({ state: 'brokenOff', added: 0 });

    const killed = await importOf('cdrs', 'running');
    await undoing().markBrokenOff();
    expect(await lastImport()).toMatchObject({ id: killed, state: 'brokenOff' });
  });

  it('is running for as long as its connection is', async () => {
    const other = createUsageClient(database.url);
    await other.connect();
    const id = await importOf('cdrs', 'running');
    await other.query(`SELECT pg_advisory_lock(hashtext('imports'), ${id})`);
    await undoing().markBrokenOff();
    expect(await lastImport()).toMatchObject({ id, state: 'running' });
    await expect(ask(id)).rejects.toThrow("Import can't be undone while it is running");
    await other.end();
  });
});

describe('an import that is undone', () => {
  it('takes its calls away, tells the invoice under review, and may be sent again', async () => {
    const kept = newId();
    const wrong = Array.from({ length: 3 }, newId).map((id) => call(id, '2026-03-06', '5'));
    await importCalls(call(kept, '2026-03-05', '1'));
    await importCalls(...wrong);
    const { id } = await lastImport();
    const invoice = await march();
    expect(await totalOf(invoice)).toBe('16');

    expect(await ask(id)).toBe(true);
    await undoing().undo(id);
    expect(await lastImport()).toMatchObject({
      state: 'undone',
      undone_by: 'admin:139',
      undone_reason: 'the wrong file',
    });
    expect(await callsOf(id)).toBe(0);
    expect(await stale()).toEqual([invoice]);
    await refill(invoice);
    expect(await totalOf(invoice)).toBe('1');
    expect(
      await rows(
        `SELECT DISTINCT change, actor, reason, count(*) OVER ()::integer AS count FROM usage_revisions WHERE import_id = ${id}`,
      ),
    ).toEqual([{ change: 'undone', actor: 'admin:139', reason: 'the wrong file', count: 3 }]);
    expect(await importCalls(...wrong)).toMatchObject({ added: 3, rejected: 0 });
    await refill(invoice);
  });

  it('leaves an approved invoice as it is, and offers one correction for all of it', async () => {
    await importCalls(...Array.from({ length: 3 }, newId).map((id) => call(id, '2026-03-06', '5')));
    const { id } = await lastImport();
    const invoice = await march();
    await approve(invoice);
    await ask(id);
    await undoing().undo(id);

    expect(await totalOf(invoice)).toBe('15');
    expect(await offered()).toEqual([{ id: invoice, status: 'approval_required', total: '-15' }]);
  });

  it('may be sent again: the correction for what its approved invoice says is made good by another one', async () => {
    const calls = Array.from({ length: 3 }, newId).map((id) => call(id, '2026-03-06', '5'));
    await importCalls(...calls);
    const { id } = await lastImport();
    await approve(await march());
    await ask(id);
    await undoing().undo(id);
    await importCalls(...calls);
    const since = instantOf('2000-01-01T00:00:00Z');
    const told = async () =>
      (await new Verification(database.dataSource, clock).findings(since)).flatMap(({ check, subject, advice }) =>
        check === 'late usage' && subject?.accountId === account ? [{ spent: subject.spent, advice }] : [],
      );

    expect(await told()).toEqual([{ spent: '15', advice: 'npm run verify -- --offer-corrections' }]);
    await new LedgerTransactions(database.dataSource, clock).run({ actor: 'test:undo' }, (manager) =>
      offerLateCorrections(manager, since),
    );
    expect((await offered()).map(({ total }) => total)).toEqual(['-15', '15']);
    expect(await told()).toEqual([]);
  });

  it('moves balances back once, however often it is asked and done', async () => {
    await importTransaction(uuid(), '12.5');
    const { id } = await lastImport();
    expect([await ask(id), await ask(id)]).toEqual([true, false]);
    await Promise.all([undoing().undo(id), undoing().undo(id)]);
    await undoing().undo(id);

    expect(await ask(id)).toBe(false);
    expect(await balance()).toBe('0');
    expect(await lastImport()).toMatchObject({ state: 'undone' });
  });

  it('goes on where it was stopped', async () => {
    await importCalls(...Array.from({ length: 25_000 }, newId).map((id) => call(id, '2026-03-06', '1')));
    const { id } = await lastImport();
    await ask(id);
    // The connection is lost behind the first chunk.
    await rows(`CREATE FUNCTION stop_undoing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF (SELECT count(*) FROM usage_revisions WHERE import_id = ${id}) > 20000 THEN RAISE EXCEPTION 'stopped'; END IF; RETURN NULL; END $$`);
    await rows(
      `CREATE TRIGGER stop_undoing AFTER INSERT ON usage_revisions FOR EACH STATEMENT EXECUTE FUNCTION stop_undoing()`,
    );
    await expect(undoing().undo(id)).rejects.toThrow('stopped');
    expect([await callsOf(id), (await lastImport()).state]).toEqual([5_000, 'undoing']);
    await rows('DROP TRIGGER stop_undoing ON usage_revisions');
    await undoing().undo(id);

    expect([await callsOf(id), (await lastImport()).state]).toEqual([0, 'undone']);
    expect((await rows(`SELECT FROM usage_revisions WHERE import_id = ${id}`)).length).toBe(25_000);
  });

  it('has to be there, and is of calls or transactions', async () => {
    await expect(ask(999_999)).rejects.toThrow('there is no import 999999');
    const taxes = await importOf('taxes', 'finished');
    await expect(ask(taxes)).rejects.toThrow('Only imports of calls and of transactions can be undone');
  });
});
