import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Chunk } from '../chunk.js';

/** Enough for PostgreSQL to work on while this process reads and checks the next rows. */
const pieceBytes = 262_144;

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** Copies the rows of a chunk into a table, all or none. */
export const copyRows = async (client: ClientBase, table: string, { columns, copy }: Chunk): Promise<void> => {
  const names = columns.map(({ name }) => name).join(', ');
  const target = client.query(copyFrom(`COPY ${table} (${names}) FROM STDIN (FORMAT csv)`));
  await pipeline(Readable.from(piecesOf(copy)), target);
};
