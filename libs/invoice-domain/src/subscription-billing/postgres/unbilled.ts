import { oneOf } from '../../schema/columns/checks.js';
import { undeliveredStatuses } from '../subscription-lifecycle.js';

/** $1: the account. Its subscriptions with the day that each is billed on, and the day and model of what belongs to none. */
export const bought = `
account AS (
  SELECT account.id, account.payment_model, account.time_zone, coalesce(account.billing_day, class.billing_day, 1) AS billing_day
  FROM accounts account LEFT JOIN account_classes class ON class.id = account.account_class_id WHERE account.id = $1
),
bought AS (
  SELECT subscription.*, coalesce(subscription.billing_day, account.billing_day) AS series
  FROM subscriptions subscription JOIN account ON account.id = subscription.account_id
)`;

/** A prepaid charge is closed once it is paid; a postpaid one counts from the moment its funds are blocked. */
const counts = `(charge.status = 'closed' OR (charge.status = 'blocked' AND bought.payment_model = 'postpay'))`;

/**
 * Charges and approved corrections that are on no invoice, with the day that decides which one they belong on. Corrections for late usage
 * go with the usage of their account.
 */
export const unbilled = `${bought},
unbilled_charges AS (
  SELECT charge.id, bought.series, bought.payment_model, coalesce(charge.close_date, charge.operate_from) AS day
  FROM account JOIN charges charge ON charge.account_id = account.id JOIN bought ON bought.id = charge.subscription_id
  WHERE charge.invoice_id IS NULL AND ${counts}
),
unbilled_corrections AS (
  SELECT correction.id, coalesce(bought.series, account.billing_day) AS series,
    coalesce(bought.payment_model, account.payment_model) AS payment_model,
    (correction.approved_at AT TIME ZONE account.time_zone)::date AS day
  FROM account JOIN corrections correction ON correction.account_id = account.id
    LEFT JOIN bought ON bought.id = correction.subscription_id
  WHERE correction.invoice_id IS NULL AND correction.include_in_invoice AND correction.status = 'approved'
    AND correction.late_invoice_id IS NULL
),
unbilled AS (
  SELECT series, payment_model, day FROM unbilled_charges UNION ALL SELECT series, payment_model, day FROM unbilled_corrections
)`;

/** SQL condition that a subscription `bought` was in use on a day of the period. */
export const inUse = (from: string, to: string): string => `
  bought.start_date < ${to} AND (bought.expiration_date > ${from} OR (bought.expiration_date IS NULL AND bought.status <> 'stopped'))
  AND NOT (${oneOf('bought.status', undeliveredStatuses)})`;
