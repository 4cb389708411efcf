import type { EntityManager } from 'typeorm';

/** A verification that is under way, and whether all that was proven before is read again. */
export interface Proof {
  readonly id: number;
  readonly isFull: boolean;
}

/** The months of calls that there are, as the verification under way found them. */
export const monthsNow = `(SELECT starts_at, ends_at FROM usage_tables_now WHERE relid <> 'transactions'::regclass)`;

/**
 * What was changed since a verification: nobody knows whose when the account is null, and calls of no account are those of 0. Changes of the database that the verification saw are
 * told by its snapshot, so none is missed that was made beside it. Tables that are there, or gone, or another, count as changed.
 */
const changedSince = `
  SELECT verification.id AS verification_id,
    unnest(CASE WHEN account_ids IS NULL THEN '{NULL}' ELSE account_ids || 0 END) AS account_id, since, until
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

/** Makes the temporary table `usage_changed`: the usage that was changed since the verifications before. */
export const openChanges = async (manager: EntityManager): Promise<void> => {
  await manager.query('DROP TABLE IF EXISTS pg_temp.usage_changed');
  await manager.query(
    `CREATE TEMPORARY TABLE usage_changed ON COMMIT DROP AS SELECT DISTINCT * FROM (${changedSince}) changes`,
  );
  await manager.query('ANALYZE usage_changed');
};

/** Begins a verification with the state of the tables of usage in the temporary table `usage_tables_now`. */
export const beginProof = async (manager: EntityManager, isFull: boolean): Promise<Proof> => {
  await manager.query('DROP TABLE IF EXISTS pg_temp.usage_tables_now');
  await manager.query('CREATE TEMPORARY TABLE usage_tables_now ON COMMIT DROP AS SELECT * FROM usage_tables()');
  const [begun]: readonly { readonly id: number }[] = await manager.query(begin);
  return { id: begun?.id ?? 0, isFull };
};
