import { unavailability } from '@org/invoice-domain/persistence';
import type { Logger } from 'pino';

/** Milliseconds in which a database that is away is told of once: every queue asks it each second. */
const pause = 5_000;

/** Writes into the log what the queues fail with. */
export const complaints = (logger: Logger): ((error: unknown) => void) => {
  let toldAt = -Infinity;
  return (error) => {
    const cause = unavailability(error);
    if (cause === undefined) {
      logger.error({ message: 'the job queue failed', err: error });
    } else if (performance.now() - toldAt > pause) {
      toldAt = performance.now();
      logger.error({ message: 'jobs are not done: their queue cannot be reached', cause });
    }
  };
};
