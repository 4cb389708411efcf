import { setImmediate as othersTurn } from 'node:timers/promises';
import { pieceLength, type DocumentText } from '@org/json-api';
import { etagHash, etagOfHash } from './etag.js';

/** Milliseconds for which a long document is written before others have their turn. */
const turnMilliseconds = 2;

/** A finished document. */
export interface DocumentBytes {
  /** Parts of a long document, which are never put together: that takes longer than others should wait. */
  readonly parts: readonly Buffer[];
  readonly length: number;
  readonly etag: string;
}

/** Writes a document to its end. While a long one is written, other requests have their turns. */
export const documentBytes = async (document: string | DocumentText): Promise<DocumentBytes> => {
  const hash = etagHash();
  const parts: Buffer[] = [];
  let length = 0;
  let began = performance.now();
  for (const piece of piecesOf(document)) {
    if (piece !== '') {
      const bytes = Buffer.from(piece);
      hash.update(bytes);
      parts.push(bytes);
      length += bytes.length;
    }
    if (performance.now() - began < turnMilliseconds) continue;
    await othersTurn();
    began = performance.now();
  }
  return { parts, length, etag: etagOfHash(hash) };
};

/** Short pieces are put together: most documents are one. After an empty one others may have their turn. */
function* piecesOf(document: string | DocumentText): Generator<string, void, undefined> {
  let text = '';
  for (const piece of typeof document === 'string' ? [document] : document) {
    text += piece;
    if (piece !== '' && text.length < pieceLength) continue;
    yield text;
    text = '';
  }
  yield text;
}
