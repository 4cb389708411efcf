import type { EntityManager } from 'typeorm';
import { directions, type Direction } from './directions.js';
import { doubtOfBilled } from './doubts.js';
import { monthsNow } from './proof.js';

interface Month {
  readonly from: string;
  readonly to: string;
  /** Null when pieces of so many accounts are read that all calls of the month are. */
  readonly accounts: readonly number[] | null;
  readonly bounds: readonly string[];
}

/** Up to so many accounts are looked up by an index; for more, all calls of a month are read in one pass. */
const fewAccounts = 50;

/** The months of calls that pieces in `usage_unread` lie in, with the bounds of these. $1: up to how many accounts are named. */
const months = `
SELECT month.starts_at::text AS "from", month.ends_at::text AS "to",
  CASE WHEN count(DISTINCT account_id) <= $1 THEN array_agg(DISTINCT account_id) END AS accounts,
  array_agg(DISTINCT greatest(bound, month.starts_at) ORDER BY greatest(bound, month.starts_at))::text[] AS bounds
FROM ${monthsNow} month JOIN usage_unread piece ON piece.starts_at < month.ends_at AND piece.ends_at > month.starts_at
  CROSS JOIN LATERAL (VALUES (piece.starts_at), (piece.ends_at), (month.starts_at)) AS bounds (bound)
WHERE bound < month.ends_at GROUP BY month.starts_at, month.ends_at ORDER BY month.starts_at`;

/** Bits of a key: the account, which of the bounds is the last before the call, the direction, whether it is earned, and the doubt in it. */
const bits = { bound: 20, direction: 1, earned: 1, doubt: 3 } as const;
const behindDirection = bits.earned + bits.doubt;
const behindBound = bits.direction + behindDirection;

/** SQL of a part of a key. */
const partOf = (behind: number, width: number): string => `(key >> ${behind} & ${2 ** width - 1})::integer`;

/** Whether several bounds divide the month; one alone is its beginning, which nobody has to look for. */
type Bounds = 'one' | 'several';

const placeAmongBounds = 'width_bucket(cdr.time_start, $3::timestamptz[])';

/** As few operations as a key can be made of: they are done for every call. */
const keysOf = ({ name, account, calls, price, earns }: Direction, place: number, bounds: Bounds): string => `
  SELECT (cdr.${account}::bigint << ${bits.bound + behindBound}) + ${bounds === 'one' ? '' : `(${placeAmongBounds} << ${behindBound}) + `}
    ${(bounds === 'one' ? 1 << behindBound : 0) + (place << behindDirection)} + ((${earns})::integer << ${bits.doubt})${name === 'originated' ? ` + ${doubtOfBilled}` : ''} AS key,
    cdr.${price} AS amount, cdr.time_start AS at
  FROM cdrs cdr WHERE cdr.time_start >= $1::timestamptz AND cdr.time_start < $2::timestamptz AND cdr.${account} IS NOT NULL ${calls}`;

/**
 * One pass over the calls of a month, whose keys say what is asked for: one number that nothing is known of, so that the planner expects few
 * groups, and lets workers make them. $1, $2: the month; $3: bounds in their order.
 */
const reading = (bounds: Bounds, more: (direction: Direction) => string): string => `
SELECT key::text, count(*)::text AS count, coalesce(sum(amount), 0)::text AS amount, min(at)::text AS first, max(at)::text AS last FROM (${directions
  .map((direction, place) => `${keysOf(direction, place, bounds)}${more(direction)}`)
  .join(' UNION ALL ')}) used GROUP BY key`;

const everyAccount = { one: reading('one', () => ''), several: reading('several', () => '') } as const;
/** $4: accounts. */
const someAccounts = reading('several', ({ account }) => ` AND cdr.${account} = ANY ($4::integer[])`);

interface Group {
  readonly key: string;
  readonly count: string;
  readonly amount: string;
  readonly first: string;
  readonly last: string;
}

/** $1 to $5: keys, counts, amounts, first and last times; $6: bounds. */
const keep = `
INSERT INTO usage_counted (account_id, at, what, earned, doubt, count, amount, first_at, last_at)
SELECT (key >> ${bits.bound + behindBound})::integer, ($6::timestamptz[])[${partOf(behindBound, bits.bound)}],
  ('{${directions.map(({ name }) => name).join(',')}}'::text[])[1 + ${partOf(behindDirection, bits.direction)}],
  ${partOf(bits.doubt, bits.earned)} = 1, ${partOf(0, bits.doubt)}, count, amount, first_at, last_at
FROM unnest($1::bigint[], $2::bigint[], $3::numeric[], $4::timestamptz[], $5::timestamptz[]) AS read (key, count, amount, first_at, last_at)`;

/** Transactions are few: each is looked up among the pieces. */
const transactions = `
INSERT INTO usage_counted (account_id, at, what, earned, doubt, count, amount, first_at, last_at)
SELECT piece.account_id, piece.starts_at, 'services', movement.amount < 0, 0, count(*), sum(abs(movement.amount)),
  min(movement.created_at), max(movement.created_at)
FROM usage_unread piece JOIN transactions movement ON movement.account_id = piece.account_id
  AND movement.created_at >= piece.starts_at AND movement.created_at < piece.ends_at
GROUP BY piece.account_id, piece.starts_at, movement.amount < 0`;

/**
 * Counts the calls and transactions of the pieces in `usage_unread` into the temporary table `usage_counted`.
 * @returns the beginnings of the months whose calls were all counted
 */
export const readUsage = async (manager: EntityManager): Promise<ReadonlySet<string>> => {
  await manager.query('DROP TABLE IF EXISTS pg_temp.usage_counted');
  await manager.query(
    `CREATE TEMPORARY TABLE usage_counted (account_id integer, at timestamptz, what text, earned boolean, doubt integer, count bigint,
       amount numeric,
       first_at timestamptz, last_at timestamptz) ON COMMIT DROP`,
  );
  const found: readonly Month[] = await manager.query(months, [fewAccounts]);
  for (const { from, to, accounts, bounds } of found) {
    const groups: readonly Group[] =
      accounts === null
        ? await (bounds.length === 1
            ? manager.query(everyAccount.one, [from, to])
            : manager.query(everyAccount.several, [from, to, bounds]))
        : await manager.query(someAccounts, [from, to, bounds, accounts]);
    await manager.query(keep, [
      groups.map(({ key }) => key),
      groups.map(({ count }) => count),
      groups.map(({ amount }) => amount),
      groups.map(({ first }) => first),
      groups.map(({ last }) => last),
      bounds,
    ]);
  }
  await manager.query(transactions);
  await manager.query('ANALYZE usage_counted');
  return new Set(found.flatMap(({ from, accounts }) => (accounts === null ? [from] : [])));
};
