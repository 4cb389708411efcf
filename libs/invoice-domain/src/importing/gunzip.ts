import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A file that says it is compressed, and cannot be decompressed. */
export class BrokenGzip extends Error {
  override readonly name = 'BrokenGzip';
}

async function* from(first: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** Recognises gzip by its first two bytes. */
const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const isOfFormat = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && /^Z_/.test(String(error.code));

/** The content of a file, decompressed if it begins with the two bytes of gzip. */
export async function* contentOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const blocks = source[Symbol.asyncIterator]();
  let start: Buffer = Buffer.alloc(0);
  while (start.length < 2) {
    const next = await blocks.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  }
  const whole = from([start], blocks);
  if (!isGzip(start)) {
    yield* whole;
    return;
  }
  const gunzip = createGunzip({ chunkSize: 262_144 });
  pipeline(Readable.from(whole), gunzip, () => undefined);
  try {
    for await (const block of gunzip) yield block as Buffer;
  } catch (cause) {
    throw isOfFormat(cause) ? new BrokenGzip('The gzip stream is damaged or ends too early.', { cause }) : cause;
  }
}
