const directions = ['originated', 'terminated'] as const;
const levels = ['destinations', 'networks'] as const;

const trafficSums = (direction: (typeof directions)[number], level: (typeof levels)[number]) => `
  SELECT invoices.id
  FROM invoices LEFT JOIN (
    SELECT invoice_id, sum(amount) FILTER (WHERE spent) AS spent, sum(amount) FILTER (WHERE NOT spent) AS earned,
      sum(calls_count) AS calls, sum(successful_calls_count) AS successful, sum(calls_duration) AS duration,
      sum(billing_duration) AS billed, min(first_call_at) AS first, max(last_call_at) AS last
    FROM invoice_${direction}_${level} GROUP BY invoice_id
  ) AS lines ON lines.invoice_id = invoices.id
  WHERE (${direction}_amount_spent, ${direction}_amount_earned, ${direction}_calls_count,
      ${direction}_successful_calls_count, ${direction}_calls_duration, ${direction}_billing_duration)
    IS DISTINCT FROM (coalesce(spent, 0), coalesce(earned, 0), coalesce(calls, 0), coalesce(successful, 0),
      coalesce(duration, 0), coalesce(billed, 0))
    OR (${direction}_first_call_at, ${direction}_last_call_at) IS DISTINCT FROM (first, last)`;

const regrouped = (direction: (typeof directions)[number]) => {
  const keys = 'invoice_id, country_id, network_id, rate, spent';
  const columns = `${keys}, amount, calls_count, successful_calls_count, calls_duration, billing_duration, first_call_at, last_call_at`;
  const regroup = `SELECT ${keys}, sum(amount), sum(calls_count), sum(successful_calls_count), sum(calls_duration),
    sum(billing_duration), min(first_call_at), max(last_call_at)
    FROM invoice_${direction}_destinations GROUP BY ${keys}`;
  return differenceOf(`SELECT ${columns} FROM invoice_${direction}_networks`, regroup);
};

const differenceOf = (one: string, other: string) =>
  `(${one} EXCEPT ALL ${other}) UNION ALL (${other} EXCEPT ALL ${one})`;

/** Each query finds the rows that disagree with the lines they stand for: none, in a sound ledger. */
export const headerChecks: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    directions.flatMap((direction): readonly (readonly [string, string])[] => [
      ...levels.map((level) => [`the sums of ${direction} ${level}`, trafficSums(direction, level)] as const),
      [`${direction} networks, which are destinations regrouped`, regrouped(direction)],
    ]),
  ),
  'the sums of service data': `
    SELECT invoices.id
    FROM invoices LEFT JOIN (
      SELECT invoice_id, sum(amount) FILTER (WHERE spent) AS spent, sum(amount) FILTER (WHERE NOT spent) AS earned,
        sum(transactions_count) AS transactions
      FROM invoice_service_data GROUP BY invoice_id
    ) AS lines ON lines.invoice_id = invoices.id
    WHERE (services_amount_spent, services_amount_earned, service_transactions_count)
      IS DISTINCT FROM (coalesce(spent, 0), coalesce(earned, 0), coalesce(transactions, 0))`,
  'service data, which is the transactions of the period': differenceOf(
    'SELECT invoice_id, service_id, spent, amount, transactions_count FROM invoice_service_data',
    `SELECT invoices.id, service_id, amount > 0, sum(abs(amount)), count(*)
      FROM invoices JOIN transactions ON transactions.account_id = invoices.account_id
        AND starts_at <= transactions.created_at AND transactions.created_at < ends_at
      WHERE kind = 'usage' AND state <> 'new' GROUP BY 1, 2, 3`,
  ),
  'the sums of charges': `
    SELECT id FROM invoices WHERE charges_amount <>
      (SELECT coalesce(sum(amount), 0) FROM charges WHERE charges.invoice_id = invoices.id)`,
  'the sums of corrections': `
    SELECT id FROM invoices WHERE corrections_amount <>
      (SELECT coalesce(sum(corrections.total), 0) FROM corrections WHERE corrections.invoice_id = invoices.id)`,
  'the corrections that invoices include': `
    SELECT corrections.id FROM corrections JOIN invoices ON invoices.id = invoice_id
    WHERE status <> 'approved' OR NOT include_in_invoice
      OR corrections.approved_at < starts_at OR corrections.approved_at >= ends_at`,
  'the periods of charges': `
    SELECT charges.id FROM charges JOIN invoices ON invoices.id = invoice_id
    WHERE close_date < from_date OR close_date >= to_date OR operate_from < from_date OR operate_to > to_date`,
  'the amounts of charges': `
    SELECT id FROM charges
    WHERE amount <> round(quantity * unit_price * duration, 2) - discount_amount + taxes_amount
      OR scale(trim_scale(amount)) > 2
      OR taxes_amount <> (SELECT coalesce(sum(value), 0) FROM taxes WHERE charge_id = charges.id)`,
  'the subscriptions that invoices name': `
    SELECT charges.id FROM charges WHERE invoice_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM invoice_subscriptions AS link
      WHERE link.invoice_id = charges.invoice_id AND link.subscription_id = charges.subscription_id)`,
  'payments, one for every closed postpaid invoice with something to pay': `
    SELECT invoices.id FROM invoices
    WHERE (SELECT array_agg(payments.initial_total)
           FROM invoice_payments AS link JOIN payments ON payments.id = link.payment_id WHERE invoice_id = invoices.id)
      IS DISTINCT FROM
        CASE WHEN payment_model = 'postpay' AND state = 'approved' AND total > 0 THEN ARRAY[round(total, 2)] END`,
};
