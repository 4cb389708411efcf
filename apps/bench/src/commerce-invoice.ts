import type { BenchDatabase } from './bench-cluster.js';

/** Charges that the invoice has, or nearly. */
const usualCharges = 5;

/** The id of an invoice of reseller 1 that has records of all five kinds. @throws Error when there is none */
export const commerceInvoiceIn = async (database: BenchDatabase): Promise<string> => {
  const [found] = await database.query(
    `SELECT id::text FROM (
       SELECT id,
         (SELECT count(*) FROM charges c WHERE c.invoice_id = i.id) AS charges,
         (SELECT count(*) FROM charges c JOIN taxes t ON t.charge_id = c.id WHERE c.invoice_id = i.id) AS taxes
       FROM invoices i
       WHERE reseller_id = 1
         AND EXISTS (SELECT FROM invoice_subscriptions s WHERE s.invoice_id = i.id)
         AND EXISTS (SELECT FROM invoice_payments p WHERE p.invoice_id = i.id)
         AND EXISTS (SELECT FROM corrections c WHERE c.invoice_id = i.id)
     ) AS invoice
     WHERE charges > 0 AND taxes > 0 ORDER BY abs(charges - $1), id LIMIT 1`,
    [usualCharges],
  );
  if (found === undefined) throw new Error('no invoice of reseller 1 has records of all kinds');
  return String(found['id']);
};
