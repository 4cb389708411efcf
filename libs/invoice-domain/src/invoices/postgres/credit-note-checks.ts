import { sealedDocuments } from './sealed-documents.js';

/** SQL that tells credit notes that are not what was sealed. */
export const forgedCreditNotes = `
SELECT format('credit note %s is not what was sealed as number %s of reseller %s', note.id, sealed.credit, sealed.reseller_id) AS message
FROM (${sealedDocuments}) sealed JOIN credit_notes note ON note.id = sealed.credit_note_id
WHERE sealed.seal IS DISTINCT FROM credit_notes_seal(sealed.before, note) ORDER BY sealed.reseller_id, sealed.credit`;

/** SQL that tells gaps in the numbers of credit notes, and notes without a seal. */
export const missingCreditNotes = `
SELECT format('reseller %s: between credit note number %s and number %s is a gap', reseller_id, before, number) AS message
FROM (SELECT reseller_id, number, lag(number, 1, 0::bigint) OVER (PARTITION BY reseller_id ORDER BY number) AS before FROM credit_note_seals) sealed
WHERE number <> before + 1
UNION ALL
SELECT format('credit note %s, number %s of reseller %s, is gone', seal.credit_note_id, seal.number, seal.reseller_id)
FROM credit_note_seals seal LEFT JOIN credit_notes note ON note.id = seal.credit_note_id WHERE note.id IS NULL
UNION ALL
SELECT format('credit note %s is issued, and its number %s is not sealed', note.id, note.number)
FROM credit_notes note LEFT JOIN credit_note_seals seal ON seal.credit_note_id = note.id
WHERE seal.number IS DISTINCT FROM note.number OR seal.reseller_id IS DISTINCT FROM note.reseller_id`;

/** What is wrong with each credit note, by SQL expressions that are null of a sound one. */
const faults = [
  'credit_notes_fault(note)',
  `CASE WHEN posting.amount IS DISTINCT FROM note.total OR posting.account_id IS DISTINCT FROM note.account_id
    THEN format('has credited its account with %s', coalesce(trim_scale(posting.amount)::text, 'nothing')) END`,
  `CASE WHEN (correction.status, correction.total, correction.include_in_invoice, correction.invoice_id)
    IS DISTINCT FROM ('approved', -note.total, false, NULL::bigint) THEN 'is not what its correction says' END`,
  `CASE WHEN (note.kind = 'void') AND invoice.voided_at IS DISTINCT FROM note.issued_at THEN 'has not voided its invoice' END`,
] as const;

/** SQL that tells credit notes which say something else than their lines, their invoice, the journal or their correction. */
export const wrongCreditNotes = `
SELECT format('credit note %s of invoice %s %s', note.id, note.invoice_id, fault) AS message
FROM credit_notes note
  LEFT JOIN postings posting ON posting.cause_type = 'credit_note' AND posting.cause_id = note.id AND posting.kind = 'credit_note'
  LEFT JOIN corrections correction ON correction.id = note.correction_id
  LEFT JOIN invoices invoice ON invoice.id = note.invoice_id
  CROSS JOIN LATERAL unnest(ARRAY[${faults.join(', ')}]) AS fault
WHERE fault IS NOT NULL ORDER BY note.id`;

const lostItems = (table: 'charges' | 'corrections', key: string, item: string): string => `
SELECT format('${item} %s was on invoice %s, which is voided, and is not billed anew', item.id, item.invoice_id)
FROM ${table} item JOIN invoices invoice ON invoice.id = item.invoice_id
WHERE invoice.voided_at IS NOT NULL AND NOT EXISTS (SELECT FROM ${table} anew WHERE anew.${key} = item.id)
UNION ALL
SELECT format('${item} %s bills anew what invoice %s bills, which is not voided', anew.id, invoice.id)
FROM ${table} anew JOIN ${table} item ON item.id = anew.${key} LEFT JOIN invoices invoice ON invoice.id = item.invoice_id
WHERE invoice.voided_at IS NULL`;

/** SQL that tells invoices which are voided by no credit note, and items that are billed twice or not at all. */
export const wrongVoidings = `
SELECT format('invoice %s is voided by no credit note', id) AS message FROM invoices
WHERE voided_at IS NOT NULL AND NOT EXISTS (SELECT FROM credit_notes WHERE invoice_id = invoices.id AND kind = 'void')
UNION ALL${lostItems('charges', 'reopens_charge_id', 'charge')}
UNION ALL${lostItems('corrections', 'reopens_correction_id', 'correction')}`;
