import { ConnectionError, InvoicesError, RateLimitError, TimeoutError } from './errors.js';

const firstDelay = 250;
const longestDelay = 8_000;

const passing: ReadonlySet<number> = new Set([408, 425, 500, 502, 503, 504]);

/** Whether the same request may well succeed later. */
const isPassing = (error: unknown): boolean =>
  error instanceof ConnectionError ||
  error instanceof TimeoutError ||
  error instanceof RateLimitError ||
  (error instanceof InvoicesError && error.status !== undefined && passing.has(error.status));

/** Milliseconds that `Retry-After` asks for: seconds, or a date. @returns undefined when it says neither */
export const pauseIn = (header: string | null, now: number): number | undefined => {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
};

/**
 * Milliseconds to wait before the next attempt: what the server asks for, else a random part of a time that doubles, so that
 * clients which failed together do not come back together.
 * @param attempt failed attempts so far, from 1
 * @param pause what the server asked for
 * @param longest that the caller waits: a call that would have to wait longer fails at once, and says why
 * @returns undefined when another attempt makes no sense
 */
export const delayBefore = (
  error: unknown,
  attempt: number,
  pause: number | undefined,
  longest: number,
): number | undefined => {
  if (!isPassing(error)) return undefined;
  const delay = pause ?? Math.random() * Math.min(longestDelay, firstDelay * 2 ** (attempt - 1));
  return delay > longest ? undefined : delay;
};

/** Waits, unless the signal ends it. @throws whatever the signal was ended with */
export const wait = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) end();
    else signal?.addEventListener('abort', end, { once: true });
  });

/** Reason of a signal's end, as an error. */
export const reasonOf = (signal: AbortSignal | undefined): Error => {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('the call was aborted', { cause: reason });
};
