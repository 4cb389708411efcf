import { finalState } from '../../invoices/invoice-lifecycle.js';
import { cancelledStatus, expiringStatuses, paidStatuses } from '../../payments/payment-lifecycle.js';
import { doneRefund } from '../../payments/refund-lifecycle.js';
import { oneOf } from '../../schema/columns/checks.js';
import { journalBegan } from './checked-items.js';
import { hasSales } from './has-sales.js';

const text = (amount: string): string => `trim_scale(${amount})`;

/** SQL of the sums that payments have posted themselves, and of those with what was given back of them. */
const paymentPostings = `
posted AS (
  SELECT id, sum(amount) FILTER (WHERE NOT is_refund) AS own, sum(amount) AS amount FROM (
    SELECT cause_id AS id, amount, false AS is_refund FROM postings WHERE cause_type = 'payment'
    UNION ALL
    SELECT refund.payment_id, posting.amount, true FROM postings posting JOIN refunds refund ON refund.id = posting.cause_id
    WHERE posting.cause_type = 'refund'
    UNION ALL
    SELECT back.payment_id, posting.amount, false FROM postings posting JOIN allocations back ON back.id = posting.cause_id
    WHERE posting.cause_type = 'allocation' AND posting.kind = 'payment'
  ) moved GROUP BY id
),
beyond AS (
  SELECT refund.payment_id AS id, sum(refund.amount - coalesce(given.amount, 0)) AS amount
  FROM refunds refund LEFT JOIN (
    SELECT refund_id, sum(amount) AS amount FROM allocations WHERE refund_id IS NOT NULL GROUP BY refund_id
  ) given ON given.refund_id = refund.id
  WHERE refund.status = '${doneRefund}' GROUP BY refund.payment_id
)`;

/**
 * SQL that tells payments whose postings do not come to what their status says: what was paid from elsewhere is credited, what was given back is
 * not, and the debt of services whose payment was cancelled is given back, unless a credit note has done so.
 */
export const wronglyCreditedPayments = `
WITH ${paymentPostings}
SELECT format('account %s: payment %s of %s is %s, and %s was posted for it', account_id, id, ${text('total')}, status, ${text('credited')})
  AS message, 'find out who wrote past the journal, and set the balance right by an adjustment' AS advice
FROM (
  SELECT payment.id, payment.account_id, payment.status, payment.total,
    coalesce(CASE WHEN link.id IS NULL AND ${oneOf('payment.status', paidStatuses)} THEN posted.own
      WHEN link.id IS NULL THEN posted.amount ELSE coalesce(posted.amount, 0) + coalesce(beyond.amount, 0) END, 0) AS credited,
    CASE WHEN ${oneOf('payment.status', paidStatuses)} OR (payment.status = '${cancelledStatus}' AND link.id IS NOT NULL AND invoice.voided_at IS NULL)
        THEN payment.total - payment.amount_paid_from_balance
      WHEN link.id IS NOT NULL THEN payment.allocated - payment.amount_paid_from_balance ELSE 0 END AS due
  FROM payments payment LEFT JOIN invoice_payments link ON link.payment_id = payment.id LEFT JOIN invoices invoice ON invoice.id = link.invoice_id
    LEFT JOIN posted ON posted.id = payment.id LEFT JOIN beyond ON beyond.id = payment.id
  WHERE NOT payment.paid_unallocated
    AND (posted.id IS NOT NULL OR payment.created_at >= ${journalBegan} OR payment.closed_at >= ${journalBegan})
) money WHERE credited <> due ORDER BY account_id, id`;

/** SQL that tells invoices whose payment asks for another sum than they come to. */
export const wrongTotals = `
SELECT format('account %s: payment %s asks for %s, and its invoice %s comes to %s', payment.account_id, payment.id, ${text('payment.total')},
  invoice.id, ${text('invoice.payable_total')}) AS message, 'agree with the customer on what is owed, and correct the difference' AS advice
FROM invoice_payments link JOIN payments payment ON payment.id = link.payment_id JOIN invoices invoice ON invoice.id = link.invoice_id
WHERE invoice.kind = 'commerce' AND payment.total NOT IN (invoice.payable_total, round(invoice.total, 2))
ORDER BY payment.account_id, payment.id`;

/** SQL that tells closed invoices that are to be paid afterwards, and that nobody is asked to pay. */
export const unaskedInvoices = `
SELECT format('account %s: invoice %s is closed and comes to %s, and has no payment', account_id, id, ${text('payable_total')}) AS message,
  'bill the sum anew by a correction' AS advice
FROM invoices WHERE kind = 'commerce' AND state = '${finalState}' AND payment_model = 'postpay' AND payable_total > 0 AND round(total, 2) > 0
  AND NOT EXISTS (SELECT FROM invoice_payments link WHERE link.invoice_id = invoices.id)
ORDER BY account_id, id`;

const localDay = (zone: string): string => `(ledger_at() AT TIME ZONE coalesce(${zone}, 'UTC'))::date`;

/** SQL that tells payments for services that should be overdue: a day is given for the run, and one for the zone of the platform. */
export const unexpiredPayments = `
SELECT format('account %s: payment %s of %s was due on %s, and is %s', payment.account_id, payment.id, ${text('payment.total')},
  payment.expiration_date, payment.status) AS message, 'run npm run bill -- --sales; look at parked-sales if it stays' AS advice
FROM payments payment JOIN invoice_payments link ON link.payment_id = payment.id JOIN resellers reseller ON reseller.id = payment.reseller_id
WHERE ${oneOf('payment.status', expiringStatuses)} AND payment.expiration_date < ${localDay('reseller.time_zone')} - 2
  AND NOT EXISTS (SELECT FROM parked_sales parked WHERE parked.account_id = payment.account_id)
ORDER BY payment.account_id, payment.id`;

/** SQL that tells accounts that the calendar should have dealt with two days ago, and that are not parked either: nobody was told. */
export const overdueSales = `
SELECT format('account %s: its subscriptions should have been billed since %s, and it is not parked', id, since) AS message,
  'run npm run bill -- --sales, and look whether the server or a worker does its jobs' AS advice
FROM (
  SELECT account.id, reseller.time_zone, coalesce(
    (SELECT until FROM sales_billed WHERE account_id = account.id),
    least((SELECT min(created_at) FROM subscriptions WHERE account_id = account.id),
      (SELECT min(approved_at) FROM corrections WHERE account_id = account.id AND invoice_id IS NULL AND include_in_invoice))::date
  ) AS since
  FROM accounts account JOIN resellers reseller ON reseller.id = account.reseller_id
  WHERE ${hasSales} AND NOT EXISTS (SELECT FROM parked_sales parked WHERE parked.account_id = account.id)
) billed WHERE since < ${localDay('billed.time_zone')} - 2 ORDER BY id`;

/** SQL that tells accounts that are parked though they have been billed since: a day is given for the zone of the platform. */
export const forgottenParkings = `
SELECT format('account %s is parked since %s, and was billed until %s', parked.account_id, parked.parked_at, billed.until) AS message,
  'POST /parked-sales/' || parked.id || '/retry' AS advice
FROM parked_sales parked JOIN sales_billed billed ON billed.account_id = parked.account_id
  JOIN accounts account ON account.id = parked.account_id JOIN resellers reseller ON reseller.id = account.reseller_id
WHERE billed.until > (parked.parked_at AT TIME ZONE coalesce(reseller.time_zone, 'UTC'))::date + 1 ORDER BY parked.account_id`;
