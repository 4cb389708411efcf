import { resolve } from 'node:path';
import { systemClock } from '@org/kernel';
import { pino } from 'pino';
import type { AppConfig } from './config/app-config.js';
import { keepWorking } from './billing/keep-working.js';
import type { startWorker } from './billing/start-worker.js';
import { createApp } from './create-app.js';
import { openDatabase, type Say } from './database/open-database.js';
import { banner, fillDemoLedger } from './demo/demo-mode.js';

/** What the worker is made of is loaded once requests are answered: nobody waits for it. */
const startJobs: typeof startWorker = async (...parts) =>
  (await import('./billing/start-worker.js')).startWorker(...parts);

/** A server that takes requests. */
export interface RunningServer {
  /** Answers the requests that are running, takes no new ones, then lets go of the database. */
  readonly stop: () => Promise<void>;
}

/** Opens the database, fills it in demo mode, and listens. What was opened is closed again when a step fails. */
export const serve = async (config: AppConfig, say: Say): Promise<RunningServer> => {
  const logger = pino({ level: config.logLevel, messageKey: 'message' });
  const database = await openDatabase(config, { dataDirectory: resolve('.data'), clock: systemClock, say });
  try {
    if (!config.isProduction) await fillDemoLedger(database.dataSource, { config, clock: systemClock, say });
    const app = await createApp({ config, dataSource: database.dataSource, clock: systemClock, logger });
    await app.listen({ host: config.host, port: config.port });
    const url = (await app.getUrl()).replace('[::1]', 'localhost');
    if (config.isProduction) logger.info({ message: 'listening', url });
    else say(await banner(app, url));
    const worker = config.runJobs
      ? keepWorking(() => startJobs(app, database.url, { clock: systemClock, logger }), logger)
      : undefined;
    return {
      stop: async () => {
        await app.close();
        await worker?.stop();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
};
