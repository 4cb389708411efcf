import './garbage-collection.js';
import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { systemClock } from '@org/kernel';
import { pino } from 'pino';
import { AppModule } from './app.module.js';
import { startWorker } from './billing/start-worker.js';
import { loadConfig } from './config/load-config.js';
import { openDatabase } from './database/open-database.js';
import { NestLogger } from './http/nest-logger.js';

/** Does jobs and answers no requests: for deployments whose servers run with `RUN_JOBS=false`. @returns how to end it */
const work = async (): Promise<() => Promise<void>> => {
  const config = loadConfig(process.env);
  const logger = pino({ level: config.logLevel, messageKey: 'message' });
  const say = (message: string): void => {
    logger.info({ message });
  };
  const database = await openDatabase(config, { dataDirectory: resolve('.data'), clock: systemClock, say });
  const app = await NestFactory.createApplicationContext(
    AppModule.of({ config, dataSource: database.dataSource, clock: systemClock, logger }),
    { logger: new NestLogger(logger), abortOnError: false },
  );
  const worker = await startWorker(app, database.url, { clock: systemClock, logger });
  logger.info({ message: 'working' });
  return async () => {
    await worker.stop();
    await app.close();
    await database.close();
  };
};

/** What went wrong is written for whoever runs the worker: a stack would only hide the sentence. */
const exit = (what: string, error: unknown): never => {
  process.stderr.write(
    `The worker of Org Invoices ${what}. ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
};

const working = work();
let isStopping = false;

/** Waits for a start that is under way: what was opened must be closed. */
const stop = (): void => {
  if (isStopping) return;
  isStopping = true;
  working
    .then((end) => end())
    .then(
      () => process.exit(0),
      (error: unknown) => exit('did not stop cleanly', error),
    );
};

process.on('SIGTERM', stop);
process.on('SIGINT', stop);

await working.catch((error: unknown) => exit('could not start', error));
