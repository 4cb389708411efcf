import { currencyDigits } from '../../payments/postgres/currency-digits.js';
import { defaultDaysToPay } from '../../payments/due-date.js';
import { firstPaymentStatus, overdueStatus } from '../../payments/payment-lifecycle.js';
import { activeStatus, blockedStatus } from '../subscription-lifecycle.js';
import { owedForServices } from './owed-for-services.js';

export const accountColumns = `account.id, account.balance, coalesce(class.days_to_pay, ${defaultDaysToPay}) AS "daysToPay"`;

export const invoiceColumns = `id, account_id AS "accountId", state, reference, payment_model AS "paymentModel",
  externally_approved AS "externallyApproved", from_date AS "fromDate", total`;

export const paymentColumns = `payment.id, payment.status, payment.currency_code AS "currencyCode", payment.total,
  greatest(payment.allocated, payment.amount_paid_from_balance) AS "amountPaid",
  (SELECT max(back.id) FROM allocations back WHERE back.payment_id = payment.id AND back.amount < 0 AND EXISTS (
    SELECT FROM postings WHERE cause_type = 'payment' AND cause_id = payment.id AND kind = 'payment')) AS "takenBackId",
  payment.expiration_date AS "expirationDate",
  payment.external_total AS "externalTotal", payment.external_currency_code AS "externalCurrencyCode",
  ${currencyDigits('payment.currency_code')} AS "currencyDigits"`;

/** $1: an invoice, $2: its reseller. An invoice never moves to another account. */
export const lockAccountOf = `
SELECT ${accountColumns} FROM accounts account LEFT JOIN account_classes class ON class.id = account.account_class_id
WHERE account.id = (SELECT account_id FROM invoices WHERE id = $1::bigint AND reseller_id = $2) FOR NO KEY UPDATE OF account`;

/** $1: an invoice, whose account is locked. */
export const lockInvoice = `SELECT ${invoiceColumns} FROM invoices WHERE id = $1::bigint FOR NO KEY UPDATE`;

/** $1: an invoice, which is locked. */
export const lockPayment = `
SELECT ${paymentColumns} FROM payments payment JOIN invoice_payments link ON link.payment_id = payment.id
WHERE link.invoice_id = $1::bigint FOR NO KEY UPDATE OF payment`;

/** $1: the payment, $2: the day it is due, $3 and $4: the amount and currency of the third-party invoice. */
export const approvePayment = `
UPDATE payments SET expiration_date = $2::date, external_total = $3::numeric, external_currency_code = $4, updated_at = ledger_at()
WHERE id = $1`;

/** $1: the invoice, $2: its number from here on. After the payment's, whose terms the audit takes down. */
export const approveInvoice = `
UPDATE invoices SET externally_approved = true, reference = $2, updated_at = ledger_at() WHERE id = $1`;

/** $1: the payment. */
export const withdrawPayment = `
WITH receipt AS (DELETE FROM payment_receipts WHERE payment_id = $1)
UPDATE payments SET expiration_date = NULL, external_total = NULL, external_currency_code = NULL, updated_at = ledger_at(),
  status = CASE status WHEN '${overdueStatus}' THEN '${firstPaymentStatus}' ELSE status END
WHERE id = $1`;

/** $1: the invoice. The ledger gives it back the number that it was issued under. */
export const withdrawInvoice = `UPDATE invoices SET externally_approved = false, updated_at = ledger_at() WHERE id = $1`;

/** $1: the payment, $2: its status from here on, $3: the balance before. */
export const endPayment = `
UPDATE payments SET status = $2, balance_before_payment = $3::numeric,
  closed_at = ledger_at(), updated_at = ledger_at()
WHERE id = $1`;

/** $1: the account. */
export const owed = `SELECT ${owedForServices} AS owed FROM accounts account WHERE account.id = $1`;

/** $1: invoices, whose payments are no longer expired. */
export const unblock = `
UPDATE subscriptions SET status = '${activeStatus}', updated_at = ledger_at()
WHERE status = '${blockedStatus}' AND id IN (SELECT subscription_id FROM invoice_subscriptions WHERE invoice_id = ANY ($1::bigint[]))
  AND NOT EXISTS (
    SELECT FROM invoice_subscriptions covered JOIN invoice_payments link ON link.invoice_id = covered.invoice_id
      JOIN payments payment ON payment.id = link.payment_id
    WHERE covered.subscription_id = subscriptions.id AND covered.invoice_id <> ALL ($1::bigint[])
      AND payment.status = '${overdueStatus}')`;
