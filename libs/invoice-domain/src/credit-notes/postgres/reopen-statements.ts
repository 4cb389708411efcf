import { post } from '../../journal/postgres/post.js';

/** Columns of a charge that its copy has, too. */
const chargeColumns = `account_id, reseller_id, subscription_id, subscription_resource_id, name, description, type, status, quantity, duration,
  operate_from, operate_to, unit_price, discount_amount, taxes_amount, amount, close_date`;

/** $1: the voided invoice. Its charges and their taxes, once more; each is debited as a whole. */
export const reopenCharges = `
WITH copied AS (
  INSERT INTO charges (${chargeColumns}, reopens_charge_id, created_at, updated_at)
  SELECT ${chargeColumns}, id, ledger_at(), ledger_at() FROM charges WHERE invoice_id = $1 ORDER BY id
  RETURNING id, account_id, amount, reopens_charge_id
),
taxes AS (
  INSERT INTO taxes (charge_id, reseller_id, name, description, value, created_at, updated_at)
  SELECT copied.id, tax.reseller_id, tax.name, tax.description, tax.value, ledger_at(), ledger_at()
  FROM copied JOIN taxes tax ON tax.charge_id = copied.reopens_charge_id ORDER BY tax.id
)
${post(`SELECT account_id, -amount AS amount, 'charge' AS kind, 'charge' AS cause_type, id AS cause_id, NULL::timestamptz AS booked_at FROM copied`)}`;

const correctionColumns = `account_id, reseller_id, subscription_id, status, total, comment, period_from, period_to, include_in_invoice,
  approved_at, late_invoice_id, payment_model`;

/** $1: the voided invoice. Its corrections, once more; what is for late usage was never debited. */
export const reopenCorrections = `
WITH copied AS (
  INSERT INTO corrections (${correctionColumns}, reopens_correction_id, created_at, updated_at)
  SELECT ${correctionColumns}, id, ledger_at(), ledger_at() FROM corrections WHERE invoice_id = $1 ORDER BY id
  RETURNING id, account_id, total, late_invoice_id
)
${post(`SELECT account_id, -total AS amount, 'correction' AS kind, 'correction' AS cause_type, id AS cause_id, NULL::timestamptz AS booked_at
  FROM copied WHERE late_invoice_id IS NULL`)}`;
