import './garbage-collection.js';
import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { SlowStatements } from '@org/invoice-domain/persistence';
import { systemClock } from '@org/kernel';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { startWorker } from './billing/start-worker.js';
import type { AppConfig } from './config/app-config.js';
import { loadConfig } from './config/load-config.js';
import { readEnvironment } from './config/read-environment.js';
import { openDatabase } from './database/open-database.js';
import { NestLogger } from './http/nest-logger.js';
import { createLogger } from './program/create-logger.js';
import { runProgram, type Running } from './program/run-program.js';
import { reportLines } from './program/start-report.js';

/** Does jobs and answers no requests: for deployments whose servers run with `RUN_JOBS=false`. */
const work = async (config: AppConfig, logger: Logger, signal: AbortSignal): Promise<Running> => {
  const say = (message: string): void => {
    logger.info({ message });
  };
  const report = reportLines(say, say);
  const clock = systemClock;
  const database = await openDatabase(config, { dataDirectory: resolve('.data'), clock, report, signal });
  const slow = new SlowStatements(database.url, 1_000 * config.slowStatementSeconds, (told) => {
    logger.warn({ message: 'slow statement', ...told });
  });
  try {
    const app = await NestFactory.createApplicationContext(
      AppModule.of({ config, dataSource: database.dataSource, clock, logger }),
      { logger: new NestLogger(logger), abortOnError: false },
    );
    const worker = await startWorker(app, database.url, { clock, logger });
    report.ready('working');
    return {
      stop: async () => {
        await worker.stop();
        await app.close();
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

let log: Logger | undefined;

await runProgram({
  name: 'The worker of Org Invoices',
  start: async (signal) => {
    const config = loadConfig(readEnvironment());
    log = await createLogger(config);
    return work(config, log, signal);
  },
  say: (message) => log?.info({ message }),
  complain: (sentence) => {
    process.stderr.write(`${sentence}\n`);
  },
});
