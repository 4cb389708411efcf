import { DataSource, type Logger } from 'typeorm';
import { LedgerNamingStrategy } from '../../schema/columns/ledger-naming-strategy.js';
import { ledgerTypes } from '../../schema/columns/type-parsers.js';
import { connectionConfig } from '../../schema/connections/connection-config.js';
import { defaultLimits, type DatabaseLimits } from '../../schema/connections/limits.js';
import { clientOf } from '../../schema/connections/open-pool.js';
import * as entities from './entities.generated.js';
import { ledgerMigrations } from './ledger-migrations.js';

export interface DataSourceSettings {
  readonly url: string;
  /** Connections kept at most. */
  readonly poolSize?: number;
  readonly limits?: DatabaseLimits;
  readonly logger?: Logger;
}

/** Not yet initialised: the caller decides when to connect, and closes it. What it does is work; requests have transactions with limits of their own. */
export function createDataSource({
  url,
  poolSize = 10,
  limits: { connect, working } = defaultLimits,
  logger,
}: DataSourceSettings): DataSource {
  const connection = { url, name: 'org-invoices', connect, limits: working };
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
    extra: { ...connectionConfig(connection), Client: clientOf(connection), types: ledgerTypes },
    // A connection that is lost while nobody uses it is replaced when somebody wants one.
    poolErrorHandler: () => undefined,
    ...(logger === undefined ? {} : { logger, logging: ['error', 'warn', 'schema', 'migration'] }),
  });
}
