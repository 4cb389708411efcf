import { finalState } from '../../invoices/invoice-lifecycle.js';
import { oneOf } from '../../schema/columns/checks.js';
import { blockedStatus, closedStatus } from '../charge-lifecycle.js';
import { approvedStatus } from '../correction-lifecycle.js';
import { stoppedStatus, undeliveredStatuses } from '../subscription-lifecycle.js';

/**
 * $1: the account. Its subscriptions with the day that each is billed on, and the day and model of what belongs to none. Whatever is on an open
 * invoice stays in its series until that is closed; what follows the account's billing day does so together.
 * @param closed parameter with the ids of open invoices that count as closed
 */
const boughtBut = (closed: string): string => `
account AS (
  SELECT account.id, account.payment_model, account.time_zone, account.empty_invoices,
    coalesce(account.billing_day, class.billing_day, 1) AS billing_day
  FROM accounts account LEFT JOIN account_classes class ON class.id = account.account_class_id WHERE account.id = $1
),
open AS (
  SELECT id, billing_day, payment_model, to_date FROM invoices
  WHERE account_id = $1 AND kind = 'commerce' AND state <> '${finalState}' AND id <> ALL (${closed}::bigint[])
),
bought AS (
  SELECT subscription.*, coalesce(running.series, subscription.billing_day, account.billing_day) AS series, covered.until AS covered_until
  FROM subscriptions subscription JOIN account ON account.id = subscription.account_id
    LEFT JOIN LATERAL (
      SELECT open.billing_day AS series FROM open JOIN invoice_subscriptions link ON link.invoice_id = open.id
      WHERE link.subscription_id = subscription.id AND open.payment_model = subscription.payment_model ORDER BY open.to_date LIMIT 1
    ) running ON true
    CROSS JOIN LATERAL (
      SELECT max(invoice.to_date) AS until FROM invoice_subscriptions link JOIN invoices invoice ON invoice.id = link.invoice_id
      WHERE link.subscription_id = subscription.id AND invoice.payment_model = subscription.payment_model
        AND NOT invoice.is_late
    ) covered
),
own AS (
  SELECT DISTINCT ON (open.payment_model) open.payment_model, open.billing_day AS series FROM open
  WHERE NOT EXISTS (SELECT FROM invoice_subscriptions link WHERE link.invoice_id = open.id)
    OR EXISTS (SELECT FROM invoice_subscriptions link JOIN subscriptions subscription ON subscription.id = link.subscription_id
      WHERE link.invoice_id = open.id AND subscription.billing_day IS NULL)
  ORDER BY open.payment_model, open.to_date
)`;

export const bought = boughtBut(`'{}'`);

/** A prepaid charge is closed once it is paid; a postpaid one counts from the moment its funds are blocked. */
const counts = `(charge.status = '${closedStatus}' OR (charge.status = '${blockedStatus}' AND bought.payment_model = 'postpay'))`;

/**
 * Charges and approved corrections that are on no invoice, with the day that decides which one they belong on. Corrections for late usage
 * go with the usage of their account. A correction keeps the payment model that there was when it was approved.
 */
export const unbilledBut = (closed: string): string => `${boughtBut(closed)},
unbilled_charges AS (
  SELECT charge.id, bought.series, bought.payment_model, coalesce(charge.close_date, charge.operate_from) AS day
  FROM account JOIN charges charge ON charge.account_id = account.id JOIN bought ON bought.id = charge.subscription_id
  WHERE charge.invoice_id IS NULL AND ${counts}
),
unbilled_corrections AS (
  SELECT correction.id, coalesce(bought.series, own.series, account.billing_day) AS series,
    correction.payment_model,
    (correction.approved_at AT TIME ZONE account.time_zone)::date AS day
  FROM account JOIN corrections correction ON correction.account_id = account.id
    LEFT JOIN bought ON bought.id = correction.subscription_id
    LEFT JOIN own ON own.payment_model = correction.payment_model
  WHERE correction.invoice_id IS NULL AND correction.include_in_invoice AND correction.status = '${approvedStatus}'
    AND correction.late_invoice_id IS NULL
),
unbilled AS (
  SELECT series, payment_model, day FROM unbilled_charges UNION ALL SELECT series, payment_model, day FROM unbilled_corrections
)`;

export const unbilled = unbilledBut(`'{}'`);

/** SQL condition that a subscription `bought` was in use on a day of the period. */
export const inUse = (from: string, to: string): string => `
  bought.start_date < ${to} AND (bought.expiration_date > ${from} OR (bought.expiration_date IS NULL AND bought.status <> '${stoppedStatus}'))
  AND NOT (${oneOf('bought.status', undeliveredStatuses)})`;
