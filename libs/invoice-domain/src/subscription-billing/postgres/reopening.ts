import { firstPaymentStatus, paidStatuses } from '../../payments/payment-lifecycle.js';
import { oneOf } from '../../schema/columns/checks.js';
import { closedStatus, openedStatus, refundedStatus, waitingForRefundStatus } from '../charge-lifecycle.js';

/** $1: payments of invoices. Those that are not wholly paid any more wait again, with the due date that they had. */
export const reopenPayments = `
UPDATE payments SET status = '${firstPaymentStatus}', closed_at = NULL, balance_before_payment = NULL, updated_at = ledger_at()
WHERE id = ANY ($1::bigint[]) AND ${oneOf('status', paidStatuses)} AND allocated < total
  AND EXISTS (SELECT FROM invoice_payments WHERE payment_id = payments.id)`;

/** $1: charges in advance. Those that are not wholly paid any more are open again. */
export const reopenCharges = `
UPDATE charges SET status = '${openedStatus}', updated_at = ledger_at()
WHERE id = ANY ($1::bigint[]) AND status = '${closedStatus}' AND allocated < amount`;

/** $1: charges in advance. */
export const awaitRefund = `
UPDATE charges SET status = '${waitingForRefundStatus}', updated_at = ledger_at() WHERE id = ANY ($1::bigint[]) AND status = '${closedStatus}'`;

/** $1: charges in advance, which nothing is allocated to any more. */
export const refundCharges = `
UPDATE charges SET status = '${refundedStatus}', updated_at = ledger_at()
WHERE id = ANY ($1::bigint[]) AND status = '${waitingForRefundStatus}' AND allocated = 0`;

/** $1: a credit. Charges that it pays and that waited for a refund of it are closed again. */
export const stopAwaiting = `
UPDATE charges SET status = '${closedStatus}', updated_at = ledger_at()
WHERE status = '${waitingForRefundStatus}' AND allocated > 0 AND id IN (SELECT charge_id FROM allocations WHERE posting_id = $1)`;
