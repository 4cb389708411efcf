import type { Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import type { FoundRow } from './check.js';
import { directions } from './directions.js';
import { billedSieve, doubts, type Doubt } from './doubts.js';
import { monthsNow, type Proof } from './proof.js';

/** Coarse conditions that every doubtful call meets, those first that most calls fail soonest. */
const sieve = [
  ...doubts.filter(({ isBilled, isPassing }) => isBilled !== true && isPassing !== true).map(({ which }) => which),
  billedSieve,
  ...doubts.filter(({ isPassing }) => isPassing === true).map(({ which }) => which),
];

/**
 * Calls with the doubts of a list: an aggregate over one partition, which workers may share.
 * $1: accounts that are not there; $2, $3: between when; $4: what is later has not come.
 */
const doubtful = (
  found: readonly (readonly [place: number, doubt: Doubt])[],
  conditions: readonly string[],
): string => `
SELECT doubt, count, sum, first, last FROM (
  SELECT ${found.map(
    ([place, { which, price }]) => `count(*) FILTER (WHERE ${which}) AS count_${place},
    coalesce(sum(${price}) FILTER (WHERE ${which}), 0) AS sum_${place}, min(time_start) FILTER (WHERE ${which}) AS first_${place},
    max(time_start) FILTER (WHERE ${which}) AS last_${place}`,
  ).join(`,
    `)}
  FROM cdrs WHERE time_start >= $2::timestamptz AND time_start < $3::timestamptz AND (${conditions.map((which) => `(${which})`).join(' OR ')})
) counted CROSS JOIN LATERAL (VALUES ${found
  .map(([place]) => `(${place}, count_${place}, sum_${place}, first_${place}, last_${place})`)
  .join(', ')}) AS found (doubt, count, sum, first, last) WHERE count > 0`;

const all = [...doubts.entries()];

/** Doubts that nobody counts on the way, within a month that is over: each is found by the index of an account. */
const unbilled = all.filter(([, { isBilled, which }]) => isBilled !== true && !which.includes('$4'));

/** Those that were counted on the way. $2, $3: between when. */
const counted = `
SELECT doubt - 1 AS doubt, sum(count)::bigint AS count, 0::numeric AS sum, min(first_at) AS first, max(last_at) AS last
FROM usage_counted WHERE doubt > 0 AND at >= $2::timestamptz AND at < $3::timestamptz GROUP BY doubt`;

const asDocument = (found: string): string =>
  `SELECT coalesce(jsonb_agg(found ORDER BY doubt), '[]') AS doubts FROM (${found}) found`;

const ofCalls = asDocument(doubtful(all, sieve));
const ofCountedMonth = asDocument(
  `${doubtful(
    unbilled,
    unbilled.map(([, { which }]) => which),
  )} UNION ALL ${counted}`,
);

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
SELECT (ledger_at() + interval '5 minutes')::text AS coming, $2::timestamptz <= ledger_at() AS "isOver", ARRAY(
  SELECT account FROM named WHERE account IS NOT NULL AND NOT EXISTS (SELECT FROM accounts WHERE id = account)
) AS absent`;

interface Between {
  readonly from: string;
  readonly to: string;
  /** All calls of this time were counted into `usage_counted`. */
  readonly isCounted: boolean;
}

const doubtsBetween = async (manager: EntityManager, { from, to, isCounted }: Between): Promise<unknown> => {
  const [{ coming, absent, isOver } = { coming: '', absent: [], isOver: false }]: readonly {
    readonly coming: string;
    readonly absent: readonly number[];
    readonly isOver: boolean;
  }[] = await manager.query(present, [from, to]);
  const [found]: readonly { readonly doubts: unknown }[] = await (isCounted && isOver
    ? manager.query(ofCountedMonth, [absent, from, to])
    : manager.query(ofCalls, [absent, from, to, coming]));
  return found?.doubts ?? [];
};

interface Reading {
  /** Earlier months are left out. */
  readonly since: Instant;
  /** The beginnings of months whose calls were all counted into `usage_counted`. */
  readonly counted: ReadonlySet<string>;
}

/** Finds the doubts of the months that were changed since they were counted, or of all. */
export const proveMonths = async (
  manager: EntityManager,
  { id, isFull }: Proof,
  { since, counted: months }: Reading,
): Promise<void> => {
  const unread: readonly { readonly from: string; readonly to: string }[] = await manager.query(unproven, [
    since.toString(),
    isFull,
    passing,
  ]);
  for (const { from, to } of unread) {
    const found = await doubtsBetween(manager, { from, to, isCounted: months.has(from) });
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
  const rest =
    cut === undefined ? [] : await doubtsBetween(manager, { from: since.toString(), to: cut.to, isCounted: false });
  return manager.query(told, [
    since.toString(),
    JSON.stringify(rest),
    doubts.map(({ what }) => what),
    doubts.map(({ advice }) => advice),
  ]);
};
