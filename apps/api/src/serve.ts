import { resolve } from 'node:path';
import { SlowStatements } from '@org/invoice-domain/persistence';
import { systemClock } from '@org/kernel';
import type { Logger } from 'pino';
import type { AppConfig } from './config/app-config.js';
import { keepWorking } from './billing/keep-working.js';
import type { startWorker } from './billing/start-worker.js';
import { createApp } from './create-app.js';
import { openDatabase } from './database/open-database.js';
import { banner, loadDemoLedger } from './demo/demo-mode.js';
import { Draining } from './health/draining.js';
import { listen } from './http/listen.js';
import type { Running } from './program/run-program.js';
import { sweepSpools } from './program/spools.js';
import type { StartReport } from './program/start-report.js';

/** Loads the code of the worker only after the server listens. */
const startJobs: typeof startWorker = async (...parts) =>
  (await import('./billing/start-worker.js')).startWorker(...parts);

export interface ServeOptions {
  readonly logger: Logger;
  readonly report: StartReport;
  /** Gives the start up when it is aborted. */
  readonly signal: AbortSignal;
}

/** Opens the database, loads the demo world in demo mode, and listens. What was opened is closed again when a step fails or is given up. */
export const serve = async (config: AppConfig, { logger, report, signal }: ServeOptions): Promise<Running> => {
  const clock = systemClock;
  await sweepSpools();
  const database = await openDatabase(config, { dataDirectory: resolve('.data'), clock, report, signal });
  const slow = new SlowStatements(database.url, 1_000 * config.slowStatementSeconds, (told) => {
    logger.warn({ message: 'slow statement', ...told });
  });
  try {
    if (!config.isProduction) await loadDemoLedger(database, { config, clock, report, signal });
    report.step('Starting the server');
    const app = await createApp({ config, dataSource: database.dataSource, clock, logger });
    const url = await listen(app, config);
    if (config.isProduction) logger.info({ message: 'listening', url });
    else report.ready(await banner(app, url));
    const worker = config.runJobs
      ? keepWorking((stopping) => startJobs(app, database.url, { clock, logger, signal: stopping }), logger)
      : undefined;
    return {
      stop: async () => {
        await app.get(Draining).begin(config.drainMilliseconds);
        await app.close();
        await worker?.stop();
        await slow.close();
        await database.close();
      },
    };
  } catch (error) {
    await slow.close();
    await database.close();
    throw error;
  }
};
