import { Global, Module, type DynamicModule } from '@nestjs/common';
import {
  AdminUsers,
  createReaders,
  ExternalInvoices,
  IdempotencyKeys,
  LedgerTransactions,
  Managers,
  OneTimeCodes,
  RecordDocuments,
  Resellers,
  SecretBox,
  SecurityTrail,
  poolOf,
  TimeZones,
  UndoneImports,
  UsageBatches,
} from '@org/invoice-domain/persistence';
import type { Clock } from '@org/kernel';
import { DataSource } from 'typeorm';
import type { AppConfig } from '../config/app-config.js';
import { DatabasePulse } from './database-pulse.js';
import { AdminReader, ResellerReader } from './readers.js';
import { RequestConnections } from './request-connections.js';

interface DatabaseParts {
  readonly config: AppConfig;
  readonly dataSource: DataSource;
  readonly clock: Clock;
}

/** Hands the database's parts to the rest of the application: the only importer of the domain's persistence besides `auth`. */
@Global()
@Module({})
export class DatabaseModule {
  /** @param dataSource connected and migrated; the caller closes it */
  static of({ config, dataSource, clock }: DatabaseParts): DynamicModule {
    const secrets = new SecretBox({ keys: config.secretKeys ?? [], shows: config.showSecrets });
    const connections = new RequestConnections(urlOf(dataSource), config);
    const { runner, admin, reseller, documents } = createReaders(dataSource, connections.reading, secrets);
    const { writing } = config.databaseLimits;
    const published = { refusesPublished: config.isProduction };
    const providers = [
      { provide: DataSource, useValue: dataSource },
      { provide: RequestConnections, useValue: connections },
      { provide: DatabasePulse, useValue: connections.pulse },
      { provide: AdminReader, useValue: admin },
      { provide: ResellerReader, useValue: reseller },
      { provide: RecordDocuments, useValue: documents },
      { provide: LedgerTransactions, useValue: new LedgerTransactions(dataSource, clock, writing) },
      { provide: IdempotencyKeys, useValue: new IdempotencyKeys(clock) },
      { provide: AdminUsers, useValue: new AdminUsers(runner, published) },
      { provide: Managers, useValue: new Managers(runner, clock, published) },
      { provide: Resellers, useValue: new Resellers(runner) },
      { provide: OneTimeCodes, useValue: new OneTimeCodes(runner, clock, secrets) },
      { provide: SecretBox, useValue: secrets },
      { provide: SecurityTrail, useValue: new SecurityTrail(runner, clock) },
      { provide: TimeZones, useValue: new TimeZones(runner) },
      { provide: ExternalInvoices, useValue: new ExternalInvoices(dataSource, clock) },
      { provide: UndoneImports, useValue: new UndoneImports(poolOf(dataSource), clock) },
      { provide: UsageBatches, useValue: new UsageBatches(poolOf(dataSource), clock) },
    ];
    return { module: DatabaseModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}

const urlOf = ({ options }: DataSource): string => {
  if (options.type !== 'postgres' || options.url === undefined) throw new Error('the data source has no URL');
  return options.url;
};
