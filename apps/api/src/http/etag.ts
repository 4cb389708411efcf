import { createHash, type Hash } from 'node:crypto';

/** The hash of an ETag, for bytes that come one after another. */
export const etagHash = (): Hash => createHash('sha256');

/** A weak ETag of the exact bytes that went into a hash: the first 32 hex digits of their SHA-256, as in Yeti. */
export const etagOfHash = (hash: Hash): string => `W/"${hash.digest('hex').slice(0, 32)}"`;

/** The same of bytes that are all there. */
export const etagOf = (body: Buffer): string => etagOfHash(etagHash().update(body));
