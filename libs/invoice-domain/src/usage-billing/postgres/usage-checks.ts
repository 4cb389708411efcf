import { finalState } from '../../invoices/invoice-lifecycle.js';
import type { Check } from './check.js';
import { directions } from './directions.js';
import { kindsOfUsage } from './proven-usage.js';

/** A difference with its sign: +2, 0, -0.5. */
const difference = (value: string): string =>
  `CASE WHEN ${value} > 0 THEN '+' ELSE '' END || trim_scale(${value}::numeric)`;

/** Calls and transactions of a piece of time whose account was used after the present as well: up to the present alone. */
const usedUpToNow = `
  SELECT count(*) AS count, coalesce(sum(spent), 0) AS spent, coalesce(sum(earned), 0) AS earned, min(at) AS first_at, max(at) AS last_at FROM (
    ${directions.map(
      ({ account, calls, price, earns }) => `
    SELECT cdr.time_start AS at, CASE WHEN NOT ${earns} THEN cdr.${price} END AS spent, CASE WHEN ${earns} THEN cdr.${price} END AS earned
    FROM cdrs cdr WHERE cdr.${account} = proven.account_id
      AND cdr.time_start >= proven.starts_at AND cdr.time_start < ledger_at() ${calls}`,
    ).join(`
    UNION ALL`)}
    UNION ALL
    SELECT movement.created_at, CASE WHEN amount > 0 THEN amount END, CASE WHEN amount < 0 THEN -amount END
    FROM transactions movement WHERE movement.account_id = proven.account_id
      AND movement.created_at >= proven.starts_at AND movement.created_at < ledger_at()
  ) usage`;

const sumOf = (what: string): string => kindsOfUsage.map((kind) => `proven.${kind}_${what}`).join(' + ');

/** What is on no invoice, piece by piece: of time after the last invoice, there are several. */
const unbilled = `
WITH loose AS (
  SELECT account_id, piece.place, piece.starts_at, used.* FROM usage_pieces piece JOIN proven_usage proven USING (account_id, starts_at, ends_at)
    CROSS JOIN LATERAL (
      SELECT ${sumOf('count')} AS count, ${sumOf('spent')} AS spent, ${sumOf('earned')} AS earned, proven.first_at, proven.last_at
      WHERE proven.last_at < ledger_at()
      UNION ALL SELECT * FROM (${usedUpToNow}) used WHERE proven.last_at >= ledger_at()
    ) used WHERE piece.place <> 'billed' AND used.count > 0
),
stretch AS (
  SELECT account_id, place, min(starts_at) AS starts_at, sum(count) AS count, sum(spent) AS spent, sum(earned) AS earned,
    min(first_at) AS first, max(last_at) AS last
  FROM loose GROUP BY account_id, place, CASE WHEN place <> 'after' THEN starts_at END
)
SELECT CASE WHEN next_invoice_at IS NULL AND place = 'after' THEN 'warning' ELSE 'error' END AS severity,
  format('account %s: %s calls and transactions from %s to %s are on no invoice: %s spent, %s earned', stretch.account_id, stretch.count,
    stretch.first, stretch.last, trim_scale(stretch.spent), trim_scale(stretch.earned)) AS message,
  CASE WHEN next_invoice_at IS NULL THEN 'make an invoice over that time, or give the account a schedule' ELSE 'npm run bill bills it' END AS advice,
  jsonb_build_object('accountId', stretch.account_id, 'from', stretch.first, 'to', stretch.last, 'count', stretch.count,
    'spent', trim_scale(stretch.spent)::text, 'earned', trim_scale(stretch.earned)::text) AS subject
FROM stretch JOIN accounts ON accounts.id = stretch.account_id
ORDER BY stretch.account_id, stretch.starts_at`;

const lateOf = (kind: (typeof kindsOfUsage)[number]): string => {
  const count = `invoice.${kind === 'services' ? 'service_transactions' : `${kind}_calls`}_count`;
  const [spent, earned] = [`invoice.${kind}_amount_spent`, `invoice.${kind}_amount_earned`];
  return `
  SELECT invoice.id, '${kind}' AS what, proven.${kind}_count - ${count} AS count, proven.${kind}_spent - ${spent} AS spent,
    proven.${kind}_earned - ${earned} AS earned
  FROM invoices invoice JOIN proven_usage proven USING (account_id, starts_at, ends_at)
  WHERE invoice.kind = 'usage' AND invoice.state <> 'new' AND invoice.filled_at >= $1::timestamptz
    AND (proven.${kind}_count, proven.${kind}_spent, proven.${kind}_earned) IS DISTINCT FROM (${count}, ${spent}, ${earned})`;
};

/** What corrections have been offered for is settled, whatever was decided about them. */
const late = `
WITH late AS (${kindsOfUsage.map(lateOf).join(`
  UNION ALL`)}),
money AS (
  SELECT late.id, sum(late.spent) - sum(late.earned)
    - coalesce((SELECT sum(total) FROM corrections WHERE corrections.late_invoice_id = late.id), 0) AS unsettled,
    EXISTS (SELECT FROM corrections WHERE corrections.late_invoice_id = late.id) AS is_offered
  FROM late GROUP BY late.id
)
SELECT CASE WHEN money.unsettled = 0 THEN 'warning' ELSE 'error' END AS severity,
  format('invoice %s (account %s, %s to %s): %s is no longer what it was filled with: count %s, spent %s, earned %s', invoice.id,
    invoice.account_id, invoice.starts_at, invoice.ends_at, late.what, ${['count', 'spent', 'earned'].map((column) => difference(`late.${column}`)).join(', ')}) AS message,
  CASE WHEN money.unsettled = 0 THEN 'nothing: it costs nothing'
    WHEN invoice.state = '${finalState}' THEN 'npm run verify -- --offer-corrections' ELSE format('POST /invoices/%s/refill', invoice.id) END AS advice,
  jsonb_build_object('accountId', invoice.account_id, 'invoiceId', invoice.id, 'from', invoice.starts_at, 'to', invoice.ends_at,
    'count', late.count, 'spent', trim_scale(late.spent)::text, 'earned', trim_scale(late.earned)::text) AS subject
FROM late JOIN money USING (id) JOIN invoices invoice USING (id)
WHERE money.unsettled <> 0 OR NOT money.is_offered ORDER BY invoice.id, late.what`;

/** Questions about usage that is proven: each call and transaction is on an invoice, waits for a period, or is found here. */
export const usageChecks: readonly Check[] = [
  { name: 'late usage', isSince: true, sql: late },
  { name: 'unbilled usage', sql: unbilled },
];
