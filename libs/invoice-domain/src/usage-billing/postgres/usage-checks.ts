import { finalState, firstState } from '../../invoices/invoice-lifecycle.js';
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

/** Usage on no invoice, piece by piece; the time after the last invoice has several. */
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
  FROM billed invoice JOIN proven_usage proven USING (account_id, starts_at, ends_at)
  WHERE (proven.${kind}_count, proven.${kind}_spent, proven.${kind}_earned) IS DISTINCT FROM (${count}, ${spent}, ${earned})`;
};

const invoiceText = `format('invoice %s (account %s, %s to %s)', invoice.id, invoice.account_id, invoice.starts_at, invoice.ends_at)`;

const offerAdvice = 'npm run verify -- --offer-corrections';

const lateSubject = (count: string, spent: string, earned: string): string =>
  `jsonb_build_object('accountId', invoice.account_id, 'invoiceId', invoice.id, 'from', invoice.starts_at, 'to', invoice.ends_at,
    'count', ${count}, 'spent', trim_scale(${spent})::text, 'earned', trim_scale(${earned})::text)`;

/**
 * What corrections have been offered for is settled, whatever was decided about them. Those that were offered for usage that is again what
 * its invoice says are to be made good in turn.
 */
const late = `
WITH billed AS NOT MATERIALIZED (SELECT * FROM invoices WHERE kind = 'usage' AND state <> '${firstState}' AND filled_at >= $1::timestamptz),
late AS (${kindsOfUsage.map(lateOf).join(`
  UNION ALL`)}),
offered AS (SELECT late_invoice_id AS id, sum(total) AS total FROM corrections WHERE late_invoice_id IS NOT NULL GROUP BY late_invoice_id),
money AS (
  SELECT billed.id, coalesce(sum(late.spent) - sum(late.earned), 0) - coalesce(offered.total, 0) AS unsettled,
    offered.id IS NOT NULL AS is_offered, count(late.id) > 0 AS is_late
  FROM billed LEFT JOIN late USING (id) LEFT JOIN offered USING (id) WHERE late.id IS NOT NULL OR offered.id IS NOT NULL
  GROUP BY billed.id, offered.id, offered.total
)
SELECT severity, message, advice, subject FROM (
  SELECT invoice.id, late.what, CASE WHEN money.unsettled = 0 THEN 'warning' ELSE 'error' END AS severity,
    ${invoiceText} || format(': %s is no longer what it was filled with: count %s, spent %s, earned %s', late.what,
      ${['count', 'spent', 'earned'].map((column) => difference(`late.${column}`)).join(', ')}) AS message,
    CASE WHEN money.unsettled = 0 THEN 'nothing: it costs nothing'
      WHEN invoice.state = '${finalState}' THEN '${offerAdvice}' ELSE format('POST /invoices/%s/refill', invoice.id) END AS advice,
    ${lateSubject('late.count', 'late.spent', 'late.earned')} AS subject
  FROM late JOIN money USING (id) JOIN billed invoice USING (id)
  WHERE money.unsettled <> 0 OR NOT money.is_offered
  UNION ALL
  SELECT invoice.id, 'corrections', 'error',
    ${invoiceText} || format(': corrections of %s were offered for it, and its usage is what it was filled with', trim_scale(-money.unsettled)),
    '${offerAdvice}', ${lateSubject('0', 'money.unsettled', '0')}
  FROM money JOIN billed invoice USING (id) WHERE money.unsettled <> 0 AND NOT money.is_late
) told ORDER BY id, what`;

/** Questions about usage that is proven: each call and transaction is on an invoice, waits for a period, or is found here. */
export const usageChecks: readonly Check[] = [
  { name: 'late usage', isSince: true, sql: late },
  { name: 'unbilled usage', sql: unbilled },
];
