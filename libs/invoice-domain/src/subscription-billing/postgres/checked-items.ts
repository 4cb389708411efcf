import { finalState } from '../../invoices/invoice-lifecycle.js';
import { oneOf } from '../../schema/columns/checks.js';
import { blockedStatus, closedStatus, debitedStatuses, deletedStatus } from '../charge-lifecycle.js';
import { approvedStatus } from '../correction-lifecycle.js';

/** SQL of the moment that the ledger has a journal since: what was debited before has no postings. */
export const journalBegan = '(SELECT recorded_at FROM postings ORDER BY id LIMIT 1)';

const text = (amount: string): string => `trim_scale(${amount})`;

/** SQL of the sums that were posted for charges and their taxes. */
const chargePostings = `
posted AS (
  SELECT cause_id AS id, sum(amount) AS amount, bool_or(kind = 'charge') AS is_charged FROM postings WHERE cause_type = 'charge' GROUP BY cause_id
),
taxed AS (
  SELECT tax.charge_id AS id, sum(posting.amount) AS amount FROM postings posting JOIN taxes tax ON tax.id = posting.cause_id
  WHERE posting.cause_type = 'tax' GROUP BY tax.charge_id
)`;

/**
 * SQL that tells charges that are paid afterwards and whose postings do not come to what they cost. One that was charged stays so whatever
 * its subscription's payment model is by now; what is being refunded is settled by its refund.
 */
export const wronglyDebitedCharges = `
WITH ${chargePostings}
SELECT format('account %s: charge %s is %s and comes to %s, and %s was posted for it', account_id, id, status, ${text('amount')},
  ${text('-debited')}) AS message, 'find out who wrote past the journal, and set the balance right by an adjustment' AS advice
FROM (
  SELECT charge.id, charge.account_id, charge.status, charge.amount, coalesce(posted.amount, 0) + coalesce(taxed.amount, 0) AS debited,
    CASE WHEN ${oneOf('charge.status', debitedStatuses)} AND (posted.is_charged OR subscription.payment_model = 'postpay')
      THEN -charge.amount ELSE 0 END AS due
  FROM charges charge JOIN subscriptions subscription ON subscription.id = charge.subscription_id
    LEFT JOIN posted ON posted.id = charge.id LEFT JOIN taxed ON taxed.id = charge.id
  WHERE ${oneOf('charge.status', ['new', 'opened', ...debitedStatuses, deletedStatus])}
    AND (posted.is_charged OR charge.created_at >= ${journalBegan})
) money WHERE debited <> due ORDER BY account_id, id`;

/** SQL that tells charges on an invoice that is none of theirs. */
export const misplacedCharges = `
SELECT format('account %s: charge %s of %s is %s and paid %s, and on invoice %s of %s, which is paid %s', charge.account_id, charge.id,
  ${text('charge.amount')}, charge.status, subscription.payment_model, invoice.id, invoice.kind, invoice.payment_model) AS message,
  'correct what the customer has paid too much or too little by a correction or a credit note' AS advice
FROM charges charge JOIN invoices invoice ON invoice.id = charge.invoice_id
  JOIN subscriptions subscription ON subscription.id = charge.subscription_id
WHERE invoice.kind <> 'commerce' OR invoice.payment_model <> subscription.payment_model
  OR ${oneOf('charge.status', ['new', deletedStatus])}
ORDER BY charge.account_id, charge.id`;

/** Invoices that were closed for good, with the billing days of their accounts. */
const closings = `
closing AS (
  SELECT invoice.id, invoice.account_id, invoice.payment_model, invoice.billing_day, invoice.to_date, invoice.approved_at
  FROM invoices invoice WHERE invoice.kind = 'commerce' AND invoice.state = '${finalState}' AND NOT invoice.is_late
),
terms AS (
  SELECT account.id, account.time_zone, coalesce(account.billing_day, class.billing_day, 1) AS billing_day
  FROM accounts account LEFT JOIN account_classes class ON class.id = account.account_class_id
)`;

/** The advice for an item that a later run should have billed. */
const runSales = 'run npm run bill -- --sales; look at parked-sales if it stays';

