import { post } from '../../../journal/postgres/post.js';
import type { PaymentId } from '../../../model/ids.js';
import { allocate, ownPosting } from '../../../payments/postgres/allocate.js';
import type { Statements } from '../../../writing/postgres/statements.js';
import { doneRefund } from '../../../payments/refund-lifecycle.js';
import { reopenCharges, reopenPayments } from '../reopening.js';

/** SQL of what is allocated of a payment's own credit, and for it of other credits. */
const allocatedBy = (payment: string): string => `
SELECT posting_id, invoice_id, charge_id, payment_id, sum(amount) AS amount FROM (
  SELECT * FROM allocations WHERE posting_id = ${ownPosting(payment)} AND refund_id IS NULL
  UNION SELECT * FROM allocations WHERE payment_id = ${payment}
) AS paid GROUP BY posting_id, invoice_id, charge_id, payment_id HAVING sum(amount) > 0`;

/** SQL of what a payment pays of charges, as JSON by their ids. */
export const paidCharges = (payment: string): string =>
  `SELECT json_object_agg(charge_id, amount::text) FROM (
    SELECT charge_id, sum(amount) AS amount FROM (${allocatedBy(payment)}) AS paid WHERE charge_id IS NOT NULL GROUP BY charge_id
  ) AS part`;

/** SQL of what a payment pays of invoices. */
export const paidInvoices = (payment: string): string =>
  `SELECT sum(amount) FROM (${allocatedBy(payment)}) AS paid WHERE invoice_id IS NOT NULL`;

/** SQL of whether a credit note has given back of what a payment paid. */
export const isCredited = (payment: string): string =>
  `EXISTS (SELECT FROM (${allocatedBy(payment)}) AS paid LEFT JOIN charges AS charge ON charge.id = paid.charge_id
    JOIN credit_notes AS note ON note.invoice_id = coalesce(paid.invoice_id, charge.invoice_id))`;

/** SQL of what is left of a payment's own credit, unless it was given back. */
export const leftOf = (payment: string): string =>
  `SELECT amount - coalesce((SELECT sum(given.amount) FROM allocations AS given WHERE given.posting_id = posting.id AND given.refund_id IS NOT NULL), 0)
   FROM postings AS posting WHERE posting.id = ${ownPosting(payment)}`;

/** $1: payments. */
const paid = `
SELECT released.* FROM unnest($1::bigint[]) AS cancelled (id) CROSS JOIN LATERAL (${allocatedBy('cancelled.id')}) AS released`;

const release = allocate(
  `SELECT posting_id, invoice_id, charge_id, payment_id, -amount AS amount FROM (${paid}) AS released
   ORDER BY posting_id, invoice_id, charge_id, payment_id`,
);

/** $1: payments. */
const giveBack = `
WITH refund AS (
  INSERT INTO refunds (payment_id, account_id, reseller_id, kind, status, amount, reason, ended_at)
  SELECT payment.id, payment.account_id, payment.reseller_id, 'cancellation', '${doneRefund}', credit.amount,
    nullif(current_setting('ledger.reason', true), ''), ledger_at()
  FROM payments AS payment CROSS JOIN LATERAL (${leftOf('payment.id')}) AS credit (amount)
  WHERE payment.id = ANY ($1::bigint[]) AND credit.amount > 0 ORDER BY payment.id RETURNING id, payment_id, account_id, reseller_id, amount
)
INSERT INTO allocations (account_id, reseller_id, posting_id, refund_id, amount, reason)
SELECT refund.account_id, refund.reseller_id, ${ownPosting('refund.payment_id')}, refund.id, refund.amount,
  nullif(current_setting('ledger.reason', true), '')
FROM refund ORDER BY refund.id RETURNING refund_id AS "refundId"`;

/** $1: refunds. */
const debit = post(`
  SELECT account_id, -amount AS amount, kind, 'refund' AS cause_type, id AS cause_id, NULL::timestamptz AS booked_at
  FROM refunds WHERE id = ANY ($1::bigint[])`);

interface Paid {
  readonly charge_id: number | null;
  readonly invoice_id: number | null;
  readonly payment_id: number | null;
}

/** Takes away the money that cancelled payments had brought in, and opens the items that they had paid. */
export const cancelPaid = async (run: Statements, payments: readonly PaymentId[]): Promise<void> => {
  if (payments.length === 0) return;
  const released = await run<Paid>(paid, [payments]);
  await run(release, [payments]);
  const refunds = await run<{ readonly refundId: number }>(giveBack, [payments]);
  await run(debit, [refunds.map(({ refundId }) => refundId)]);
  await run(reopenPayments, [released.flatMap((one) => (one.invoice_id === null ? [] : (one.payment_id ?? [])))]);
  await run(reopenCharges, [released.flatMap((one) => one.charge_id ?? [])]);
};
