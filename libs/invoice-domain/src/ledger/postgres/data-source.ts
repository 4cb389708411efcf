import { DataSource, type Logger } from 'typeorm';
import { LedgerNamingStrategy } from '../../schema/columns/ledger-naming-strategy.js';
import { ledgerTypes } from '../../schema/columns/type-parsers.js';
import * as entities from './entities.generated.js';
import { ledgerMigrations } from './ledger-migrations.js';

export interface DataSourceSettings {
  readonly url: string;
  /** Connections kept at most. */
  readonly poolSize?: number;
  readonly logger?: Logger;
}

/** Settings of every connection, so that the text of a time means the same on all of them. */
export const sessionSettings = '-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601';

/** Not yet initialised: the caller decides when to connect, and closes it. */
export function createDataSource({ url, poolSize = 10, logger }: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    entities: Object.values(entities),
    migrations: ledgerMigrations,
    migrationsTableName: 'migrations',
    namingStrategy: new LedgerNamingStrategy(),
    synchronize: false,
    // Migrations create the extension, once; TypeORM would try at every connect.
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    applicationName: 'org-invoices',
    extra: { options: sessionSettings, types: ledgerTypes },
    ...(logger === undefined ? {} : { logger, logging: ['error', 'warn', 'schema', 'migration'] }),
  });
}
