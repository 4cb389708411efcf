import type { Clock } from '@org/kernel';
import { firstDayOf, type Month } from '../../importing/month.js';

/** Runs statements: a data source, a manager or a client. */
export interface Queryable {
  query(text: string, values: string[]): Promise<unknown>;
}

/**
 * Makes the partitions that calls of these days need: the month before the clock's, its own and the three after it. Run at every start
 * and once a day, so that the switch never waits for a table to be made.
 */
export const ensureCdrPartitions = async (database: Queryable, clock: Clock): Promise<void> => {
  await database.query(
    `SELECT cdrs_create_partitions($1::timestamptz - interval '1 month', $1::timestamptz + interval '3 months')`,
    [clock.now().toString()],
  );
};

/** Makes the partitions of single months. Not in a transaction that has touched the calls: it would wait for itself. */
export const createMonths = async (database: Queryable, months: ReadonlySet<Month>): Promise<void> => {
  for (const month of [...months].sort((one, other) => one - other)) {
    await database.query('SELECT cdrs_create_partitions($1, $1)', [firstDayOf(month)]);
  }
};
