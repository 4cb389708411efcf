import { FixedClock } from '@org/kernel';
import { accountIdOf, invoiceIdOf, resellerIdOf, type AccountId, type InvoiceId } from '../../model/ids.js';
import { everything } from '../../model/scope.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { ledgerTransactionOf } from '../postgres/ledger-transaction.js';
import type { AccountSketch, BillingWorld, InvoiceSnapshot, LateSketch, UsageInvoiceSketch } from './billing-world.js';
import { memoryJobs } from './memory-ledger-transaction.js';

const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** The billing world in a database of its own, with jobs in memory. */
export class PostgresBillingWorld implements BillingWorld {
  readonly clock = new FixedClock('2026-12-01T00:00:00Z');
  readonly jobs: string[] = [];
  private readonly transactions: LedgerTransactions;
  private last = 1_000;

  private constructor(private readonly database: TestDatabase) {
    this.transactions = new LedgerTransactions(database.dataSource, this.clock);
  }

  static async open(): Promise<PostgresBillingWorld> {
    const database = await createSampleLedger();
    return new PostgresBillingWorld(database);
  }

  async account(sketch: AccountSketch = {}): Promise<AccountId> {
    const id = (this.last += 1);
    const { resellerId = 1, timeZone = 'UTC', invoicePeriodId = null, invoiceRefTemplate = '$id' } = sketch;
    const { nextInvoiceAt = null, nextInvoiceType = null, maxCallDuration = null } = sketch;
    await this.rows(
      `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone, invoice_period_id,
         invoice_ref_template, next_invoice_at, next_invoice_type, max_call_duration, empty_invoices)
       VALUES ($1::integer, 'account ' || $1, 1, $2, 'EUR', 'postpay', $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[
          id,
          resellerId,
          timeZone,
          invoicePeriodId,
          invoiceRefTemplate,
          nextInvoiceAt,
          nextInvoiceType,
          maxCallDuration,
        ],
        sketch.emptyInvoices ?? true,
      ],
    );
    return accountIdOf(id);
  }

  async invoice({ account, startsAt, endsAt, state = 'new' }: UsageInvoiceSketch): Promise<InvoiceId> {
    const id = (this.last += 1);
    await this.rows(
      `INSERT INTO invoices (id, reference, state, type, kind, account_id, reseller_id, currency, time_zone, payment_model, starts_at, ends_at,
         from_date, to_date)
       SELECT $1::bigint, 'INV-' || $1, 'new', 'manual', 'usage', id, reseller_id, currency, 'UTC', payment_model, $3::timestamptz,
         $4::timestamptz, ($3::timestamptz AT TIME ZONE 'UTC')::date, ($4::timestamptz AT TIME ZONE 'UTC')::date
       FROM accounts WHERE id = $2`,
      [id, account, startsAt, endsAt],
    );
    for (const next of ['pending', 'approved'].slice(0, ['new', 'pending', 'approved'].indexOf(state))) {
      await this.rows('UPDATE invoices SET state = $2 WHERE id = $1', [id, next]);
    }
    return invoiceIdOf(id);
  }

  async use(account: AccountId, at: string): Promise<void> {
    await this.rows('INSERT INTO transactions (account_id, amount, created_at) VALUES ($1, 1, $2)', [account, at]);
  }

  async charged(id: InvoiceId): Promise<void> {
    await this.rows(
      `WITH subscription AS (
         INSERT INTO subscriptions (account_id, reseller_id, plan_id, name, status, payment_model)
         SELECT account_id, reseller_id, 1, 'Mail', 'active', 'postpay' FROM invoices WHERE id = $1 RETURNING *
       )
       INSERT INTO charges (account_id, reseller_id, invoice_id, subscription_id, name, description, type, status, quantity, duration,
         operate_from, operate_to, unit_price, amount)
       SELECT account_id, reseller_id, $1, id, 'Mail', 'Mail', 'Charge::Renew', 'blocked', 1, 1, '2026-01-01', '2026-02-01', 1, 1 FROM subscription`,
      [id],
    );
  }

  async cameLate({ invoice, amount }: LateSketch): Promise<void> {
    await this.rows(
      `WITH added AS (
         INSERT INTO transactions (account_id, amount, created_at) SELECT account_id, $2::numeric, starts_at FROM invoices WHERE id = $1
         RETURNING account_id, created_at
       ) SELECT invoices_mark_stale(array_agg(account_id), array_agg(created_at)) FROM added`,
      [invoice, amount],
    );
  }

  transaction<Result>(work: (ledger: LedgerTransaction) => Promise<Result>, reseller?: number): Promise<Result> {
    const scope =
      reseller === undefined ? everything : ({ kind: 'reseller', resellerId: resellerIdOf(reseller) } as const);
    return this.transactions.run({ actor: 'test:billing' }, (manager) =>
      work(ledgerTransactionOf(scope, manager, memoryJobs(this.jobs))),
    );
  }

  async snapshot(id: InvoiceId): Promise<InvoiceSnapshot | undefined> {
    const [row] = await this.rows<InvoiceSnapshot>(
      `SELECT account_id AS "accountId", state, type, reference, ${instant('starts_at')} AS "startsAt", ${instant('ends_at')} AS "endsAt"
       FROM invoices WHERE id = $1`,
      [id],
    );
    return row;
  }

  close(): Promise<void> {
    return this.database.drop();
  }

  private rows<Row>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.database.dataSource.query(sql, [...values]);
  }
}
