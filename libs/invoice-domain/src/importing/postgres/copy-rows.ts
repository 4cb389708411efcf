import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { maximumRowBytes } from '../row-format.js';
import type { Chunk } from '../chunk.js';

/**
 * Bytes of a message, more or less. For a larger one PostgreSQL asks the system for memory and gives it back each time, which costs a tenth
 * of its work.
 */
const pieceBytes = 65_536;

/** A column that has the same value in all rows. */
export interface CommonValue {
  readonly column: string;
  readonly value: number;
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** The rows with a last field more. A default would be worked out for each of them, at ten times the price. */
function* extendedBy({ copy, starts, rows }: Chunk, value: number): Generator<Buffer> {
  const last = Buffer.from(`,${value}\n`);
  for (let row = 0; row < rows;) {
    const piece = Buffer.allocUnsafe(pieceBytes + 2 * maximumRowBytes);
    let length = 0;
    for (; row < rows; row += 1) {
      const [start, end] = [starts[row] ?? 0, (starts[row + 1] ?? 0) - 1];
      if (length + end - start + last.length > piece.length || length >= pieceBytes) break;
      length += copy.copy(piece, length, start, end);
      length += last.copy(piece, length);
    }
    yield piece.subarray(0, length);
  }
}

/** Copies the rows of a chunk into a table, all or none. */
export const copyRows = async (
  client: ClientBase,
  table: string,
  chunk: Chunk,
  common?: CommonValue,
): Promise<void> => {
  const names = chunk.columns.map(({ name }) => name);
  const columns = [...names, ...(common === undefined ? [] : [common.column])].join(', ');
  const target = client.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN (FORMAT csv)`));
  const pieces = common === undefined ? piecesOf(chunk.copy) : extendedBy(chunk, common.value);
  await pipeline(Readable.from(pieces), target);
};
