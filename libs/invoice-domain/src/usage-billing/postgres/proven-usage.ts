import type { EntityManager } from 'typeorm';
import { directions } from './directions.js';
import type { Proof } from './proof.js';
import { readUsage } from './read-usage.js';

/** Kinds of usage that an invoice tells apart. */
export const kindsOfUsage = [...directions.map(({ name }) => name), 'services'] as const;

const isOutdated = (which: string, overlaps: string): string => `
  SELECT proven.account_id, proven.starts_at, proven.ends_at FROM usage_pieces JOIN proven_usage proven USING (account_id, starts_at, ends_at)
    JOIN usage_changed changed ON changed.verification_id = proven.verification_id AND ${which} ${overlaps}`;

const overlaps = `AND changed.since < proven.ends_at AND changed.until >= proven.starts_at`;

const unread = `
CREATE TEMPORARY TABLE usage_unread ON COMMIT DROP AS
WITH outdated AS (${isOutdated('changed.account_id = proven.account_id', overlaps)} UNION ${isOutdated('changed.account_id IS NULL', overlaps)})
SELECT DISTINCT account_id, starts_at, ends_at FROM usage_pieces piece
WHERE NOT EXISTS (SELECT FROM proven_usage proven WHERE (proven.account_id, proven.starts_at, proven.ends_at) = (piece.account_id, piece.starts_at, piece.ends_at))
  OR (account_id, starts_at, ends_at) IN (SELECT account_id, starts_at, ends_at FROM outdated)`;

const everything = `
CREATE TEMPORARY TABLE usage_unread ON COMMIT DROP AS SELECT DISTINCT account_id, starts_at, ends_at FROM usage_pieces`;

const columns = kindsOfUsage.flatMap((kind) => [`${kind}_count`, `${kind}_spent`, `${kind}_earned`]);

const sumsOf = (kind: string): string => `
  coalesce(sum(count) FILTER (WHERE what = '${kind}'), 0), coalesce(sum(amount) FILTER (WHERE what = '${kind}' AND NOT earned), 0),
  coalesce(sum(amount) FILTER (WHERE what = '${kind}' AND earned), 0)`;

/** $1: the verification. */
const store = `
INSERT INTO proven_usage (account_id, starts_at, ends_at, verification_id, ${columns.join(', ')}, first_at, last_at)
SELECT piece.account_id, piece.starts_at, piece.ends_at, $1::integer, ${kindsOfUsage.map(sumsOf).join(', ')}, min(first_at), max(last_at)
FROM usage_unread piece LEFT JOIN usage_counted counted
  ON counted.account_id = piece.account_id AND counted.at >= piece.starts_at AND counted.at < piece.ends_at
GROUP BY piece.account_id, piece.starts_at, piece.ends_at
ON CONFLICT (account_id, starts_at, ends_at) DO UPDATE SET ${['verification_id', ...columns, 'first_at', 'last_at'].map((column) => `${column} = excluded.${column}`).join(', ')}`;

/**
 * Proves the usage of the pieces in the table `usage_pieces`: reads what is new or was changed since it was proven.
 * @returns the beginnings of the months whose calls were all counted
 */
export const proveUsage = async (manager: EntityManager, { id, isFull }: Proof): Promise<ReadonlySet<string>> => {
  await manager.query('DROP TABLE IF EXISTS pg_temp.usage_unread');
  await manager.query(isFull ? everything : unread);
  await manager.query('ANALYZE usage_unread');
  const months = await readUsage(manager);
  await manager.query(store, [id]);
  return months;
};
