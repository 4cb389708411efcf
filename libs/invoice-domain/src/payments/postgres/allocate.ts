import { post } from '../../journal/postgres/post.js';

/** SQL condition of a credit: a posting above zero that undoes no allocation. */
export const isCredit = (posting: string): string => `${posting}.amount > 0 AND ${posting}.kind <> 'settlement'`;

/** SQL of the posting that a payment caused last: it may have been paid again for what was taken back. */
export const ownPosting = (payment: string): string => `(SELECT max(own.id) FROM (
    SELECT id FROM postings WHERE cause_type = 'payment' AND cause_id = ${payment} AND kind = 'payment'
    UNION ALL SELECT again.id FROM allocations back
      JOIN postings again ON again.cause_type = 'allocation' AND again.cause_id = back.id AND again.kind = 'payment'
    WHERE back.payment_id = ${payment} AND back.amount < 0
  ) own)`;

/**
 * SQL that makes allocations in the order of their entries, of which those to charges are still to be debited. The accounts are locked in a
 * statement before.
 * @param entries a query of posting_id, invoice_id, charge_id, payment_id and amount; null is the posting that the payment caused
 */
export const add = (entries: string): string => `
INSERT INTO allocations (account_id, reseller_id, posting_id, invoice_id, charge_id, payment_id, amount, reason)
SELECT posting.account_id, posting.reseller_id, posting.id, entry.invoice_id, entry.charge_id, entry.payment_id, entry.amount,
  nullif(current_setting('ledger.reason', true), '')
FROM (SELECT entry.*, row_number() OVER () AS place FROM (${entries}) entry) entry
  JOIN postings posting ON posting.id = coalesce(entry.posting_id, ${ownPosting('entry.payment_id')})
WHERE entry.amount <> 0 ORDER BY entry.place`;

/** SQL that makes allocations as {@link add} does, and debits what is allocated to charges. */
export const allocate = (entries: string): string => `
WITH added AS (${add(entries)}
  RETURNING id, account_id, charge_id, amount
)
${post(`SELECT account_id, -amount AS amount, 'settlement' AS kind, 'allocation' AS cause_type, id AS cause_id, NULL::timestamptz AS booked_at
  FROM added WHERE charge_id IS NOT NULL`)}`;

/** $1: accounts, $2: an amount of each. Walks down from the newest credit, and looks at no more than it takes. */
export const creditsCovering = `
WITH RECURSIVE wanted AS (SELECT * FROM unnest($1::integer[], $2::numeric[]) AS wanted (account_id, amount) WHERE amount > 0),
credit AS (
  SELECT wanted.account_id, newest.id, newest.number, newest.left, wanted.amount - newest.left AS open
  FROM wanted CROSS JOIN LATERAL (
    SELECT id, number, amount - allocated AS left FROM postings posting
    WHERE account_id = wanted.account_id AND amount > allocated AND ${isCredit('posting')} ORDER BY number DESC LIMIT 1
  ) newest
  UNION ALL
  SELECT credit.account_id, next.id, next.number, next.left, credit.open - next.left
  FROM credit CROSS JOIN LATERAL (
    SELECT id, number, amount - allocated AS left FROM postings posting
    WHERE account_id = credit.account_id AND number < credit.number AND amount > allocated AND ${isCredit('posting')}
    ORDER BY number DESC LIMIT 1
  ) next
  WHERE credit.open > 0
)
SELECT account_id AS "accountId", id AS "postingId", credit.left AS amount FROM credit ORDER BY account_id, number DESC`;

/** $1: the id of what releases, $2: an amount, or null for everything. What is left of allocations, the newest first. */
export const releasable = (column: 'posting_id' | 'invoice_id' | 'charge_id' | 'payment_id'): string => `
SELECT posting_id AS "postingId", invoice_id AS "invoiceId", charge_id AS "chargeId", payment_id AS "paymentId",
  least(amount, $2::numeric - before) AS amount
FROM (
  SELECT *, coalesce(sum(amount) OVER (ORDER BY latest DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
  FROM (
    SELECT posting_id, invoice_id, charge_id, payment_id, sum(amount) AS amount, max(id) AS latest
    FROM allocations WHERE ${column} = $1 AND refund_id IS NULL GROUP BY posting_id, invoice_id, charge_id, payment_id HAVING sum(amount) > 0
  ) left_of
) newest
WHERE $2::numeric IS NULL OR before < $2::numeric ORDER BY latest DESC`;
