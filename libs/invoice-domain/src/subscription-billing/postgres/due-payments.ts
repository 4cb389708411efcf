import type { LocalDate } from '@org/kernel';
import type { AccountId } from '../../model/ids.js';
import type { AccountAmount, Credit, NewAllocation } from '../../payments/allocation.js';
import { paidFromBalanceStatus, payableStatuses } from '../../payments/payment-lifecycle.js';
import { PostgresAllocations } from '../../payments/postgres/postgres-allocations.js';
import type { Statements } from '../../writing/postgres/statements.js';
import { oneOf } from '../../schema/columns/checks.js';
import { SettleDue, type DuePayment, type DuePayments } from '../settle-due.js';
import { unblock } from './managed-statements.js';
import { ownFunds } from './own-funds.js';

/** $1: accounts, $2: today, or null for what it is in the zone of each reseller. An invoice of another external amount is paid by hand. */
const due = `
SELECT payment.account_id AS "accountId", link.invoice_id AS "invoiceId", payment.id AS "paymentId",
  payment.total - greatest(payment.allocated, payment.amount_paid_from_balance) AS amount
FROM payments payment JOIN invoice_payments link ON link.payment_id = payment.id
  JOIN resellers reseller ON reseller.id = payment.reseller_id
WHERE payment.account_id = ANY ($1::integer[]) AND reseller.settles_from_credit AND ${oneOf('payment.status', payableStatuses)}
  AND payment.expiration_date <= coalesce($2::date, (ledger_at() AT TIME ZONE coalesce(reseller.time_zone, 'UTC'))::date)
  AND (payment.external_total IS NULL OR (payment.external_total, payment.external_currency_code) = (payment.total, payment.currency_code))
ORDER BY payment.account_id, payment.expiration_date, payment.id`;

const endPaid = `
UPDATE payments SET status = '${paidFromBalanceStatus}', balance_before_payment = account.balance, closed_at = ledger_at(), updated_at = ledger_at()
FROM accounts account
WHERE payments.id = ANY ($1::bigint[]) AND account.id = payments.account_id`;

class PostgresDuePayments implements DuePayments {
  private readonly allocations: PostgresAllocations;

  /** @param today by the calendar of the reseller; unless said, that of each reseller now */
  constructor(
    private readonly run: Statements,
    private readonly today?: LocalDate,
  ) {
    this.allocations = new PostgresAllocations(run);
  }

  due(accounts: readonly AccountId[]): Promise<readonly DuePayment[]> {
    return this.run(due, [accounts, this.today?.toString() ?? null]);
  }

  funds(accounts: readonly AccountId[]): Promise<readonly AccountAmount[]> {
    return this.run(ownFunds, [accounts]);
  }

  credits(...amounts: readonly AccountAmount[]): Promise<readonly Credit[]> {
    return this.allocations.credits(...amounts);
  }

  allocate(...allocations: readonly NewAllocation[]): Promise<void> {
    return this.allocations.allocate(...allocations);
  }

  async endPaid(payments: readonly DuePayment[]): Promise<void> {
    await this.run(endPaid, [payments.map(({ paymentId }) => paymentId)]);
    await this.run(unblock, [payments.map(({ invoiceId }) => invoiceId)]);
  }
}

/** Pays what is due of accounts that are locked. @param today by the calendar of their reseller */
export const settleDue = (run: Statements, accounts: readonly AccountId[], today?: LocalDate): Promise<void> =>
  new SettleDue().execute(new PostgresDuePayments(run, today), accounts);
