import { finalState } from '../../invoices/invoice-lifecycle.js';
import { defaultMaxCallDuration } from '../invoice-schedule.js';
import type { Check } from './check.js';
import { directions } from './directions.js';
import { lateUsage } from './late-usage.js';

/** A difference with its sign: +2, 0, -0.5. */
const difference = (value: string): string =>
  `CASE WHEN ${value} > 0 THEN '+' ELSE '' END || trim_scale(${value}::numeric)`;

/** Calls and transactions of `stretch.account_id` between `stretch.starts_at` and `stretch.ends_at`. */
const used = `
  SELECT count(*) AS count, coalesce(sum(spent), 0) AS spent, coalesce(sum(earned), 0) AS earned, min(at) AS first, max(at) AS last FROM (
    ${directions.map(
      ({ account, calls, price, earns }) => `
    SELECT cdr.time_start AS at, CASE WHEN NOT ${earns} THEN cdr.${price} END AS spent, CASE WHEN ${earns} THEN cdr.${price} END AS earned
    FROM cdrs cdr WHERE cdr.${account} = stretch.account_id
      AND cdr.time_start >= stretch.starts_at AND cdr.time_start < stretch.ends_at ${calls}`,
    ).join(`
    UNION ALL`)}
    UNION ALL
    SELECT movement.created_at, CASE WHEN amount > 0 THEN amount END, CASE WHEN amount < 0 THEN -amount END
    FROM transactions movement WHERE movement.account_id = stretch.account_id
      AND movement.created_at >= stretch.starts_at AND movement.created_at < stretch.ends_at
  ) usage`;

/** Of an account on a schedule whose period ended a day ago, nothing should be left to bill. */
const isOverdue = `next_invoice_at + coalesce(max_call_duration, ${defaultMaxCallDuration}) * interval '1 second' < ledger_at() - interval '1 day'`;

/** Open periods that a run has had no day to bill. */
const fresh = `
  SELECT range_agg(tstzrange(open.starts_at, open.ends_at)) FROM open_periods open JOIN accounts ON accounts.id = open.account_id
  WHERE open.account_id = behind.account_id AND next_invoice_at IS NOT NULL AND is_due AND opened_at > ledger_at() - interval '1 day'`;

/**
 * Every stretch of every account that is on no invoice and should be, or that nobody will bill by itself. It follows from the invoices
 * alone, whatever the tables of chains say. What waits for a period of a schedule is left out, and so is not read: the running one, and
 * those that were opened within the last day.
 */
const stretches = `
  SELECT account_id, lower(rest) AS starts_at, upper(rest) AS ends_at, 'before' AS place FROM (
    SELECT account_id, coalesce(lag(ends_at) OVER (PARTITION BY account_id ORDER BY starts_at), '-infinity') AS before, starts_at FROM usage_invoices
  ) behind CROSS JOIN LATERAL unnest(tstzmultirange(tstzrange(before, starts_at)) - coalesce((${fresh}), '{}')) AS rest
  WHERE before < starts_at
  UNION ALL
  SELECT id, coalesce(billed.until, '-infinity'), ledger_at(), 'after' FROM accounts
    LEFT JOIN (SELECT account_id, max(ends_at) AS until FROM usage_invoices GROUP BY account_id) billed ON billed.account_id = accounts.id
  WHERE next_invoice_at IS NULL OR ${isOverdue}`;

const unbilled = `
WITH usage_invoices AS MATERIALIZED (SELECT account_id, starts_at, ends_at FROM invoices WHERE kind = 'usage')
SELECT CASE WHEN next_invoice_at IS NULL AND place = 'after' THEN 'warning' ELSE 'error' END AS severity,
  format('account %s: %s calls and transactions from %s to %s are on no invoice: %s spent, %s earned', stretch.account_id, used.count,
    used.first, used.last, trim_scale(used.spent), trim_scale(used.earned)) AS message,
  CASE WHEN next_invoice_at IS NULL THEN 'make an invoice over that time, or give the account a schedule' ELSE 'npm run bill bills it' END AS advice,
  jsonb_build_object('accountId', stretch.account_id, 'from', used.first, 'to', used.last, 'count', used.count,
    'spent', trim_scale(used.spent)::text, 'earned', trim_scale(used.earned)::text) AS subject
FROM (${stretches}) stretch CROSS JOIN LATERAL (${used}) used JOIN accounts ON accounts.id = stretch.account_id
WHERE used.count > 0 ORDER BY stretch.account_id, stretch.starts_at`;

const invoiceText = `format('invoice %s (account %s, %s to %s)', invoice.id, invoice.account_id, invoice.starts_at, invoice.ends_at)`;

const offerAdvice = 'npm run verify -- --offer-corrections';

const lateSubject = (count: string, spent: string, earned: string): string =>
  `jsonb_build_object('accountId', invoice.account_id, 'invoiceId', invoice.id, 'from', invoice.starts_at, 'to', invoice.ends_at,
    'count', ${count}, 'spent', trim_scale(${spent})::text, 'earned', trim_scale(${earned})::text)`;

/**
 * What corrections have been offered for is settled, whatever was decided about them. Those that were offered for usage that is again what
 * its invoice says are to be made good in turn.
 */
const late = `${lateUsage},
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

const doubts: readonly {
  readonly what: string;
  readonly which: string;
  readonly price: string;
  readonly advice: string;
}[] = [
  {
    what: 'name no account',
    which: 'customer_account_id IS NULL AND vendor_account_id IS NULL',
    price: 'coalesce(customer_price, 0)',
    advice: 'they are billed to nobody: bring them in again with their accounts',
  },
  {
    what: 'succeeded and lasted, and have no price',
    which:
      'customer_account_id IS NOT NULL AND is_last_cdr AND success AND duration > 0 AND customer_duration IS NULL AND customer_price IS NULL',
    price: '0',
    advice: 'rate them at the switch, and bring them in again',
  },
  {
    what: 'cost nothing though they were billed by the second',
    which:
      'customer_account_id IS NOT NULL AND is_last_cdr AND success AND customer_duration > 0 AND coalesce(customer_price, 0) = 0',
    price: '0',
    advice: 'look whether they were paid from a package; else rate them at the switch',
  },
  {
    what: 'begin in the future',
    which: `time_start > ledger_at() + interval '5 minutes'`,
    price: 'coalesce(customer_price, 0)',
    advice: 'look at the clock of the switch',
  },
];

/** Calls that are in the ledger and look wrong, counted in one pass. */
const doubtful = `
WITH counted AS (
  SELECT ${doubts.map(
    ({ which, price }, index) => `count(*) FILTER (WHERE ${which}) AS count_${index},
    coalesce(sum(${price}) FILTER (WHERE ${which}), 0) AS sum_${index}, min(time_start) FILTER (WHERE ${which}) AS first_${index},
    max(time_start) FILTER (WHERE ${which}) AS last_${index}`,
  ).join(`,
    `)}
  FROM cdrs WHERE time_start >= $1::timestamptz
)
${doubts.map(
  ({ what, advice }, index) => `SELECT 'warning' AS severity,
  format('%s calls from %s to %s ${what}: %s', count_${index}, first_${index}, last_${index}, trim_scale(sum_${index})) AS message, '${advice}' AS advice
FROM counted WHERE count_${index} > 0`,
).join(`
UNION ALL
`)}`;

/** Questions about calls and transactions: each is on an invoice, waits for a period, or is found here. */
export const usageChecks: readonly Check[] = [
  { name: 'late usage', isSince: true, sql: late },
  { name: 'unbilled usage', sql: unbilled },
  { name: 'doubtful usage', isSince: true, sql: doubtful },
];
