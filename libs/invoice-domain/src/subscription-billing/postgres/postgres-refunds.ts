import type { Decimal } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import type { NewPosting } from '../../journal/posting.js';
import { PostgresJournal } from '../../journal/postgres/postgres-journal.js';
import { refundIdOf, type AccountId, type PaymentId, type PostingId, type RefundId } from '../../model/ids.js';
import type { NewAllocation, Released } from '../../payments/allocation.js';
import { ownPosting } from '../../payments/postgres/allocate.js';
import { currencyDigits } from '../../payments/postgres/currency-digits.js';
import { PostgresAllocations } from '../../payments/postgres/postgres-allocations.js';
import { statementsOf, type Statements } from '../../writing/postgres/statements.js';
import type { RefundKind } from '../../payments/refund.js';
import { doneRefund, orderedRefund, type RefundStatus } from '../../payments/refund-lifecycle.js';
import { adminPayment } from '../../payments/payment.resource.js';
import { isAbsent } from '../../reading/postgres/record-id.js';
import type { CreditedBack, PaidPart } from '../money-going-back.js';
import type { NewRefund, OwnCredit, Refunds, ReturnedPayment } from '../refunds.js';
import { expire } from './closing.js';
import { settleDue } from './due-payments.js';
import { ownFunds } from './own-funds.js';
import { creditedBack, paidParts } from './paid-parts.js';
import { awaitRefund, refundCharges, reopenCharges, reopenPayments, stopAwaiting } from './reopening.js';

const lockAccount = `
SELECT FROM accounts WHERE id = (SELECT account_id FROM payments WHERE id = $1::bigint) FOR NO KEY UPDATE`;

const lockPayment = `
SELECT payment.id, payment.account_id AS "accountId", payment.status, payment.currency_code AS "currencyCode",
  ${currencyDigits('payment.currency_code')} AS "currencyDigits",
  (SELECT invoice_id FROM invoice_payments WHERE payment_id = payment.id) AS "invoiceId"
FROM payments payment WHERE payment.id = $1::bigint FOR NO KEY UPDATE OF payment`;

/** SQL of the credit that a payment brought in last; refunds from before it was paid once more are of an earlier one. */
const ownCredit = `
SELECT posting.id AS "postingId", posting.amount, posting.allocated,
  coalesce((SELECT sum(refund.amount) FROM refunds refund
      JOIN postings debit ON debit.cause_type = 'refund' AND debit.cause_id = refund.id AND debit.kind = refund.kind
    WHERE refund.payment_id = $1::bigint AND refund.status = '${doneRefund}' AND debit.id > posting.id), 0) AS "givenBack"
FROM postings posting WHERE posting.id = ${ownPosting('$1::bigint')} AND posting.amount > 0`;

const ordered = `SELECT id, amount FROM refunds WHERE payment_id = $1::bigint AND status = '${orderedRefund}'`;

const add = `
INSERT INTO refunds (payment_id, account_id, reseller_id, kind, status, amount, reason, ended_at)
SELECT id, account_id, reseller_id, $2, $3, $4::numeric, nullif(current_setting('ledger.reason', true), ''),
  CASE WHEN $3 <> '${orderedRefund}' THEN ledger_at() END
FROM payments WHERE id = $1 RETURNING id`;

const giveBack = `
INSERT INTO allocations (account_id, reseller_id, posting_id, refund_id, amount, reason)
SELECT refund.account_id, refund.reseller_id, $2, refund.id, $3::numeric, nullif(current_setting('ledger.reason', true), '')
FROM refunds refund WHERE refund.id = $1`;

/** Today by the calendar of the account's reseller. */
const today = `
SELECT (ledger_at() AT TIME ZONE coalesce(reseller.time_zone, 'UTC'))::date::text AS today
FROM accounts account JOIN resellers reseller ON reseller.id = account.reseller_id WHERE account.id = $1`;

const idsOf = <Id extends 'chargeId' | 'paymentId'>(released: readonly Released[], id: Id): readonly number[] => [
  ...new Set(released.flatMap((one) => one[id] ?? [])),
];

