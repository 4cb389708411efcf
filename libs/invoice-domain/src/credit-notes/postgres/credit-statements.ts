import { oneOf } from '../../schema/columns/checks.js';
import { refundedStatus, waitingForRefundStatus } from '../../subscription-billing/charge-lifecycle.js';

/** SQL condition of a charge whose money goes back with its payment. */
const isRefunded = oneOf('item.status', [waitingForRefundStatus, refundedStatus]);

const creditedOf = (key: string): string =>
  `coalesce((SELECT sum(line.amount) FROM credit_note_lines line WHERE line.${key} = item.id), 0)`;

/**
 * SQL of what may be credited of a charge in all: of one whose money goes back with its payment, no more than has been, and of one that a part
 * went back of, no more than is paid.
 */
const creditable = `
CASE WHEN ${isRefunded} THEN ${creditedOf('charge_id')}
  WHEN EXISTS (SELECT FROM allocations back WHERE back.charge_id = item.id AND back.amount < 0)
    THEN greatest(item.allocated, ${creditedOf('charge_id')})
  ELSE item.amount END`;

/** $1: the invoice. The amount that its credit notes have taken back, or that goes back of it with payments. */
export const credited = `
SELECT (SELECT coalesce(sum(total), 0) FROM credit_notes WHERE invoice_id = $1)
  + (SELECT coalesce(sum(item.amount - ${creditable}), 0) FROM charges item WHERE item.invoice_id = $1)
  AS credited`;

/** SQL of the amount that is left to be credited of an item of `table`. */
const itemsOf = (table: 'charges' | 'corrections'): string => {
  const [own, other, name, amount] =
    table === 'charges'
      ? ['charge_id', 'correction_id', 'item.name', creditable]
      : ['correction_id', 'charge_id', 'item.comment', 'item.total'];
  return `
  SELECT item.id AS ${own}, NULL::bigint AS ${other}, ${name} AS name,
    ${amount} - ${creditedOf(own)} AS amount
  FROM ${table} item WHERE item.invoice_id = $1::bigint`;
};

/** Items of the invoice $1. */
const items = `
SELECT charge_id, correction_id, name, amount FROM (${itemsOf('charges')}) charge
UNION ALL SELECT charge_id, correction_id, name, amount FROM (${itemsOf('corrections')}) correction`;

/** $1: the invoice, $2: charges, $3: corrections. What is left of those. */
export const itemsLeft = `
SELECT charge_id AS "chargeId", correction_id AS "correctionId", name, amount FROM (${items}) item
WHERE charge_id = ANY ($2::bigint[]) OR correction_id = ANY ($3::bigint[])`;

/** $1: the account, $2: what is credited, $3: the reason. On no invoice: the credit note is what moves the money. */
export const addCorrection = `
INSERT INTO corrections (account_id, reseller_id, status, total, comment, include_in_invoice, approved_at, created_at, updated_at)
SELECT id, reseller_id, 'approved', -$2::numeric, $3, false, ledger_at(), ledger_at(), ledger_at() FROM accounts WHERE id = $1
RETURNING id`;

const addLines = (note: string, account: string, lines: string): string => `
INSERT INTO credit_note_lines (credit_note_id, account_id, reseller_id, charge_id, correction_id, name, amount)
SELECT ${note}::bigint, account.id, account.reseller_id, line.charge_id, line.correction_id, line.name, line.amount
FROM accounts account CROSS JOIN (${lines}) line WHERE account.id = ${account}
ORDER BY line.place, line.charge_id, line.correction_id`;

/** $1: the invoice, $2: the credit note, $3: the account, $4: the total. What the items do not come to is a line of its own. */
export const addRest = `
WITH item AS (${items})${addLines(
  '$2',
  '$3',
  `SELECT 0 AS place, * FROM item WHERE amount <> 0
   UNION ALL SELECT 1, NULL, NULL, NULL, beyond FROM (SELECT $4::numeric - coalesce(sum(amount), 0) AS beyond FROM item) rest WHERE beyond <> 0`,
)}`;

/** $1: the credit note, $2: the account, $3 to $6: charges, corrections, names and amounts of the lines. */
export const addGiven = addLines(
  '$1',
  '$2',
  `SELECT place, charge_id, correction_id, name, amount
   FROM unnest($3::bigint[], $4::bigint[], $5::text[], $6::numeric[]) WITH ORDINALITY AS given (charge_id, correction_id, name, amount, place)`,
);

/** $1: its id, $2: the invoice, $3: its correction, $4: kind, $5: reference, $6: total, $7: reason. The ledger numbers and seals it. */
export const addNote = `
INSERT INTO credit_notes (id, account_id, reseller_id, invoice_id, correction_id, kind, reference, currency, total, reason)
SELECT $1::bigint, account_id, reseller_id, id, $3::bigint, $4, $5, currency, $6::numeric, $7 FROM invoices WHERE id = $2`;
