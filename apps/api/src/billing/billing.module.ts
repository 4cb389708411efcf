import { Global, Module } from '@nestjs/common';
import { RenewServices, RunSales } from '@org/invoice-domain';
import {
  FailedJobs,
  LedgerTransactions,
  OpenPeriods,
  PostgresRenewalLedger,
  PostgresSalesLedger,
  Unfinished,
} from '@org/invoice-domain/persistence';
import type { Clock } from '@org/kernel';
import { DataSource } from 'typeorm';
import { AppConfig } from '../config/app-config.js';
import { Billing, billingSettingsOf } from './billing.js';
import { serverZone } from './job-queues.js';
import { JobSender } from './job-sender.js';

/** Transactions of jobs, which take longer than a request may. */
export class WorkTransactions extends LedgerTransactions {}

/** The domain's billing, wired to the database and to the queues. */
@Global()
@Module({})
export class BillingModule {
  static of({ databaseLimits }: AppConfig, clock: Clock) {
    const providers = [
      { provide: JobSender, useValue: new JobSender() },
      {
        provide: WorkTransactions,
        inject: [DataSource],
        useFactory: (dataSource: DataSource) => new WorkTransactions(dataSource, clock, databaseLimits.working),
      },
      {
        provide: Billing,
        inject: [WorkTransactions, JobSender, AppConfig],
        useFactory: (transactions: WorkTransactions, jobs: JobSender, config: AppConfig) =>
          new Billing(transactions, jobs, billingSettingsOf(config)),
      },
      {
        provide: RunSales,
        inject: [DataSource, WorkTransactions, AppConfig],
        useFactory: (dataSource: DataSource, transactions: WorkTransactions, { platformTimeZone }: AppConfig) =>
          new RunSales(new PostgresSalesLedger(dataSource, transactions, platformTimeZone)),
      },
      {
        provide: RenewServices,
        inject: [WorkTransactions],
        useFactory: (transactions: WorkTransactions) =>
          new RenewServices(new PostgresRenewalLedger(transactions), clock, serverZone),
      },
      {
        provide: OpenPeriods,
        inject: [WorkTransactions],
        useFactory: (transactions: WorkTransactions) => new OpenPeriods(transactions),
      },
      {
        provide: Unfinished,
        inject: [DataSource],
        useFactory: (dataSource: DataSource) => new Unfinished(dataSource, clock),
      },
      {
        provide: FailedJobs,
        inject: [DataSource],
        useFactory: (dataSource: DataSource) => new FailedJobs(dataSource, clock),
      },
    ];
    return { module: BillingModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
