import { withinPeriod, type Periods } from './billed-table.js';
import { directions, type Direction } from './directions.js';

const usageOf = ({ account, calls, price, earns }: Direction, periods: Periods): string => `
    SELECT billed.currency, sum(cdr.${price}) FILTER (WHERE NOT ${earns}) AS spent, sum(cdr.${price}) FILTER (WHERE ${earns}) AS earned
    FROM billed JOIN cdrs cdr ON cdr.${account} = billed.account_id${withinPeriod[periods]}
    WHERE cdr.time_start >= $1::timestamptz AND cdr.time_start < $2::timestamptz ${calls}
    GROUP BY billed.currency`;

/**
 * Sums per currency of the usage in the periods of the invoices in the table `billed` ($1, $2: the first start and the last end), added up
 * without the groups of lines, beside the sums of those invoices.
 */
const reconciliation = (periods: Periods): string => `
WITH used AS (
  SELECT currency, sum(spent) AS spent, sum(earned) AS earned FROM (${directions.map((direction) =>
    usageOf(direction, periods),
  ).join(`
    UNION ALL`)}
    UNION ALL
    SELECT invoice.currency, sum(amount) FILTER (WHERE amount > 0), -sum(amount) FILTER (WHERE amount < 0)
    FROM billed invoice JOIN transactions ON transactions.account_id = invoice.account_id
      AND transactions.created_at >= invoice.starts_at AND transactions.created_at < invoice.ends_at
    GROUP BY invoice.currency
  ) parts GROUP BY currency
)
SELECT billed.currency, trim_scale(coalesce(max(used.spent), 0))::text AS "usageSpent", trim_scale(coalesce(max(used.earned), 0))::text AS "usageEarned",
  trim_scale(sum(invoice.amount_spent))::text AS "invoicedSpent", trim_scale(sum(invoice.amount_earned))::text AS "invoicedEarned"
FROM billed JOIN invoices invoice USING (id) LEFT JOIN used ON used.currency = billed.currency GROUP BY billed.currency ORDER BY billed.currency`;

export const reconciliations: Readonly<Record<Periods, string>> = {
  one: reconciliation('one'),
  several: reconciliation('several'),
};
