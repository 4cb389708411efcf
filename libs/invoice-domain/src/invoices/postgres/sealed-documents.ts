/**
 * SQL query of the seals of all invoices and credit notes, each with the seal `before` it in its reseller's chain. A credit note follows the
 * invoice that was issued last before it.
 */
export const sealedDocuments = `
  SELECT document.*, coalesce(lag(document.seal) OVER chain, '') AS before FROM (
    SELECT reseller_id, number AS place, 0::bigint AS credit, invoice_id, NULL::bigint AS credit_note_id, seal FROM invoice_seals
    UNION ALL SELECT reseller_id, after_invoice, number, NULL, credit_note_id, seal FROM credit_note_seals
  ) document WINDOW chain AS (PARTITION BY document.reseller_id ORDER BY document.place, document.credit)`;
