import { everything, ofReseller } from '../../../model/scope.js';
import { InvoiceRefused, UsageChanged } from '../../../model/domain-failure.js';
import { accountIdOf, correctionIdOf, importIdOf, invoiceIdOf, resellerIdOf } from '../../../model/ids.js';
import { importFile, type ImportOutcome } from '../../../importing/testing/import-file.js';
import type { ImportedTable } from '../../../importing/postgres/imported-table.js';
import { ApproveInvoice } from '../../../invoices/approve-invoice.js';
import { DeleteInvoice } from '../../../invoices/delete-invoice.js';
import { ingestTables, type ImportedTableName } from '../../postgres/ingest-tables.js';
import { poolOf } from '../../postgres/readers.js';
import { createUsageClient } from '../../postgres/usage-client.js';
import { BillSales } from '../../../subscription-billing/bill-sales.js';
import { DecideCorrection } from '../../../subscription-billing/decide-correction.js';
import { PostgresCorrections } from '../../../subscription-billing/postgres/postgres-corrections.js';
import { PostgresSales } from '../../../subscription-billing/postgres/postgres-sales.js';
import type { TestDatabase } from '../../../testing/test-database.js';
import { textOf } from '../../../testing/usage-model.js';
import { CreateInvoice } from '../../../usage-billing/create-invoice.js';
import type { Finding } from '../../../usage-billing/finding.js';
import { GenerateInvoices } from '../../../usage-billing/generate-invoices.js';
import type { LedgerTransaction } from '../../../usage-billing/ledger-transaction.js';
import { importedRevisions } from '../../../usage-billing/postgres/imported-revisions.js';
import { offerLateCorrections } from '../../../usage-billing/postgres/late-corrections.js';
import { ledgerTransactionOf } from '../../../usage-billing/postgres/ledger-transaction.js';
import { OpenPeriods } from '../../../usage-billing/postgres/open-periods.js';
import { PostgresBillingLedger } from '../../../usage-billing/postgres/postgres-billing-ledger.js';
import { UndoneImports } from '../../../usage-billing/postgres/undone-imports.js';
import { verificationOf } from '../../postgres/verification-of.js';
import { RefillInvoice } from '../../../usage-billing/refill-invoice.js';
import { RunBilling } from '../../../usage-billing/run-billing.js';
import { importedCdrs, importedTransactions } from '../../../usage/postgres/imported-usage.js';
import { LedgerTransactions } from '../../../writing/postgres/ledger-transactions.js';
import { ChangeRecord } from '../../change-record.js';
import { StoredRecords } from '../../postgres/stored-records.js';
import { FixedClock, instantOf } from '@org/kernel';
import type { Lived, LivedCall } from './lived-usage.js';

const audit = { actor: 'test:life', reason: 'so it goes' };
const jobs = { aggregate: () => Promise.resolve(), approve: () => Promise.resolve() };
const always = instantOf('2000-01-01T00:00:00Z');

const iso = (at: number): string => new Date(at).toISOString();
const orEmpty = (value: number | string | null): string => (value === null ? '' : String(value));

/** Import kinds of the files of usage. */
export type Doing = 'add' | 'void' | 'replace';

const tables: Readonly<Record<Lived['kind'], Readonly<Record<Doing, ImportedTable>>>> = {
  cdrs: { add: importedCdrs, void: importedRevisions.cdr_voids, replace: importedRevisions.cdr_replacements },
  transactions: {
    add: importedTransactions,
    void: importedRevisions.transaction_voids,
    replace: importedRevisions.transaction_replacements,
  },
};

const heads: Readonly<Record<Lived['kind'], { readonly key: string; readonly row: string }>> = {
  cdrs: {
    key: 'id,time_start',
    row: 'id,time_start,customer_account_id,vendor_account_id,is_last_cdr,duration,customer_price,vendor_price',
  },
  transactions: { key: 'uuid', row: 'uuid,account_id,amount,created_at' },
};

const keyOf = (record: Lived): string => (record.kind === 'cdrs' ? `${record.key},${iso(record.at)}` : record.key);

const rowOf = (record: Lived): string => {
  if (record.kind === 'transactions')
    return `${record.key},${record.account},${textOf(record.amount)},${iso(record.at)}`;
  const { customer, vendor, isLast } = record;
  const money = pricesOf(record).map(orEmpty);
  return [keyOf(record), orEmpty(customer), orEmpty(vendor), isLast ? 't' : 'f', 60, ...money].join(',');
};

/** Prices of a call for its customer and its vendor; null for a party that it has not. */
const pricesOf = ({ customer, vendor, price, cost }: LivedCall): readonly (string | null)[] => [
  customer === null ? null : textOf(price),
  vendor === null ? null : textOf(cost),
];

const fileOf = (kind: Lived['kind'], doing: Doing, records: readonly Lived[]): string => {
  const { key, row } = heads[kind];
  const lines = doing === 'void' ? records.map(keyOf) : records.map(rowOf);
  const head = doing === 'void' ? key : row;
  return doing === 'add'
    ? `${[head, ...lines].join('\n')}\n`
    : `${[`${head},reason`, ...lines.map((line) => `${line},so it goes`)].join('\n')}\n`;
};

/** A ledger in which everything happens that can happen to usage, as the APIs, files and the server do it. */
export class LivedLedger {
  private readonly transactions: LedgerTransactions;

