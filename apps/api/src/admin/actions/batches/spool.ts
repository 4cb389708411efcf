import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokenGzip, contentOf } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import { spoolPrefix } from '../../../program/spools.js';

/** A body that has arrived whole. */
export interface Spooled {
  /** SHA-256 of its content, in hex. */
  readonly digest: string;
  readonly content: AsyncIterable<Buffer>;
}

/**
 * Writes a body to disk, decompressed, and hands it over; it is gone when the work is done. However slowly a client sends, no connection
 * to the database waits for it, and however large a body is, memory holds a piece of it.
 * @throws RequestProblem `body-too-large`, `malformed-body`, `bad-request`
 */
export const spooled = async <Result>(
  body: AsyncIterable<Buffer>,
  limit: number,
  work: (spooled: Spooled) => Promise<Result>,
): Promise<Result> => {
  const directory = await mkdtemp(spoolPrefix());
  try {
    const path = join(directory, 'content');
    const digest = await receive(body, path, limit);
    return await work({ digest, content: contentIn(path) });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** Opened when somebody reads: not everybody needs to. */
async function* contentIn(path: string): AsyncGenerator<Buffer> {
  for await (const block of createReadStream(path, { highWaterMark: 262_144 })) yield block as Buffer;
}

/** Rows compress to a tenth or a thirtieth; what becomes more than that many times as large was made for it. */
const compression = 250;

/** Bytes that may come of anything, such as a few rows repeated. */
const modestBytes = 1_048_576;

/** Bytes of a line, on average at least: rows are longer, and empty lines count, too. */
const leastLine = 16;

/** Lines that any batch may have. */
const modestLines = 10_000;

const linesIn = (block: Buffer): number => {
  let lines = 0;
  for (let at = block.indexOf(10); at !== -1; at = block.indexOf(10, at + 1)) lines += 1;
  return lines;
};

const receive = async (body: AsyncIterable<Buffer>, path: string, limit: number): Promise<string> => {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  let [sent, bytes, lines] = [0, 0, 0];
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const block of body) {
      sent += block.length;
      yield block;
    }
  };
  try {
    for await (const block of contentOf(counted())) {
      bytes += block.length;
      lines += linesIn(block);
      const isBlownUp = bytes > modestBytes && bytes > compression * sent;
      if (bytes > limit || isBlownUp || lines > Math.max(limit / leastLine, modestLines)) {
        throw new RequestProblem({ code: 'body-too-large' });
      }
      hash.update(block);
      await file.write(block);
    }
    return hash.digest('hex');
  } catch (error) {
    throw problemOf(error);
  } finally {
    await file.close();
  }
};

/** No room is left for bodies. */
const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');

const problemOf = (error: unknown): unknown => {
  if (error instanceof BrokenGzip) {
    return new RequestProblem({ code: 'malformed-body', detail: 'The gzip stream is damaged or ends too early.' });
  }
  const isCut = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ECONNRESET';
  if (isFull(error)) return new RequestProblem({ code: 'unavailable' });
  return isCut ? new RequestProblem({ code: 'bad-request', detail: 'The body ended early.' }) : error;
};
