const since = (
  direction: string,
  account: string,
  calls: string,
  price: string,
  reverse: string,
  spendsWhen: boolean,
): string => `
  SELECT invoice.id, '${direction}' AS what, now.count - invoice.${direction}_calls_count AS count,
    now.spent - invoice.${direction}_amount_spent AS spent, now.earned - invoice.${direction}_amount_earned AS earned
  FROM billed invoice CROSS JOIN LATERAL (
    SELECT count(*) AS count,
      coalesce(sum(${price}) FILTER (WHERE coalesce(${reverse}, false) <> ${String(spendsWhen)}), 0) AS spent,
      coalesce(sum(${price}) FILTER (WHERE coalesce(${reverse}, false) = ${String(spendsWhen)}), 0) AS earned
    FROM cdrs WHERE ${account} = invoice.account_id AND time_start >= invoice.starts_at AND time_start < invoice.ends_at ${calls}
  ) now
  WHERE (now.count, now.spent, now.earned) IS DISTINCT FROM
    (invoice.${direction}_calls_count, invoice.${direction}_amount_spent, invoice.${direction}_amount_earned)`;

/**
 * Usage invoices whose calls and transactions are no longer those that were added up ($1: filled since): something came, or went, after the
 * fill. Counts and amounts are what they would be more by now.
 */
export const lateUsage = `
WITH billed AS (
  SELECT * FROM invoices WHERE kind = 'usage' AND state <> 'new' AND filled_at >= $1::timestamptz
),
late AS (
  ${since('originated', 'customer_account_id', 'AND is_last_cdr', 'customer_price', 'destination_reverse_billing', true)}
  UNION ALL
  ${since('terminated', 'vendor_account_id', '', 'vendor_price', 'dialpeer_reverse_billing', false)}
  UNION ALL
  SELECT invoice.id, 'services', now.count - invoice.service_transactions_count,
    now.spent - invoice.services_amount_spent, now.earned - invoice.services_amount_earned
  FROM billed invoice CROSS JOIN LATERAL (
    SELECT count(*) AS count, coalesce(sum(amount) FILTER (WHERE amount > 0), 0) AS spent,
      coalesce(-sum(amount) FILTER (WHERE amount < 0), 0) AS earned
    FROM transactions WHERE transactions.account_id = invoice.account_id
      AND transactions.created_at >= invoice.starts_at AND transactions.created_at < invoice.ends_at
  ) now
  WHERE (now.count, now.spent, now.earned) IS DISTINCT FROM
    (invoice.service_transactions_count, invoice.services_amount_spent, invoice.services_amount_earned)
)`;
