import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { pieceLength, type DocumentText } from '@org/json-api';
import { documentBytes } from './document-bytes.js';

/** Pieces each of which takes a millisecond to write. */
function* slowly(pieces: number): DocumentText {
  for (let piece = 0; piece < pieces; piece += 1) {
    const until = performance.now() + 1;
    while (performance.now() < until);
    yield 'é'.repeat(pieceLength);
  }
}

/** A document of these pieces. */
function* documentOf(pieces: readonly string[]): DocumentText {
  yield* pieces;
}

describe('the bytes of a document', () => {
  it.each([
    ['a single piece', ['{"data":null}']],
    ['short pieces', ['{', '"data":', 'null', '}']],
    ['long pieces with more bytes than characters', ['é'.repeat(pieceLength), 'ü'.repeat(2 * pieceLength), '!']],
    ['no piece', []],
  ])('are those of %s, with an ETag of the whole', async (_, pieces) => {
    const expected = Buffer.from(pieces.join(''));
    const { parts, length, etag } = await documentBytes(documentOf(pieces));

    expect(Buffer.concat(parts).equals(expected)).toBe(true);
    expect(length).toBe(expected.length);
    expect(etag).toBe(`W/"${createHash('sha256').update(expected).digest('hex').slice(0, 32)}"`);
    expect(await documentBytes(pieces.join(''))).toMatchObject({ etag });
  });

  it('are written in turns with others', async () => {
    let turns = 0;
    let isWritten = false;
    const others = (): void => {
      turns += 1;
      if (!isWritten) setImmediate(others);
    };
    setImmediate(others);
    await documentBytes(slowly(20));
    isWritten = true;

    expect(turns).toBeGreaterThan(3);
  });
});
