import type { ClientBase } from 'pg';
import type { Chunk } from './chunk.js';
import { CopyIn } from './copy-in.js';

/** Copies the rows of a chunk into a table, all or none. */
export const copyRows = (client: ClientBase, table: string, { columns, copy }: Chunk): Promise<void> =>
  new Promise((resolve, reject) => {
    const names = columns.map(({ name }) => name).join(', ');
    const done = (error?: Error): void => {
      if (error === undefined) resolve();
      else reject(error);
    };
    client.query(new CopyIn(`COPY ${table} (${names}) FROM STDIN (FORMAT csv)`, copy, done));
  });
