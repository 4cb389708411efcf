import { localDateOf, type Instant, type LocalDate, type TimeZone } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountId, InvoiceId } from '../../model/ids.js';
import { finalState, firstState } from '../../invoices/invoice-lifecycle.js';
import { defaultDaysToPay } from '../../payments/due-date.js';
import { referenceOf } from '../../invoices/invoice-reference.js';
import type { SalesPeriod } from '../sales-period.js';
import type { SalesReader } from '../planned-sales.js';
import type { BuyingAccount, InvoicedPeriod, OpenInvoice, Sales, Series, SeriesName } from '../sales.js';
import { blockedStatus, closedStatus } from '../charge-lifecycle.js';
import { addPayment, blockBegun, expire } from './closing.js';
import { settleDue } from './due-payments.js';
import { addUp, attachStatements } from './attach-items.js';
import { bought, inUse, unbilledBut } from './unbilled.js';

/** Days to pay are absent where an external system issues the invoices: it says when they are due. */
const buyingAccount = `
SELECT account.id, reseller.invoice_ref_template AS "invoiceRefTemplate",
  (coalesce($3::timestamptz, ledger_at()) AT TIME ZONE coalesce(reseller.time_zone, $2))::date AS today,
  (coalesce($3::timestamptz, ledger_at()) AT TIME ZONE account.time_zone)::date AS "localDay",
  CASE WHEN NOT reseller.externally_invoiced THEN coalesce(class.days_to_pay, ${defaultDaysToPay}) END AS "daysToPay"
FROM accounts account JOIN resellers reseller ON reseller.id = account.reseller_id
  LEFT JOIN account_classes class ON class.id = account.account_class_id
WHERE account.id = $1`;

const locked = `${buyingAccount} FOR NO KEY UPDATE OF account`;

const closeCharges = `
WITH ${bought}
UPDATE charges SET status = '${closedStatus}', close_date = coalesce(close_date, operate_from), updated_at = ledger_at()
FROM bought WHERE charges.account_id = $1 AND bought.id = charges.subscription_id AND bought.series = $2
  AND bought.payment_model = $3 AND charges.status = '${blockedStatus}' AND coalesce(charges.close_date, charges.operate_from) < $4::date`;

const series = `
WITH ${unbilledBut('$2')},
days AS (
  SELECT series, payment_model FROM bought UNION SELECT series, payment_model FROM unbilled_corrections
  UNION SELECT billing_day, payment_model FROM open
)
SELECT days.series AS "billingDay", days.payment_model AS "paymentModel",
  ARRAY(SELECT DISTINCT day::text FROM unbilled WHERE unbilled.series = days.series AND unbilled.payment_model = days.payment_model
    ORDER BY 1) AS "unbilledDays",
  EXISTS (SELECT FROM invoices WHERE account_id = $1 AND kind = 'commerce' AND billing_day = days.series
    AND invoices.payment_model = days.payment_model AND NOT is_late) AS "hasBegun",
  (SELECT max(to_date) FROM invoices WHERE account_id = $1 AND kind = 'commerce' AND billing_day = days.series
    AND invoices.payment_model = days.payment_model) AS "billedUntil",
  (SELECT min(covered_until) FROM bought WHERE bought.series = days.series AND bought.payment_model = days.payment_model
    AND ${inUse('covered_until', `'infinity'::date`)}) AS "coveredUntil"
FROM days ORDER BY days.series, days.payment_model`;

/** Unless the account wants no empty invoices, a subscription that is on none yet is enough. */
const hasContent = `
WITH ${unbilledBut('$7')}
SELECT EXISTS (SELECT FROM unbilled WHERE series = $2 AND payment_model = $3 AND day < $5::date AND day >= coalesce($6, '-infinity')::date)
  OR EXISTS (SELECT FROM bought JOIN account ON account.empty_invoices WHERE series = $2 AND bought.payment_model = $3
    AND ${inUse(`greatest($4::date, covered_until)`, '$5::date')} AND coalesce(covered_until < $5::date, true)) AS "hasContent"`;

const open = `
SELECT id, billing_day AS "billingDay", payment_model AS "paymentModel", to_date AS "toDate",
  ends_at <= coalesce($2::timestamptz, ledger_at()) AS "hasEnded" FROM invoices
WHERE account_id = $1 AND kind = 'commerce' AND state <> '${finalState}' ORDER BY to_date`;

/** Begins at the very moment at which the invoice before it ended, whatever zone that was in. */
const insert = `
INSERT INTO invoices (id, reference, state, type, kind, billing_day, account_id, reseller_id, currency, time_zone, payment_model,
  is_late, starts_at, ends_at, from_date, to_date, created_at, updated_at)
SELECT $2::bigint, $3, '${firstState}', 'autoFull', 'commerce', $4::integer, id, reseller_id, currency, time_zone, $5, $8::boolean,
  greatest(
    coalesce(
      (SELECT ends_at FROM invoices WHERE account_id = $1 AND kind = 'commerce' AND payment_model = $5 AND to_date = $6::date
       ORDER BY billing_day = $4::integer DESC, ends_at DESC LIMIT 1),
      $6::date::timestamp AT TIME ZONE time_zone),
    (SELECT max(ends_at) FROM invoices WHERE account_id = $1 AND kind = 'commerce' AND payment_model = $5
       AND billing_day = $4::integer AND to_date <= $6::date)),
  $7::date::timestamp AT TIME ZONE time_zone, $6::date, $7::date, ledger_at(), ledger_at()
FROM accounts WHERE id = $1`;

