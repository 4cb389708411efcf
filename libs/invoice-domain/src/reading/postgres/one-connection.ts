import type { Row } from '@org/json-api';
import type { Pool } from 'pg';

/** A pool promises the outcome of a read; a connection calls back with it. */
interface Connection {
  readonly query: (read: unknown, done: (error: Error | null, rows: readonly Row[]) => void) => void;
}

/** A connection that can be asked as a pool is. @param connection of `pg`, which TypeORM types as anything */
export const askedAsPool = (connection: unknown): Pick<Pool, 'query'> => {
  const query = (read: unknown): Promise<readonly Row[]> =>
    new Promise((resolve, reject) => {
      (connection as Connection).query(read, (error, rows) => {
        if (error === null) resolve(rows);
        else reject(error);
      });
    });
  return { query } as unknown as Pick<Pool, 'query'>;
};
