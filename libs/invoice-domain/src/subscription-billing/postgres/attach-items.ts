import { filledState, firstState } from '../../invoices/invoice-lifecycle.js';
import { inUse, unbilled } from './unbilled.js';

/** $1: the account, $2: an open invoice of it. Selects the invoice that unbilled items are attached to. */
const onInvoice = `invoice AS (SELECT id, billing_day, payment_model, from_date, to_date FROM invoices WHERE id = $2)`;

const attach = (table: 'charges' | 'corrections'): string => `
WITH ${unbilled}, ${onInvoice}
UPDATE ${table} SET invoice_id = invoice.id, updated_at = ledger_at()
FROM invoice JOIN unbilled_${table} attached ON attached.series = invoice.billing_day
  AND attached.payment_model = invoice.payment_model AND attached.day < invoice.to_date
WHERE ${table}.id = attached.id`;

const attachSubscriptions = `
WITH ${unbilled}, ${onInvoice}
INSERT INTO invoice_subscriptions (account_id, invoice_id, subscription_id)
SELECT bought.account_id, invoice.id, bought.id FROM bought CROSS JOIN invoice
WHERE (bought.series = invoice.billing_day AND bought.payment_model = invoice.payment_model
    AND ${inUse('invoice.from_date', 'invoice.to_date')})
  OR bought.id IN (SELECT subscription_id FROM charges WHERE invoice_id = $2)
ORDER BY bought.id
ON CONFLICT (invoice_id, subscription_id) DO NOTHING`;

/** $1: the invoice. Only what differs is written: an invoice that nothing was added to keeps its time. */
export const addUp = `
UPDATE invoices SET charges_amount = sums.charges, corrections_amount = sums.corrections,
  total = amount_spent - amount_earned + sums.charges + sums.corrections, state = '${filledState}',
  filled_at = ledger_at(), updated_at = ledger_at()
FROM (
  SELECT (SELECT coalesce(sum(amount), 0) FROM charges WHERE invoice_id = $1) AS charges,
    (SELECT coalesce(sum(total), 0) FROM corrections WHERE invoice_id = $1) AS corrections
) sums
WHERE invoices.id = $1 AND (state = '${firstState}' OR (charges_amount, corrections_amount) IS DISTINCT FROM (sums.charges, sums.corrections))`;

/** SQL that links voided invoices to the one ($2) that has their items now and replaces them. */
const linkReplaced = `
INSERT INTO invoice_replacements (account_id, invoice_id, replacement_id)
SELECT DISTINCT item.account_id, reopened.invoice_id, $2::bigint FROM (
  SELECT account_id, reopens_charge_id, NULL::bigint AS reopens_correction_id FROM charges WHERE invoice_id = $2 AND reopens_charge_id IS NOT NULL
  UNION ALL
  SELECT account_id, NULL, reopens_correction_id FROM corrections WHERE invoice_id = $2 AND reopens_correction_id IS NOT NULL
) item CROSS JOIN LATERAL (
  SELECT invoice_id FROM charges WHERE id = item.reopens_charge_id
  UNION ALL SELECT invoice_id FROM corrections WHERE id = item.reopens_correction_id
) reopened
WHERE item.account_id = $1
ON CONFLICT (invoice_id, replacement_id) DO NOTHING`;

export const attachStatements: readonly string[] = [
  attach('charges'),
  attach('corrections'),
  attachSubscriptions,
  linkReplaced,
];
