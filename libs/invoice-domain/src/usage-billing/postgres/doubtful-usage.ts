import type { Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import type { FoundRow } from './check.js';
import { directions } from './directions.js';
import { monthsNow, type Proof } from './proof.js';

interface Doubt {
  readonly what: string;
  readonly which: string;
  readonly price: string;
  readonly advice: string;
  /** Whether it may be over without a change of the calls. */
  readonly isPassing?: true;
}

const owed = 'coalesce(customer_price, 0)';

const doubts: readonly Doubt[] = [
  {
    what: 'name no account',
    which: 'customer_account_id IS NULL AND vendor_account_id IS NULL',
    price: owed,
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
    which: 'time_start > $4::timestamptz',
    price: owed,
    advice: 'look at the clock of the switch',
    isPassing: true,
  },
  {
    what: 'name accounts that are not there',
    which: 'customer_account_id = ANY ($1::integer[]) OR vendor_account_id = ANY ($1::integer[])',
    price: owed,
    advice: 'they are billed to nobody: bring them in again with their accounts',
    isPassing: true,
  },
];

/** Coarse conditions that every doubtful call meets, those first that most calls fail soonest. */
const sieve = [
  'customer_account_id IS NULL AND vendor_account_id IS NULL',
  'success AND is_last_cdr AND coalesce(customer_price, 0) = 0 AND customer_account_id IS NOT NULL',
  ...doubts.filter(({ isPassing }) => isPassing === true).map(({ which }) => which),
];

/** Calls that look wrong: an aggregate over one partition, which workers may share. $1: accounts that are not there; $2, $3: between when; $4: what is later has not come. */
const odd = `
SELECT coalesce(jsonb_agg(found ORDER BY doubt), '[]') AS doubts FROM (
  SELECT found.* FROM (
    SELECT ${doubts.map(
      ({ which, price }, doubt) => `count(*) FILTER (WHERE ${which}) AS count_${doubt},
      coalesce(sum(${price}) FILTER (WHERE ${which}), 0) AS sum_${doubt}, min(time_start) FILTER (WHERE ${which}) AS first_${doubt},
      max(time_start) FILTER (WHERE ${which}) AS last_${doubt}`,
    ).join(`,
      `)}
    FROM cdrs WHERE time_start >= $2::timestamptz AND time_start < $3::timestamptz AND (${sieve.map((which) => `(${which})`).join(' OR ')})
  ) counted CROSS JOIN LATERAL (VALUES ${doubts
    .map((_, doubt) => `(${doubt}, count_${doubt}, sum_${doubt}, first_${doubt}, last_${doubt})`)
    .join(', ')}) AS found (doubt, count, sum, first, last)
) found WHERE count > 0`;

/** Months of calls that are not proven, or that have doubts which may have passed. */
const unproven = `
SELECT month.starts_at::text AS "from", month.ends_at::text AS "to" FROM ${monthsNow} month
  LEFT JOIN proven_months proven USING (starts_at, ends_at)
WHERE month.ends_at > $1::timestamptz AND ($2::boolean OR proven.starts_at IS NULL
  OR EXISTS (SELECT FROM usage_changed changed WHERE changed.verification_id = proven.verification_id AND since < proven.ends_at AND until >= proven.starts_at)
  OR EXISTS (SELECT FROM jsonb_to_recordset(proven.doubts) AS found (doubt integer) WHERE doubt = ANY ($3::integer[])))
ORDER BY month.starts_at`;

const store = `
INSERT INTO proven_months (starts_at, ends_at, verification_id, doubts) VALUES ($1, $2, $3, $4)
ON CONFLICT (starts_at, ends_at) DO UPDATE SET verification_id = excluded.verification_id, doubts = excluded.doubts`;

const passing = doubts.flatMap(({ isPassing }, doubt) => (isPassing === true ? [doubt] : []));

/** Accounts that calls name, one after the other: each is looked up behind the one before it, in the index by account. */
const namedBy = (column: string): string => `
${column}s (account) AS (
  SELECT min(${column}) FROM cdrs WHERE time_start >= $1::timestamptz AND time_start < $2::timestamptz
  UNION ALL
  SELECT (SELECT min(${column}) FROM cdrs WHERE time_start >= $1::timestamptz AND time_start < $2::timestamptz AND ${column} > before.account)
  FROM ${column}s before WHERE account IS NOT NULL
)`;

const accountColumns = directions.map(({ account }) => account);

/** Bound as values, so that workers may read a month together, and nothing is added up for each call. A switch may be five minutes fast. */
const present = `
WITH RECURSIVE ${accountColumns.map(namedBy).join(', ')},
named AS (${accountColumns.map((column) => `SELECT account FROM ${column}s`).join(' UNION ')})
SELECT (ledger_at() + interval '5 minutes')::text AS coming, ARRAY(
  SELECT account FROM named WHERE account IS NOT NULL AND NOT EXISTS (SELECT FROM accounts WHERE id = account)
) AS absent`;

const doubtsBetween = async (manager: EntityManager, from: string, to: string): Promise<unknown> => {
  const [{ coming, absent } = { coming: '', absent: [] }]: readonly {
    readonly coming: string;
    readonly absent: readonly number[];
  }[] = await manager.query(present, [from, to]);
  const [found]: readonly { readonly doubts: unknown }[] = await manager.query(odd, [absent, from, to, coming]);
  return found?.doubts ?? [];
};

/** Reads the calls of the months that were changed since their doubts were counted, or all of them. @param since earlier months are left out */
export const proveMonths = async (manager: EntityManager, { id, isFull }: Proof, since: Instant): Promise<void> => {
  const months: readonly { readonly from: string; readonly to: string }[] = await manager.query(unproven, [
    since.toString(),
    isFull,
    passing,
  ]);
  for (const { from, to } of months) {
    const found = await doubtsBetween(manager, from, to);
    await manager.query(store, [from, to, id, JSON.stringify(found)]);
  }
};

/** The month that the moment lies within, if any: its calls before that are not meant. */
const cutMonth = `
SELECT ends_at::text AS "to" FROM ${monthsNow} months WHERE starts_at < $1::timestamptz AND ends_at > $1::timestamptz`;

/** $1: since; $2: doubts of the month that it lies within. */
const told = `
WITH found AS (
  SELECT found.* FROM proven_months JOIN ${monthsNow} months USING (starts_at, ends_at) CROSS JOIN LATERAL jsonb_to_recordset(doubts)
    AS found (doubt integer, count bigint, sum numeric, first timestamptz, last timestamptz) WHERE starts_at >= $1::timestamptz
  UNION ALL SELECT * FROM jsonb_to_recordset($2::jsonb) AS found (doubt integer, count bigint, sum numeric, first timestamptz, last timestamptz)
)
SELECT 'warning' AS severity,
  format('%s calls from %s to %s %s: %s', sum(count), min(first), max(last), kind.what, trim_scale(sum(sum))) AS message, kind.advice
FROM found JOIN unnest($3::text[], $4::text[]) WITH ORDINALITY AS kind (what, advice, place) ON place = doubt + 1
GROUP BY place, kind.what, kind.advice ORDER BY place`;

/** Calls that are in the ledger and look wrong. */
export const doubtfulUsage = async (manager: EntityManager, since: Instant): Promise<readonly FoundRow[]> => {
  const [cut]: readonly { readonly to: string }[] = await manager.query(cutMonth, [since.toString()]);
  const rest = cut === undefined ? [] : await doubtsBetween(manager, since.toString(), cut.to);
  return manager.query(told, [
    since.toString(),
    JSON.stringify(rest),
    doubts.map(({ what }) => what),
    doubts.map(({ advice }) => advice),
  ]);
};
