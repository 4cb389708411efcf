import type { EntityManager } from 'typeorm';

/** As much as the groups of many accounts take; a server that is configured for more keeps that. */
const roomForGroups = `
SELECT set_config('work_mem', '64MB', true) WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('64MB')`;

/**
 * Puts the invoices whose usage is to be added up into the temporary table `billed`, which the transaction takes away with it. Counted
 * (ANALYZE) it tells the planner how many accounts there are, which the statistics of rows that were added a moment ago do not: for one it
 * goes through an index of the calls, for hundreds it reads all calls of the period once.
 * @param which a condition on `invoices`, over $1
 * @returns the first start and the last end of their periods, for a statement that is planned with them: it leaves out all other months
 */
export const tableOfBilled = async (
  manager: EntityManager,
  which: string,
  value: unknown,
): Promise<readonly [first: string | null, last: string | null]> => {
  await manager.query(roomForGroups);
  await manager.query('DROP TABLE IF EXISTS pg_temp.billed');
  await manager.query(
    `CREATE TEMPORARY TABLE billed (id bigint PRIMARY KEY, account_id integer NOT NULL, currency text NOT NULL,
       starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL) ON COMMIT DROP`,
  );
  await manager.query(
    `INSERT INTO billed SELECT id, account_id, currency, starts_at, ends_at FROM invoices WHERE ${which}`,
    [value],
  );
  await manager.query('ANALYZE billed');
  const [period]: readonly { readonly first: string | null; readonly last: string | null }[] = await manager.query(
    'SELECT min(starts_at)::text AS first, max(ends_at)::text AS last FROM billed',
  );
  return [period?.first ?? null, period?.last ?? null];
};
