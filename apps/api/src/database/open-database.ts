import { createDataSource, ensureCdrPartitions, migrate } from '@org/invoice-domain/persistence';
import type { Clock } from '@org/kernel';
import type { DataSource } from 'typeorm';
import type { AppConfig } from '../config/app-config.js';
import { startPrivateServer } from './private-server.js';

/** A connected, migrated database, and how to let go of it. */
export interface OpenDatabase {
  readonly dataSource: DataSource;
  readonly close: () => Promise<void>;
}

export type Say = (message: string) => void;

/**
 * Opens the database of the configuration; without one, a private PostgreSQL that lives as long as the process. Whatever was
 * opened is closed again when a later step fails.
 * @param dataDirectory where a private server keeps its data
 */
export const openDatabase = async (
  config: AppConfig,
  dataDirectory: string,
  clock: Clock,
  say: Say,
): Promise<OpenDatabase> => {
  const server =
    config.databaseUrl === undefined
      ? await startPrivateServer(dataDirectory, say)
      : { url: config.databaseUrl, stop: () => Promise.resolve() };
  const dataSource = createDataSource({ url: server.url, poolSize: config.databasePoolSize });
  const close = async (): Promise<void> => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await server.stop();
  };
  try {
    await dataSource.initialize();
    for (const migration of await migrate(dataSource)) say(`Migrated ${migration}`);
    await ensureCdrPartitions(dataSource, clock);
    return { dataSource, close };
  } catch (error) {
    await close();
    throw error;
  }
};
