import { createHash } from 'node:crypto';

/** A weak ETag of the exact bytes: the first 32 hex digits of their SHA-256, as in Yeti. */
export const etagOf = (body: Buffer): string => `W/"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`;
