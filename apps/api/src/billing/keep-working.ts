import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { complaints } from './complaints.js';

interface Worker {
  readonly stop: () => Promise<void>;
}

const retrySeconds = 5;

/**
 * Has jobs done from the moment that their queue can be reached: a server whose database is away goes on answering, and says so.
 * @param start rejects when the queue cannot be reached, and soon after the signal
 */
export const keepWorking = (start: (signal: AbortSignal) => Promise<Worker>, logger: Logger): Worker => {
  const stopping = new AbortController();
  const complain = complaints(logger);
  const starting = (async (): Promise<Worker | undefined> => {
    while (!stopping.signal.aborted) {
      try {
        return await start(stopping.signal);
      } catch (error) {
        complain(error);
        await pause(retrySeconds * 1000, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
    return undefined;
  })();
  return {
    stop: async () => {
      stopping.abort();
      await (await starting)?.stop();
    },
  };
};
