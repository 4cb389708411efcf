import { Connection } from './core/connection.js';
import type { Credentials } from './core/credentials.js';
import type { AnswerCache } from './core/etag-cache.js';

/** Options of every client. */
export interface ClientOptions {
  /** URL of the server, such as `https://billing.example`. */
  readonly baseUrl: string;
  /** Implementation of `fetch`; by default the runtime's own. */
  readonly fetch?: typeof fetch;
  /** Milliseconds that one attempt, or a pause before another, may take: 30,000 unless said otherwise. */
  readonly timeoutMs?: number;
  /** Attempts after the first that failed for a passing reason: two unless said otherwise. */
  readonly maxRetries?: number;
  /** Keeps answers, so that what has not changed is not sent again. */
  readonly cache?: AnswerCache;
}

/** @throws TypeError when the base URL is none */
export const connectionOf = (
  { baseUrl, fetch: customFetch, timeoutMs = 30_000, maxRetries = 2, cache }: ClientOptions,
  credentials: Credentials,
): Connection =>
  new Connection({
    baseUrl,
    credentials,
    // Browsers insist on being called as their own method.
    fetch: customFetch ?? ((input, init) => globalThis.fetch(input, init)),
    timeoutMs,
    maxRetries,
    cache,
    // eslint-disable-next-line no-restricted-syntax -- a client has no other clock than the runtime's
    now: () => Date.now(),
  });
