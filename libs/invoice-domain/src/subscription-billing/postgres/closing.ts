import { post } from '../../journal/postgres/post.js';
import { expiringStatuses, firstPaymentStatus, overdueStatus } from '../../payments/payment-lifecycle.js';
import { oneOf } from '../../schema/columns/checks.js';
import { blockedStatus as blockedCharge, openedStatus } from '../charge-lifecycle.js';
import { blockedStatus, deliveredStatuses } from '../subscription-lifecycle.js';

/** $1: the invoice, $2: the day its payment is due. The payment for rendered services, of what can be paid. */
export const addPayment = `
WITH invoice AS (
  SELECT id, account_id, reseller_id, currency, payable_total AS total, nextval(pg_get_serial_sequence('payments', 'id')) AS payment_id
  FROM invoices WHERE id = $1 AND payment_model = 'postpay' AND payable_total > 0
    AND NOT EXISTS (SELECT FROM invoice_payments WHERE invoice_id = $1)
),
payment AS (
  INSERT INTO payments (id, account_id, reseller_id, document_id, status, currency_code, initial_total, total, expiration_date,
    created_at, updated_at)
  SELECT payment_id, account_id, reseller_id, 'P' || lpad(payment_id::text, greatest(6, length(payment_id::text)), '0'),
    '${firstPaymentStatus}', currency, total, total, $2::date, ledger_at(), ledger_at()
  FROM invoice RETURNING id, account_id
),
paid_charges AS (
  INSERT INTO payment_charges (account_id, payment_id, charge_id)
  SELECT payment.account_id, payment.id, charge.id FROM payment JOIN charges charge ON charge.invoice_id = $1 ORDER BY charge.id
),
paid_corrections AS (
  INSERT INTO payment_corrections (account_id, payment_id, correction_id)
  SELECT payment.account_id, payment.id, correction.id FROM payment JOIN corrections correction ON correction.invoice_id = $1
  ORDER BY correction.id
)
INSERT INTO invoice_payments (account_id, invoice_id, payment_id) SELECT account_id, $1, id FROM payment`;

/** $1: the account, $2: its today. Expires overdue payments and blocks their subscriptions. */
export const expire = `
WITH expired AS (
  UPDATE payments SET status = '${overdueStatus}', updated_at = ledger_at()
  FROM invoice_payments link
  WHERE link.payment_id = payments.id AND payments.account_id = $1 AND payments.expiration_date < $2::date
    AND ${oneOf('payments.status', expiringStatuses)}
  RETURNING link.invoice_id
)
UPDATE subscriptions SET status = '${blockedStatus}', updated_at = ledger_at()
WHERE account_id = $1 AND ${oneOf('status', deliveredStatuses)}
  AND id IN (SELECT subscription_id FROM invoice_subscriptions JOIN expired USING (invoice_id))`;

/** $1: the account, $2: its today. Their amounts count against the balance from here on. */
export const blockBegun = `
WITH blocked AS (
  UPDATE charges SET status = '${blockedCharge}', close_date = coalesce(close_date, operate_from), updated_at = ledger_at()
  FROM subscriptions subscription
  WHERE charges.account_id = $1 AND charges.status = '${openedStatus}' AND charges.operate_from <= $2::date
    AND subscription.id = charges.subscription_id AND subscription.payment_model = 'postpay'
  RETURNING charges.id, charges.account_id, charges.amount
)
${post(`SELECT account_id, -amount AS amount, 'charge' AS kind, 'charge' AS cause_type, id AS cause_id, NULL::timestamptz AS booked_at FROM blocked`)}`;
