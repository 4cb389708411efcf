import type { FixedClock } from '@org/kernel';
import type { DataSource } from 'typeorm';
import { DeleteInvoice } from '../../invoices/delete-invoice.js';
import { accountIdOf, invoiceIdOf, type AccountId, type InvoiceId } from '../../model/ids.js';
import { everything } from '../../model/scope.js';
import { CreateInvoice } from '../../usage-billing/create-invoice.js';
import { GenerateInvoices } from '../../usage-billing/generate-invoices.js';
import type { LedgerTransaction } from '../../usage-billing/ledger-transaction.js';
import { ledgerTransactionOf } from '../../usage-billing/postgres/ledger-transaction.js';
import { OpenPeriods } from '../../usage-billing/postgres/open-periods.js';
import { PostgresBillingLedger } from '../../usage-billing/postgres/postgres-billing-ledger.js';
import { PreviewSchedule } from '../../usage-billing/preview-schedule.js';
import { PostgresAccounts } from '../../usage-billing/postgres/postgres-accounts.js';
import type { RunReport } from '../../usage-billing/billing-ledger.js';
import { RunBilling } from '../../usage-billing/run-billing.js';
import type { SchedulePreview } from '../../usage-billing/schedule-preview.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { ChangeRecord } from '../change-record.js';
import { StoredRecords } from '../postgres/stored-records.js';

const audit = { actor: 'test:billing' };
const jobs = { aggregate: () => Promise.resolve(), approve: () => Promise.resolve() };

let lastCall = 7_200_000;

/** One account of a ledger with all that can happen to its usage and its terms, as the APIs, an import and the server do it. */
export class BilledAccount {
  private readonly transactions: LedgerTransactions;

  private constructor(
    private readonly dataSource: DataSource,
    private readonly clock: FixedClock,
    readonly id: AccountId,
  ) {
    this.transactions = new LedgerTransactions(dataSource, clock);
  }

  /** Opens an account of UTC. @param next end of the next of its monthly periods; no schedule when null */
  static async open(
    dataSource: DataSource,
    clock: FixedClock,
    id: number,
    next: string | null,
  ): Promise<BilledAccount> {
    await dataSource.query(
      `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, invoice_period_id, next_invoice_at, next_invoice_type)
       VALUES ($1::integer, 'account ' || $1, 1, 1, 'EUR', 'postpay', $2, $3, $4)`,
      [id, next && 4, next, next && 'autoFull'],
    );
    return new BilledAccount(dataSource, clock, accountIdOf(id));
  }

  /** A usage invoice with nothing on it. */
  async billedIn(startsAt: string, endsAt: string): Promise<InvoiceId> {
    const [row] = await this.rows<{ readonly id: number }>(
      `INSERT INTO invoices (account_id, reseller_id, kind, state, type, currency, time_zone, payment_model, starts_at, ends_at, from_date, to_date)
       VALUES ($1, 1, 'usage', 'pending', 'manual', 'EUR', 'UTC', 'postpay', $2::timestamptz, $3::timestamptz,
         ($2::timestamptz AT TIME ZONE 'UTC')::date, ($3::timestamptz AT TIME ZONE 'UTC')::date) RETURNING id`,
      [this.id, startsAt, endsAt],
    );
    if (row === undefined) throw new Error('an invoice that was added has an id');
    return invoiceIdOf(row.id);
  }

  /** Calls of 1 each. */
  async calls(...times: readonly string[]): Promise<void> {
    for (const time of times) {
      await this.rows(
        `INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, success, duration, customer_duration, customer_price)
         VALUES ($1, $2, $3, true, true, 60, 60, 1)`,
        [(lastCall += 1), time, this.id],
      );
    }
  }

  change(values: Readonly<Record<string, unknown>>): Promise<void> {
    return this.transactions.run(audit, (manager) =>
      new ChangeRecord(new StoredRecords(manager, this.clock), this.clock).execute('account', this.id, {
        values,
        faults: [],
      }),
    );
  }

  preview(values: Readonly<Record<string, unknown>>): Promise<SchedulePreview> {
    return this.transactions.read((manager) =>
      new PreviewSchedule(this.clock).execute(new PostgresAccounts(everything, manager), this.id, {
        values,
        faults: [],
      }),
    );
  }

  remove(id: InvoiceId): Promise<void> {
    return this.inLedger((ledger) => new DeleteInvoice(false).execute(ledger, id));
  }

  /** Makes an invoice by hand, with its usage added up. @throws InvoiceRefused */
  async bill(startsAt: string, endsAt: string): Promise<void> {
    await this.inLedger(async (ledger) => {
      const id = await new CreateInvoice(this.clock).execute(ledger, { accountId: this.id, startsAt, endsAt });
      await ledger.invoices.aggregate([id]);
    });
  }

  /** Work of the server at a moment. */
  async runAt(moment: string): Promise<RunReport> {
    this.clock.moveTo(moment);
    await new OpenPeriods(this.transactions).findUsage(audit);
    const ledger = new PostgresBillingLedger(everything, this.transactions, () => jobs);
    const run = new RunBilling(ledger, new GenerateInvoices({ autoApprove: false }), this.clock);
    return run.execute({ at: this.clock.now(), audit });
  }

  /** Its invoices in the order of time, as text: `2026-10-01T00 2026-11-01T00: 4`. */
  async invoices(): Promise<readonly string[]> {
    const found = await this.rows<{ readonly text: string }>(
      `SELECT format('%s %s: %s', to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24'), to_char(ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24'),
         trim_scale(total)) AS text FROM invoices WHERE account_id = $1 ORDER BY starts_at`,
      [this.id],
    );
    return found.map(({ text }) => text);
  }

  rows<Row = Readonly<Record<string, unknown>>>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.dataSource.query(sql, [...values]);
  }

  private inLedger<Result>(work: (ledger: LedgerTransaction) => Promise<Result>): Promise<Result> {
    return this.transactions.run(audit, (manager) => work(ledgerTransactionOf(everything, manager, jobs)));
  }
}
