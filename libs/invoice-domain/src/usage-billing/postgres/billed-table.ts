import type { EntityManager } from 'typeorm';

/** Whether all invoices of one aggregation have the same period. */
export type Periods = 'one' | 'several';

/** The bounds of one period are constants already; as conditions on a join, they would make the planner expect a ninth of the calls. */
export const withinPeriod: Readonly<Record<Periods, string>> = {
  one: '',
  several: ' AND cdr.time_start >= billed.starts_at AND cdr.time_start < billed.ends_at',
};

/**
 * Room for the groups of many accounts, and what it costs that the calls of an account lie scattered over a month: hundreds of accounts read the
 * month once, as an index would lead to each of its pages hundreds of times. Larger settings are kept.
 */
export const roomForGroups = `
SELECT set_config('work_mem', '96MB', true) WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('96MB')
UNION ALL
SELECT set_config('random_page_cost', '4', true) WHERE current_setting('random_page_cost')::float8 < 4`;

/** Bounds of the periods in the table, with which PostgreSQL skips the partitions of other months. */
export interface Billed {
  /** The first start and the last end of the periods; null when there are none. */
  readonly first: string | null;
  readonly last: string | null;
  readonly periods: Periods;
}

/**
 * Puts the invoices whose usage is to be aggregated into the temporary table `billed`, which is dropped with the transaction. Counted
 * (ANALYZE) it tells the planner how many accounts there are, which the statistics of rows that were added a moment ago do not: for one it
 * goes through an index of the calls, for hundreds it reads all calls of the period once.
 * @param which a condition on `invoices`, over $1
 */
export const tableOfBilled = async (manager: EntityManager, which: string, value: unknown): Promise<Billed> => {
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
  const [billed]: readonly Billed[] = await manager.query(
    `SELECT min(starts_at)::text AS first, max(ends_at)::text AS last,
       CASE WHEN min(starts_at) = max(starts_at) AND min(ends_at) = max(ends_at) THEN 'one' ELSE 'several' END AS periods
     FROM billed`,
  );
  return billed ?? { first: null, last: null, periods: 'several' };
};
