const usage = (
  account: string,
  calls: string,
  price: string,
  reverse: string,
  [normal, reversed]: readonly [string, string],
): string => `
  SELECT invoice.currency, sum(${price}) FILTER (WHERE NOT coalesce(${reverse}, false)) AS ${normal},
    sum(${price}) FILTER (WHERE ${reverse}) AS ${reversed}
  FROM billed invoice JOIN cdrs ON cdrs.${account} = invoice.account_id
    AND time_start >= invoice.starts_at AND time_start < invoice.ends_at ${calls}
  GROUP BY invoice.currency`;

/**
 * What the invoices of a run ($1) should say by the calls and transactions of their periods, added up without any of the groups that lines
 * are made of, and what they do say; by currency.
 */
export const reconciliation = `
WITH billed AS (
  SELECT invoices.* FROM billing_run_accounts JOIN invoices ON invoices.id = invoice_id WHERE billing_run_id = $1
),
used AS (
  SELECT currency, sum(spent) AS spent, sum(earned) AS earned FROM (
    SELECT currency, spent, earned FROM (${usage('customer_account_id', 'AND is_last_cdr', 'customer_price', 'destination_reverse_billing', ['spent', 'earned'])}) originated
    UNION ALL
    SELECT currency, spent, earned FROM (${usage('vendor_account_id', '', 'vendor_price', 'dialpeer_reverse_billing', ['earned', 'spent'])}) terminated
    UNION ALL
    SELECT invoice.currency, sum(amount) FILTER (WHERE amount > 0), -sum(amount) FILTER (WHERE amount < 0)
    FROM billed invoice JOIN transactions ON transactions.account_id = invoice.account_id
      AND transactions.created_at >= invoice.starts_at AND transactions.created_at < invoice.ends_at
    GROUP BY invoice.currency
  ) parts GROUP BY currency
)
SELECT currency, trim_scale(coalesce(max(used.spent), 0))::text AS "usageSpent", trim_scale(coalesce(max(used.earned), 0))::text AS "usageEarned",
  trim_scale(sum(amount_spent))::text AS "invoicedSpent", trim_scale(sum(amount_earned))::text AS "invoicedEarned"
FROM billed LEFT JOIN used USING (currency) GROUP BY currency ORDER BY currency`;