  private constructor(
    private readonly database: TestDatabase,
    private readonly client: ReturnType<typeof createUsageClient>,
    readonly clock: FixedClock,
  ) {
    this.transactions = new LedgerTransactions(database.dataSource, clock);
  }

  static async open(database: TestDatabase, now: string): Promise<LivedLedger> {
    const client = createUsageClient(database.url);
    await client.connect();
    return new LivedLedger(database, client, new FixedClock(now));
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  rows<Row = Readonly<Record<string, unknown>>>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.database.dataSource.query(sql, [...values]);
  }

  findings(): Promise<readonly Finding[]> {
    return verificationOf(this.database.dataSource, this.clock).findings(always);
  }

  import(doing: Doing, kind: Lived['kind'], records: readonly Lived[]): Promise<ImportOutcome> {
    return importFile(this.client, fileOf(kind, doing, records), { table: tables[kind][doing], clock: this.clock });
  }

  async lastImport(): Promise<number> {
    const [row] = await this.rows<{ readonly id: number }>('SELECT max(id) AS id FROM imports');
    return row?.id ?? 0;
  }

  /** A call that somebody writes into the table. */
  async writeCall(record: LivedCall): Promise<void> {
    await this.rows('SELECT cdrs_create_partitions($1, $1)', [iso(record.at)]);
    await this.rows(
      `INSERT INTO cdrs (id, time_start, customer_account_id, vendor_account_id, is_last_cdr, duration, customer_price, vendor_price)
       VALUES ($1, $2, $3, $4, $5, 60, $6, $7)`,
      [...[record.key, iso(record.at), record.customer, record.vendor, record.isLast], ...pricesOf(record)],
    );
  }

  /** Takes an import out, two rows at a time. */
  async undo(id: number): Promise<void> {
    const imports = new UndoneImports(poolOf(this.database.dataSource), this.clock, 2);
    await this.transactions.run(audit, (manager) => imports.ask(manager, importIdOf(id)));
    await imports.undo(importIdOf(id));
  }

  change(account: number, values: Readonly<Record<string, unknown>>): Promise<void> {
    return this.transactions.run(audit, (manager) =>
      new ChangeRecord(new StoredRecords(manager, this.clock), this.clock).execute('account', accountIdOf(account), {
        values,
        faults: [],
      }),
    );
  }

  /** @returns false when it is refused */
  async bill(account: number, startsAt: string, endsAt: string): Promise<boolean> {
    try {
      await this.inLedger(async (ledger) => {
        const order = { accountId: accountIdOf(account), startsAt, endsAt };
        await ledger.invoices.aggregate([await new CreateInvoice(this.clock).execute(ledger, order)]);
      });
      return true;
    } catch (error) {
      if (error instanceof InvoiceRefused) return false;
      throw error;
    }
  }

  remove(invoice: number): Promise<void> {
    return this.inLedger((ledger) => new DeleteInvoice(false).execute(ledger, invoiceIdOf(invoice)));
  }

  refill(invoice: number): Promise<void> {
    return this.inLedger((ledger) => new RefillInvoice().execute(ledger, invoiceIdOf(invoice)));
  }

  /** @returns false when its usage has changed */
  async approve(invoice: number): Promise<boolean> {
    try {
      await this.inLedger((ledger) => new ApproveInvoice().execute(ledger, invoiceIdOf(invoice)));
      return true;
    } catch (error) {
      if (error instanceof UsageChanged) return false;
      throw error;
    }
  }

  async offerCorrections(): Promise<void> {
    await this.transactions.run(audit, (manager) => offerLateCorrections(manager, always));
  }

  /** @param place of the correction among all, in the order in which they were offered */
  async decide(place: number, status: 'approved' | 'declined'): Promise<void> {
    const [correction] = await this.rows<{ readonly id: number }>(
      'SELECT id::integer FROM corrections ORDER BY id OFFSET $1 LIMIT 1',
      [place],
    );
    await this.transactions.run(audit, (manager) =>
      new DecideCorrection().execute(
        new PostgresCorrections(ofReseller(resellerIdOf(1)), manager),
        correctionIdOf(correction?.id ?? 0),
        status,
      ),
    );
  }

  /** Does the server's work of this moment. @returns how many accounts it could not bill */
  async run(): Promise<number> {
    await new OpenPeriods(this.transactions).findUsage(audit);
    const ledger = new PostgresBillingLedger(everything, this.transactions, () => jobs);
    const run = new RunBilling(ledger, new GenerateInvoices({ autoApprove: false }), this.clock);
    return (await run.execute({ at: this.clock.now(), audit })).parkedCount;
  }

  /** Imports rows of commerce. @throws Error for a row that is rejected */
  async sell(table: ImportedTableName, ...rows: readonly object[]): Promise<void> {
    const file = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const how = { table: ingestTables[table], clock: this.clock, format: 'ndjson' } as const;
    const { rejects } = await importFile(this.client, file, how);
    if (rejects.length > 0) throw new Error(rejects.map(({ reason }) => reason).join('; '));
  }

  /** Does what the calendar asks for of an account that has bought something. */
  async billSales(account: number): Promise<void> {
    await this.transactions.run(audit, (manager) =>
      new BillSales().execute(new PostgresSales(manager, 'UTC'), accountIdOf(account)),
    );
  }

  private inLedger<Result>(work: (ledger: LedgerTransaction) => Promise<Result>): Promise<Result> {
    return this.transactions.run(audit, (manager) => work(ledgerTransactionOf(everything, manager, jobs)));
  }
}
