/** As the payments above the journal say it. */
const isPaid = `payment.status IN ('completed', 'paid_from_balance')`;

/** Rows that say what is allocated of or to them, by their key in allocations. */
const summed = { postings: 'posting_id', payments: 'payment_id', charges: 'charge_id' } as const;

/** SQL that tells credits, payments and charges whose allocations come to something else than they say. */
export const wrongAllocated = Object.entries(summed)
  .map(
    ([table, key]) => `
SELECT format('${table.slice(0, -1)} %s: %s is allocated, and its allocations come to %s', coalesce(said.id, made.id),
  coalesce(trim_scale(said.allocated)::text, 'nothing that is known'), coalesce(trim_scale(made.amount), 0)) AS message
FROM (SELECT id, allocated FROM ${table} WHERE allocated <> 0) said
  FULL JOIN (SELECT ${key} AS id, sum(amount) AS amount FROM allocations WHERE ${key} IS NOT NULL GROUP BY ${key} HAVING sum(amount) <> 0) made
  ON made.id = said.id
WHERE said.allocated IS DISTINCT FROM made.amount`,
  )
  .join(' UNION ALL ');

/**
 * SQL that tells allocations to charges and refunds that are not debited by what they come to. Money that the payer's bank takes back goes whether
 * there is a credit to keep for it or not.
 */
export const wrongSettlements = `
SELECT format('allocation %s of %s to charge %s of account %s is settled by %s', allocation.id, trim_scale(allocation.amount), charge_id,
  allocation.account_id, coalesce(trim_scale(posting.amount)::text, 'no posting')) AS message
FROM allocations allocation LEFT JOIN postings posting ON posting.cause_type = 'allocation' AND posting.cause_id = allocation.id
  AND posting.kind = 'settlement'
WHERE (charge_id IS NOT NULL OR posting.id IS NOT NULL)
  AND (charge_id IS NULL OR posting.amount IS DISTINCT FROM -allocation.amount)
UNION ALL
SELECT format('refund %s of %s of payment %s is %s: %s of a credit is kept for it, and %s was posted', refund.id, trim_scale(refund.amount),
  refund.payment_id, refund.status, trim_scale(coalesce(kept.amount, 0)), coalesce(trim_scale(posting.amount)::text, 'nothing')) AS message
FROM refunds refund LEFT JOIN postings posting ON posting.cause_type = 'refund' AND posting.cause_id = refund.id AND posting.kind = refund.kind
  LEFT JOIN (SELECT refund_id, sum(amount) AS amount FROM allocations WHERE refund_id IS NOT NULL GROUP BY refund_id) kept
    ON kept.refund_id = refund.id
WHERE CASE WHEN refund.status <> 'done' THEN coalesce(kept.amount, 0) <> 0
    WHEN refund.kind IN ('chargeback', 'undone_completion') THEN coalesce(kept.amount, 0) NOT BETWEEN 0 AND refund.amount
    ELSE coalesce(kept.amount, 0) <> refund.amount END
  OR coalesce(posting.amount, 0) <> CASE refund.status WHEN 'done' THEN -refund.amount ELSE 0 END`;

/** SQL that tells payments that are paid or made from the balance otherwise than by their allocations. */
export const wrongPayments = `
SELECT format('payment %s of account %s is %s: %s of %s is allocated, %s of it from the balance, where it says %s', payment.id, payment.account_id,
  payment.status, trim_scale(payment.allocated), trim_scale(payment.total), trim_scale(coalesce(credit.amount, 0)),
  trim_scale(payment.amount_paid_from_balance)) AS message
FROM payments payment LEFT JOIN invoice_payments link ON link.payment_id = payment.id
  LEFT JOIN (
    SELECT allocation.payment_id, sum(allocation.amount) AS amount
    FROM allocations allocation JOIN postings posting ON posting.id = allocation.posting_id
    WHERE (posting.cause_type, posting.cause_id) <> ('payment', allocation.payment_id) AND NOT EXISTS (
      SELECT FROM allocations back WHERE posting.cause_type = 'allocation' AND back.id = posting.cause_id AND back.payment_id = allocation.payment_id)
    GROUP BY allocation.payment_id
  ) credit ON credit.payment_id = payment.id
WHERE NOT payment.paid_unallocated AND (
  (link.id IS NOT NULL AND ${isPaid} AND payment.allocated <> payment.total)
  OR ((link.id IS NOT NULL OR ${isPaid})
    AND payment.amount_paid_from_balance <> coalesce(credit.amount, 0)
    AND (link.id IS NOT NULL OR NOT EXISTS (SELECT FROM allocations back WHERE back.payment_id = payment.id AND back.amount < 0)))) ORDER BY payment.id`;

/** SQL that tells charges in advance that are paid and not closed, or closed and paid in part. */
export const halfPaidCharges = `
SELECT format('charge %s of account %s is %s, and %s of %s is paid', charge.id, charge.account_id, charge.status, trim_scale(charge.allocated),
  trim_scale(charge.amount)) AS message, CASE charge.status WHEN 'closed' THEN 'warning' ELSE 'error' END AS severity
FROM charges charge
WHERE charge.allocated > 0 AND charge.status <> 'waiting_for_refund' AND (charge.status = 'closed') <> (charge.allocated = charge.amount)
  AND (charge.status = 'closed' OR charge.allocated = charge.amount) ORDER BY charge.id`;
