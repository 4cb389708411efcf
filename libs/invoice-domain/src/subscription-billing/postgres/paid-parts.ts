import { releasable } from '../../payments/postgres/allocate.js';

const creditedOf = (where: string): string =>
  `coalesce((SELECT sum(line.amount) FROM credit_note_lines line WHERE ${where}), 0)`;

const notes = (invoice: string): string => `(SELECT id FROM credit_notes WHERE invoice_id = ${invoice})`;

/** $1: a credit, $2: null. What it pays, the newest first, with what credit notes leave of that to be given back. */
export const paidParts = `
SELECT part."postingId", part."invoiceId", part."chargeId", part."paymentId", part.amount, billed.id AS "billedOn",
  CASE WHEN part."chargeId" IS NULL
    THEN payment.allocated - coalesce((SELECT sum(total) FROM credit_notes WHERE invoice_id = billed.id), 0)
    ELSE charge.allocated - ${creditedOf('line.charge_id = charge.id')} END AS spare,
  CASE WHEN billed.id IS NULL THEN charge.allocated
    WHEN part."chargeId" IS NULL THEN payment.allocated
    ELSE (SELECT sum(greatest(item.allocated - ${creditedOf('line.charge_id = item.id')}, 0)) FROM charges item WHERE item.invoice_id = billed.id)
      - ${creditedOf(`line.credit_note_id IN ${notes('billed.id')} AND line.charge_id IS NULL AND line.correction_id IS NULL`)}
    END AS "spareOfInvoice"
FROM (SELECT *, row_number() OVER () AS place FROM (${releasable('posting_id')}) paid) part
  LEFT JOIN charges charge ON charge.id = part."chargeId"
  LEFT JOIN payments payment ON payment.id = part."paymentId"
  LEFT JOIN invoices billed ON billed.id = coalesce(part."invoiceId", charge.invoice_id)
ORDER BY part.place`;

/** $1: invoices. What is left of the credit that their credit notes gave, the newest first. */
export const creditedBack = `
SELECT posting.id AS "postingId", note.invoice_id AS "invoiceId", posting.amount - posting.allocated AS amount
FROM credit_notes note JOIN postings posting ON posting.cause_type = 'credit_note' AND posting.cause_id = note.id
WHERE note.invoice_id = ANY ($1::bigint[]) AND posting.amount > posting.allocated ORDER BY posting.id DESC`;
