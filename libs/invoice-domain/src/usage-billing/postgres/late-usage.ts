import { firstState } from '../../invoices/invoice-lifecycle.js';
import { directions, type Direction } from './directions.js';

const lateCallsOf = ({ name, account, calls, price, earns }: Direction): string => `
  SELECT invoice.id, '${name}' AS what, now.count - invoice.${name}_calls_count AS count,
    now.spent - invoice.${name}_amount_spent AS spent, now.earned - invoice.${name}_amount_earned AS earned
  FROM billed invoice CROSS JOIN LATERAL (
    SELECT count(*) AS count, coalesce(sum(cdr.${price}) FILTER (WHERE NOT ${earns}), 0) AS spent,
      coalesce(sum(cdr.${price}) FILTER (WHERE ${earns}), 0) AS earned
    FROM cdrs cdr WHERE cdr.${account} = invoice.account_id
      AND cdr.time_start >= invoice.starts_at AND cdr.time_start < invoice.ends_at ${calls}
  ) now
  WHERE (now.count, now.spent, now.earned) IS DISTINCT FROM
    (invoice.${name}_calls_count, invoice.${name}_amount_spent, invoice.${name}_amount_earned)`;

/**
 * Usage invoices whose calls and transactions are no longer those that were added up: usage was added or removed afterwards. Counts and
 * amounts are the differences.
 * @param which a condition on `invoices`
 */
export const lateUsageOf = (which: string): string => `
WITH billed AS (
  SELECT * FROM invoices WHERE kind = 'usage' AND state <> '${firstState}' AND ${which}
),
late AS (${directions.map(lateCallsOf).join(`
  UNION ALL`)}
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