/** Sales, in a transaction that reads only. */
export class PostgresSalesReader implements SalesReader {
  /**
   * @param platformZone of resellers that have no zone of their own
   * @param asOf the moment whose day is today; now unless said
   */
  constructor(
    private readonly manager: EntityManager,
    private readonly platformZone: TimeZone,
    private readonly asOf?: Instant,
  ) {}

  account(id: AccountId): Promise<BuyingAccount | undefined> {
    return this.accountBy(buyingAccount, id);
  }

  async seriesWithout({ id }: BuyingAccount, closed: readonly InvoiceId[]): Promise<readonly Series[]> {
    const rows = await this.query<Omit<Series, 'unbilledDays'> & { readonly unbilledDays: readonly string[] }>(series, [
      id,
      closed,
    ]);
    return rows.map((row) => ({ ...row, unbilledDays: row.unbilledDays.map(localDateOf) }));
  }

  openInvoices({ id }: BuyingAccount): Promise<readonly OpenInvoice[]> {
    return this.query(open, [id, this.asOf ?? null]);
  }

  async hasContentFrom(
    { id }: BuyingAccount,
    { billingDay, paymentModel }: SeriesName,
    { from, to }: SalesPeriod,
    assumed: { readonly from: LocalDate | null; readonly closed: readonly InvoiceId[] },
  ): Promise<boolean> {
    const values = [id, billingDay, paymentModel, from, to, assumed.from, assumed.closed];
    const [found] = await this.query<{ readonly hasContent: boolean }>(hasContent, values);
    return found?.hasContent === true;
  }

  protected async accountBy(sql: string, id: AccountId): Promise<BuyingAccount | undefined> {
    const [account] = await this.query<BuyingAccount>(sql, [id, this.platformZone, this.asOf?.toString() ?? null]);
    return account;
  }

  /** Days travel as text. */
  protected query<Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.manager.query(
      sql,
      values.map((value) =>
        typeof value === 'object' && value !== null && !Array.isArray(value) ? String(value as LocalDate) : value,
      ),
    );
  }
}

/** Sales, in the transaction of an entity manager. */
export class PostgresSales extends PostgresSalesReader implements Sales {
  lock(id: AccountId): Promise<BuyingAccount | undefined> {
    return this.accountBy(locked, id);
  }

  async blockBegun({ id, today }: BuyingAccount): Promise<void> {
    await this.query(blockBegun, [id, today]);
  }

  async closeCharges(
    { id }: BuyingAccount,
    { billingDay, paymentModel }: SeriesName,
    before: LocalDate,
  ): Promise<void> {
    await this.query(closeCharges, [id, billingDay, paymentModel, before]);
  }

  series(account: BuyingAccount): Promise<readonly Series[]> {
    return this.seriesWithout(account, []);
  }

  hasContent(account: BuyingAccount, series: SeriesName, period: SalesPeriod): Promise<boolean> {
    return this.hasContentFrom(account, series, period, { from: null, closed: [] });
  }

  async add(
    { id: accountId, invoiceRefTemplate }: BuyingAccount,
    { billingDay, paymentModel }: SeriesName,
    { from, to, isLate }: InvoicedPeriod,
  ): Promise<InvoiceId> {
    const [next] = await this.query<{ readonly id: InvoiceId }>(
      `SELECT nextval(pg_get_serial_sequence('invoices', 'id')) AS id`,
    );
    if (next === undefined) throw new Error('a sequence has a next id');
    const reference = referenceOf(invoiceRefTemplate, { id: next.id, toDate: to });
    await this.query(insert, [accountId, next.id, reference, billingDay, paymentModel, from, to, isLate]);
    return next.id;
  }

  async attachItems(id: InvoiceId): Promise<void> {
    const [invoice] = await this.query<{ readonly accountId: AccountId }>(
      'SELECT account_id AS "accountId" FROM invoices WHERE id = $1',
      [id],
    );
    for (const statement of attachStatements) await this.query(statement, [invoice?.accountId, id]);
    await this.query(addUp, [id]);
  }

  async close(id: InvoiceId, dueDate: LocalDate | null): Promise<void> {
    await this.query(`UPDATE invoices SET state = '${finalState}', updated_at = ledger_at() WHERE id = $1`, [id]);
    await this.query(addPayment, [id, dueDate]);
  }

  settleDue({ id, today }: BuyingAccount): Promise<void> {
    return settleDue((sql, values) => this.query(sql, values), [id], today);
  }

  async expirePayments({ id, today }: BuyingAccount): Promise<void> {
    await this.query(expire, [id, today]);
  }

  async done({ id, today }: BuyingAccount): Promise<void> {
    await this.query(
      `INSERT INTO sales_billed (account_id, until) VALUES ($1, $2::date)
       ON CONFLICT (account_id) DO UPDATE SET until = greatest(sales_billed.until, excluded.until)`,
      [id, today],
    );
    await this.query('DELETE FROM parked_sales WHERE account_id = $1', [id]);
  }
}
