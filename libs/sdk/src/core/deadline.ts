import { TimeoutError } from './errors.js';
import { reasonOf } from './retry.js';

/**
 * Runs one attempt with a signal that ends it when the caller's does or the time is over, whatever comes first.
 * @throws TimeoutError, or what the caller's signal was ended with
 */
export const withinTime = async <Result>(
  milliseconds: number,
  outer: AbortSignal | undefined,
  attempt: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> => {
  if (outer?.aborted === true) throw reasonOf(outer);
  const inner = new AbortController();
  const abort = (): void => {
    inner.abort(reasonOf(outer));
  };
  outer?.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(() => {
    inner.abort(new TimeoutError(`no answer within ${milliseconds} ms`));
  }, milliseconds);
  try {
    return await attempt(inner.signal);
  } catch (error) {
    throw inner.signal.aborted ? reasonOf(inner.signal) : error;
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', abort);
  }
};
