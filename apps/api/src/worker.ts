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

/** Does jobs and answers no requests: for deployments whose servers run with `RUN_JOBS=false`. */
const config = loadConfig(process.env);
const logger = pino({ level: config.logLevel, messageKey: 'message' });
const database = await openDatabase(config, resolve('.data'), systemClock, (message) => {
  logger.info({ message });
});
const app = await NestFactory.createApplicationContext(
  AppModule.of({ config, dataSource: database.dataSource, clock: systemClock, logger }),
  { logger: new NestLogger(logger), abortOnError: false },
);
const worker = await startWorker(app, database.url, { clock: systemClock, logger });
logger.info({ message: 'working' });

const stop = async (): Promise<void> => {
  await worker.stop();
  await app.close();
  await database.close();
};

let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    void stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ message: 'did not stop cleanly', err: error });
        process.exit(1);
      },
    );
  });
}
