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

/** The domain's billing, wired to the database and to the queues. */
@Global()
@Module({})
export class BillingModule {
  static of(clock: Clock) {
    const providers = [
      { provide: JobSender, useValue: new JobSender() },
      {
        provide: LedgerTransactions,
        inject: [DataSource],
        useFactory: (dataSource: DataSource) => new LedgerTransactions(dataSource, clock),
      },
      {
        provide: Billing,
        inject: [LedgerTransactions, JobSender, AppConfig],
        useFactory: (transactions: LedgerTransactions, jobs: JobSender, config: AppConfig) =>
          new Billing(transactions, jobs, billingSettingsOf(config)),
      },
      {
        provide: RunSales,
        inject: [DataSource, LedgerTransactions, AppConfig],
        useFactory: (dataSource: DataSource, transactions: LedgerTransactions, { platformTimeZone }: AppConfig) =>
          new RunSales(new PostgresSalesLedger(dataSource, transactions, platformTimeZone)),
      },
      {
        provide: RenewServices,
        inject: [LedgerTransactions],
        useFactory: (transactions: LedgerTransactions) =>
          new RenewServices(new PostgresRenewalLedger(transactions), clock, serverZone),
      },
      {
        provide: OpenPeriods,
        inject: [LedgerTransactions],
        useFactory: (transactions: LedgerTransactions) => new OpenPeriods(transactions),
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