export class PostgresRefunds implements Refunds {
  private readonly run: Statements;

  constructor(private readonly manager: EntityManager) {
    this.run = statementsOf(manager);
  }

  async lock(id: PaymentId): Promise<ReturnedPayment | undefined> {
    await this.lockAccount(id);
    const [payment] = await this.run<Omit<ReturnedPayment, 'credit' | 'ordered'>>(lockPayment, [id]);
    if (payment === undefined) return undefined;
    const [credit] = await this.run<OwnCredit>(ownCredit, [id]);
    const [found] = await this.run<NonNullable<ReturnedPayment['ordered']>>(ordered, [id]);
    return { ...payment, credit, ordered: found };
  }

  /** Locks the account of a payment, which has to be done before the payment is locked by another way. @param payment its id, which may be none */
  async lockAccount(payment: PaymentId | string): Promise<void> {
    if (isAbsent(adminPayment, String(payment))) return;
    await this.run(lockAccount, [payment]);
  }

  async ownFunds(account: AccountId): Promise<Decimal> {
    const [row] = await this.run<{ readonly amount: Decimal }>(ownFunds, [[account]]);
    if (row === undefined) throw new Error('there is no such account');
    return row.amount;
  }

  async paidWith(
    credit: PostingId,
  ): Promise<{ readonly parts: readonly PaidPart[]; readonly credits: readonly CreditedBack[] }> {
    const parts = await this.run<PaidPart>(paidParts, [credit, null]);
    const invoices = new Set(parts.flatMap(({ billedOn }) => billedOn ?? []));
    return { parts, credits: invoices.size === 0 ? [] : await this.run<CreditedBack>(creditedBack, [[...invoices]]) };
  }

  allocate(...allocations: readonly NewAllocation[]): Promise<void> {
    return new PostgresAllocations(this.run).allocate(...allocations);
  }

  async add({ paymentId, kind, status, amount }: NewRefund): Promise<RefundId> {
    const [row] = await this.run<{ readonly id: number }>(add, [paymentId, kind, status, amount.toString()]);
    if (row === undefined) throw new Error('there is no such payment');
    return refundIdOf(row.id);
  }

  async end(id: RefundId, status: Exclude<RefundStatus, 'ordered'>): Promise<void> {
    await this.run('UPDATE refunds SET status = $2, ended_at = ledger_at() WHERE id = $1', [id, status]);
  }

  async giveBack(id: RefundId, credit: PostingId, amount: Decimal): Promise<void> {
    await this.run(giveBack, [id, credit, amount.toString()]);
  }

  async awaitRefund(released: readonly Released[]): Promise<void> {
    await this.run(awaitRefund, [idsOf(released, 'chargeId')]);
  }

  async stopAwaiting(credit: PostingId): Promise<void> {
    await this.run(stopAwaiting, [credit]);
  }

  async reopen(released: readonly Released[], kind: RefundKind): Promise<void> {
    const charges = idsOf(released, 'chargeId');
    await this.run(reopenPayments, [
      idsOf(
        released.filter(({ invoiceId }) => invoiceId !== null),
        'paymentId',
      ),
    ]);
    if (kind === 'refund') {
      await this.run(awaitRefund, [charges]);
      await this.run(refundCharges, [charges]);
    } else {
      await this.run(reopenCharges, [charges]);
    }
  }

  async rollBack(id: PaymentId): Promise<void> {
    await this.run('UPDATE payments SET rolled_back_at = ledger_at(), updated_at = ledger_at() WHERE id = $1', [id]);
  }

  post(...postings: readonly NewPosting[]): Promise<void> {
    return new PostgresJournal(this.manager).post(...postings);
  }

  async settle(account: AccountId): Promise<void> {
    await settleDue(this.run, [account]);
    const [row] = await this.run<{ readonly today: string }>(today, [account]);
    await this.run(expire, [account, row?.today]);
  }
}
