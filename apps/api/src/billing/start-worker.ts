import type { INestApplicationContext } from '@nestjs/common';
import { RenewServices, RunSales } from '@org/invoice-domain';
import { FailedJobs, OpenPeriods, UndoneImports, Unfinished } from '@org/invoice-domain/persistence';
import type { Clock } from '@org/kernel';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { AppConfig } from '../config/app-config.js';
import { Billing } from './billing.js';
import { JobWorker } from './job-worker.js';

interface WorkerOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Gives the start up when it is aborted: a database that is away is waited for no longer. */
  readonly signal?: AbortSignal;
}

/** Begins to do the jobs of the queues in this process. @param url of the ledger's database, where the queues are, too */
export const startWorker = async (
  app: INestApplicationContext,
  url: string,
  { clock, logger, signal }: WorkerOptions,
): Promise<JobWorker> => {
  const worker = new JobWorker(url, {
    billing: app.get(Billing),
    sales: app.get(RunSales),
    renewals: app.get(RenewServices),
    openPeriods: app.get(OpenPeriods),
    unfinished: app.get(Unfinished),
    undoneImports: app.get(UndoneImports),
    failedJobs: app.get(FailedJobs),
    dataSource: app.get(DataSource),
    limits: app.get(AppConfig).databaseLimits,
    clock,
    logger,
  });
  signal?.addEventListener('abort', () => {
    worker.leave();
  });
  try {
    await worker.start();
    return worker;
  } catch (error) {
    await worker.stop();
    throw error;
  }
};