/** SQL that tells charges that are on no invoice, though one of their series that they belong on was closed when they were there already. */
export const forgottenCharges = `
WITH ${closings}
SELECT format('account %s: charge %s of %s is on no invoice, and invoice %s of its series was closed without it', charge.account_id, charge.id,
  ${text('charge.amount')}, min(closing.id)) AS message, '${runSales}' AS advice
FROM charges charge JOIN subscriptions subscription ON subscription.id = charge.subscription_id
  JOIN terms ON terms.id = charge.account_id
  JOIN closing ON closing.account_id = charge.account_id AND closing.payment_model = subscription.payment_model
    AND closing.to_date > coalesce(charge.close_date, charge.operate_from) AND closing.approved_at > charge.updated_at
WHERE charge.invoice_id IS NULL
  AND (charge.status = '${closedStatus}' OR (charge.status = '${blockedStatus}' AND subscription.payment_model = 'postpay'))
  AND (closing.billing_day = coalesce(subscription.billing_day, terms.billing_day)
    OR EXISTS (SELECT FROM invoice_subscriptions link WHERE link.invoice_id = closing.id AND link.subscription_id = subscription.id))
GROUP BY charge.account_id, charge.id, charge.amount ORDER BY charge.account_id, charge.id`;

/**
 * SQL that tells corrections whose postings do not come to what they take or give. Those for late usage, and those that stand
 * for a credit note, post nothing.
 */
export const wronglyDebitedCorrections = `
WITH posted AS (SELECT cause_id AS id, sum(amount) AS amount FROM postings WHERE cause_type = 'correction' GROUP BY cause_id)
SELECT format('account %s: correction %s of %s is %s, and %s was posted for it', account_id, id, ${text('total')}, status, ${text('-debited')})
  AS message, 'find out who wrote past the journal, and set the balance right by an adjustment' AS advice
FROM (
  SELECT correction.id, correction.account_id, correction.status, correction.total, coalesce(posted.amount, 0) AS debited,
    CASE WHEN correction.status = '${approvedStatus}' AND correction.late_invoice_id IS NULL THEN -correction.total ELSE 0 END AS due
  FROM corrections correction LEFT JOIN posted ON posted.id = correction.id
    LEFT JOIN credit_notes note ON note.correction_id = correction.id
  WHERE posted.id IS NOT NULL OR (note.id IS NULL AND correction.created_at >= ${journalBegan})
) money WHERE debited <> due ORDER BY account_id, id`;

/** SQL that tells corrections on an invoice that is none of theirs. */
export const misplacedCorrections = `
SELECT format('account %s: correction %s of %s is %s, and on invoice %s of %s', correction.account_id, correction.id,
  ${text('correction.total')}, correction.status, invoice.id, invoice.kind) AS message,
  'take back what was billed wrongly by another correction' AS advice
FROM corrections correction JOIN invoices invoice ON invoice.id = correction.invoice_id
WHERE correction.status <> '${approvedStatus}' OR (invoice.kind = 'commerce') <> (correction.late_invoice_id IS NULL)
  OR (invoice.kind = 'commerce' AND invoice.payment_model <> correction.payment_model)
ORDER BY correction.account_id, correction.id`;

/** SQL that tells approved corrections that ask to be included, though an invoice of their series was closed without them. A day is given for zones that have moved. */
export const forgottenCorrections = `
WITH ${closings}
SELECT format('account %s: correction %s of %s is on no invoice, and invoice %s of its series was closed without it', correction.account_id,
  correction.id, ${text('correction.total')}, min(closing.id)) AS message, '${runSales}' AS advice
FROM corrections correction JOIN terms ON terms.id = correction.account_id
  LEFT JOIN subscriptions subscription ON subscription.id = correction.subscription_id
  JOIN closing ON closing.account_id = correction.account_id AND closing.payment_model = correction.payment_model
    AND closing.to_date > (correction.approved_at AT TIME ZONE terms.time_zone)::date + 1 AND closing.approved_at > correction.updated_at
    AND closing.billing_day = coalesce(subscription.billing_day, terms.billing_day)
WHERE correction.invoice_id IS NULL AND correction.include_in_invoice AND correction.status = '${approvedStatus}'
  AND correction.late_invoice_id IS NULL
GROUP BY correction.account_id, correction.id, correction.total ORDER BY correction.account_id, correction.id`;
