import type { DataSource } from 'typeorm';

/** Whether a connection to the database waits for another one's lock. */
export const someoneWaitsForALock = async (dataSource: DataSource): Promise<boolean> => {
  const waiting = await dataSource.query<readonly unknown[]>(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return waiting.length > 0;
};
