import type { EntityManager } from 'typeorm';
import type { BillingRunSums } from '../billing-run.js';
import { withinPeriod, type Periods } from './billed-table.js';
import { directions, type Direction } from './directions.js';
import { beginProof } from './proof.js';
import { kindsOfUsage, proveUsage } from './proven-usage.js';
import { addBilledPieces, openPieces } from './usage-pieces.js';

const usageOf = ({ account, calls, price, earns }: Direction, periods: Periods): string => `
    SELECT billed.currency, sum(cdr.${price}) FILTER (WHERE NOT ${earns}) AS spent, sum(cdr.${price}) FILTER (WHERE ${earns}) AS earned
    FROM billed JOIN cdrs cdr ON cdr.${account} = billed.account_id${withinPeriod[periods]}
    WHERE cdr.time_start >= $1::timestamptz AND cdr.time_start < $2::timestamptz ${calls}
    GROUP BY billed.currency`;

/** Usage of the accounts and periods in `billed` ($1, $2: the first start and the last end), by currency, without any of the groups that lines are made of. */
export const usedBy = (periods: Periods): string => `
  SELECT currency, sum(spent) AS spent, sum(earned) AS earned FROM (${directions.map((direction) =>
    usageOf(direction, periods),
  ).join(`
    UNION ALL`)}
    UNION ALL
    SELECT billed.currency, sum(amount) FILTER (WHERE amount > 0), -sum(amount) FILTER (WHERE amount < 0)
    FROM billed JOIN transactions ON transactions.account_id = billed.account_id
      AND transactions.created_at >= billed.starts_at AND transactions.created_at < billed.ends_at
    GROUP BY billed.currency
  ) parts GROUP BY currency`;

const spentOf = (what: string): string => kindsOfUsage.map((kind) => `proven.${kind}_${what}`).join(' + ');

/** What the invoices in the table `billed` should say, and what they do say, by currency. */
const sums = `
SELECT billed.currency, trim_scale(sum(${spentOf('spent')}))::text AS "usageSpent", trim_scale(sum(${spentOf('earned')}))::text AS "usageEarned",
  trim_scale(sum(invoice.amount_spent))::text AS "invoicedSpent", trim_scale(sum(invoice.amount_earned))::text AS "invoicedEarned"
FROM billed JOIN invoices invoice USING (id) JOIN proven_usage proven
  ON (proven.account_id, proven.starts_at, proven.ends_at) = (billed.account_id, billed.starts_at, billed.ends_at)
GROUP BY billed.currency ORDER BY billed.currency`;

/** Reads what was used in the periods of the invoices in the table `billed`, which is proven by that, and compares it with what they say. */
export const reconcile = async (manager: EntityManager): Promise<readonly BillingRunSums[]> => {
  await openPieces(manager);
  await addBilledPieces(manager);
  await proveUsage(manager, await beginProof(manager, true));
  return manager.query(sums);
};
