import { directions, type Direction } from './directions.js';

const usageOf = ({ account, calls, price, earns }: Direction): string => `
    SELECT invoice.currency, sum(cdr.${price}) FILTER (WHERE NOT ${earns}) AS spent, sum(cdr.${price}) FILTER (WHERE ${earns}) AS earned
    FROM billed invoice JOIN cdrs cdr ON cdr.${account} = invoice.account_id
      AND cdr.time_start >= invoice.starts_at AND cdr.time_start < invoice.ends_at ${calls}
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
  SELECT currency, sum(spent) AS spent, sum(earned) AS earned FROM (${directions.map(usageOf).join(`
    UNION ALL`)}
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
