import { createHash, randomBytes } from 'node:crypto';
import type { Secret } from '../api-tokens.js';

/** Tokens are kept as SHA-256 in hex: they are long random words, so a slow hash would add nothing. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A token of 256 random bits, in 43 letters that need no escaping in headers and shells. */
export const newSecret = (): Secret => {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: tokenHash(token) };
};
