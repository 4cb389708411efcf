import { post } from '@org/invoice-domain/persistence';
import type { EntityManager } from 'typeorm';
import type { Calendar } from '../calendar.js';

/** Charges that were paid in advance: nobody tells with which credit. */
const unallocated = `
UPDATE charges SET paid_unallocated = true FROM payment_charges link JOIN payments payment ON payment.id = link.payment_id
WHERE link.charge_id = charges.id AND payment.paid_unallocated AND NOT EXISTS (SELECT FROM invoice_payments paid WHERE paid.payment_id = payment.id)`;

/** What was sold and paid, as it moved the balances of its accounts; taxes follow the charges that came with them. */
const movements = `
SELECT charge.account_id, charge.taxes_amount - charge.amount AS amount, 'charge' AS kind, 'charge' AS cause_type, charge.id AS cause_id,
  charge.created_at AS booked_at
FROM charges charge JOIN subscriptions subscription ON subscription.id = charge.subscription_id
WHERE subscription.payment_model = 'postpay' AND charge.status IN ('blocked', 'closed')
UNION ALL
SELECT charge.account_id, -tax.value, 'tax', 'tax', tax.id, tax.created_at + interval '1 microsecond'
FROM taxes tax JOIN charges charge ON charge.id = tax.charge_id JOIN subscriptions subscription ON subscription.id = charge.subscription_id
WHERE subscription.payment_model = 'postpay' AND charge.status IN ('blocked', 'closed')
UNION ALL
SELECT account_id, -total, 'correction', 'correction', id, approved_at FROM corrections WHERE status = 'approved' AND late_invoice_id IS NULL
UNION ALL
SELECT payment.account_id, payment.total - payment.amount_paid_from_balance,
  CASE payment.status WHEN 'cancelled' THEN 'cancellation' ELSE 'payment' END, 'payment', payment.id, coalesce(payment.closed_at, payment.updated_at)
FROM payments payment
WHERE (payment.status IN ('completed', 'paid_from_balance') AND NOT EXISTS (
    SELECT FROM payment_charges advance WHERE advance.payment_id = payment.id
      AND NOT EXISTS (SELECT FROM invoice_payments link WHERE link.payment_id = payment.id)))
  OR (payment.status = 'cancelled' AND EXISTS (SELECT FROM invoice_payments link WHERE link.payment_id = payment.id))`;

/** The balances of the demo are what is left: what they began with is put right by an adjustment of the same moment. */
const balanced = `
WITH moved AS (${movements})
SELECT * FROM moved
UNION ALL
SELECT account.id, -sum(moved.amount), 'adjustment', 'posting', NULL::bigint, account.created_at
FROM moved JOIN accounts account ON account.id = moved.account_id GROUP BY account.id
ORDER BY account_id, booked_at, cause_type, cause_id`;

/** $1: a day that is over in every zone. Until then the calendar has dealt with everybody. */
const billed = `
INSERT INTO sales_billed (account_id, until) SELECT DISTINCT account_id, $1::date FROM subscriptions ORDER BY account_id`;

/** Gives the accounts of the demo their journals, in which each movement has its cause. */
export async function keepJournal(manager: EntityManager, { today }: Calendar): Promise<void> {
  await manager.query(unallocated);
  await manager.query(post(balanced));
  await manager.query(billed, [today.subtract({ days: 2 }).toString()]);
}
