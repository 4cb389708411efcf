import type { EntityManager } from 'typeorm';
import { directions } from './directions.js';
import { readUsage } from './read-usage.js';

/** What usage is told apart by on an invoice. */
export const kindsOfUsage = [...directions.map(({ name }) => name), 'services'] as const;

/** A verification that is under way, and whether all that was proven before is read again. */
export interface Proof {
  readonly id: number;
  readonly isFull: boolean;
}

/**
 * What was changed since a verification: nobody knows whose when the account is null. Changes of the database that the verification saw are
 * told by its snapshot, so none is missed that was made beside it. Tables that are there, or gone, or another, count as changed.
 */
export const changedSince = `
  SELECT verification.id AS verification_id, unnest(coalesce(account_ids, '{NULL}')) AS account_id, since, until
  FROM verifications verification JOIN usage_changes change ON NOT pg_visible_in_snapshot(change.xact, verification.snapshot)
  UNION ALL
  SELECT verification.id, NULL, changed.starts_at, changed.ends_at
  FROM verifications verification CROSS JOIN LATERAL (
    WITH was AS (SELECT * FROM jsonb_to_recordset(verification.usage_tables) AS was (relid oid, starts_at timestamptz, ends_at timestamptz, state text))
    (SELECT * FROM was EXCEPT SELECT * FROM usage_tables_now) UNION ALL (SELECT * FROM usage_tables_now EXCEPT SELECT * FROM was)
  ) changed`;

const begin = `
INSERT INTO verifications (snapshot, usage_tables, line_tables, proven_at)
SELECT pg_current_snapshot(), (SELECT jsonb_agg(to_jsonb(present)) FROM usage_tables_now present), line_tables(), ledger_at() RETURNING id`;

/** Begins a verification with the state of the tables of usage in the temporary table \`usage_tables_now\`. */
export const beginProof = async (manager: EntityManager, isFull: boolean): Promise<Proof> => {
  await manager.query('DROP TABLE IF EXISTS pg_temp.usage_tables_now');
  await manager.query('CREATE TEMPORARY TABLE usage_tables_now ON COMMIT DROP AS SELECT * FROM usage_tables()');
  const [begun]: readonly { readonly id: number }[] = await manager.query(begin);
  return { id: begun?.id ?? 0, isFull };
};

const isOutdated = (which: string, overlaps: string): string => `
  SELECT proven.account_id, proven.starts_at, proven.ends_at FROM usage_pieces JOIN proven_usage proven USING (account_id, starts_at, ends_at)
    JOIN changed ON changed.verification_id = proven.verification_id AND ${which} ${overlaps}`;

const overlaps = `AND changed.since < proven.ends_at AND changed.until >= proven.starts_at`;

const unread = `
CREATE TEMPORARY TABLE usage_unread ON COMMIT DROP AS
WITH changed AS MATERIALIZED (SELECT DISTINCT * FROM (${changedSince}) changes),
outdated AS (${isOutdated('changed.account_id = proven.account_id', overlaps)} UNION ${isOutdated('changed.account_id IS NULL', overlaps)})
SELECT DISTINCT account_id, starts_at, ends_at, place FROM usage_pieces piece
WHERE NOT EXISTS (SELECT FROM proven_usage proven WHERE (proven.account_id, proven.starts_at, proven.ends_at) = (piece.account_id, piece.starts_at, piece.ends_at))
  OR (account_id, starts_at, ends_at) IN (SELECT account_id, starts_at, ends_at FROM outdated)`;

const everything = `
CREATE TEMPORARY TABLE usage_unread ON COMMIT DROP AS SELECT DISTINCT account_id, starts_at, ends_at, place FROM usage_pieces`;

const columns = kindsOfUsage.flatMap((kind) => [`${kind}_count`, `${kind}_spent`, `${kind}_earned`]);

const sumsOf = (kind: string): string => `
  coalesce(sum(count) FILTER (WHERE what = '${kind}'), 0), coalesce(sum(amount) FILTER (WHERE what = '${kind}' AND NOT earned), 0),
  coalesce(sum(amount) FILTER (WHERE what = '${kind}' AND earned), 0)`;

/** $1: the verification. */
const store = `
INSERT INTO proven_usage (account_id, starts_at, ends_at, verification_id, ${columns.join(', ')})
SELECT piece.account_id, piece.starts_at, piece.ends_at, $1::integer, ${kindsOfUsage.map(sumsOf).join(', ')}
FROM usage_unread piece LEFT JOIN usage_counted counted
  ON counted.account_id = piece.account_id AND counted.at >= piece.starts_at AND counted.at < piece.ends_at
GROUP BY piece.account_id, piece.starts_at, piece.ends_at
ON CONFLICT (account_id, starts_at, ends_at) DO UPDATE SET first_at = NULL, last_at = NULL,
  ${['verification_id', ...columns].map((column) => `${column} = excluded.${column}`).join(', ')}`;

const timesOf = (extreme: 'least' | 'greatest', aggregate: 'min' | 'max'): string => `${extreme}(${[
  ...directions.map(
    ({ account, calls }) => `(SELECT ${aggregate}(time_start) FROM cdrs cdr WHERE cdr.${account} = proven.account_id
      AND time_start >= proven.starts_at AND time_start < proven.ends_at ${calls})`,
  ),
  `(SELECT ${aggregate}(created_at) FROM transactions WHERE account_id = proven.account_id
      AND created_at >= proven.starts_at AND created_at < proven.ends_at)`,
].join(', ')})`;

/** Of what is on no invoice it is told when it was. */
const storeTimes = `
UPDATE proven_usage proven SET first_at = ${timesOf('least', 'min')}, last_at = ${timesOf('greatest', 'max')}
FROM usage_unread piece WHERE piece.place <> 'billed' AND originated_count + terminated_count + services_count > 0
  AND (proven.account_id, proven.starts_at, proven.ends_at) = (piece.account_id, piece.starts_at, piece.ends_at)`;

/** Proves the usage of the pieces in the table \`usage_pieces\`: reads what is new or was changed since it was proven. */
export const proveUsage = async (manager: EntityManager, { id, isFull }: Proof): Promise<void> => {
  await manager.query('DROP TABLE IF EXISTS pg_temp.usage_unread');
  await manager.query(isFull ? everything : unread);
  await manager.query('ANALYZE usage_unread');
  await readUsage(manager);
  await manager.query(store, [id]);
  await manager.query(storeTimes);
};
