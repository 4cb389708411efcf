import { join } from 'node:path';
import { createDataSource, ensureCdrPartitions, migrate } from '@org/invoice-domain/persistence';
import type { Clock } from '@org/kernel';
import type { DataSource } from 'typeorm';
import { prepareJobs } from '../billing/prepare-jobs.js';
import type { AppConfig } from '../config/app-config.js';

/** A connected, migrated database, and how to let go of it. */
export interface OpenDatabase {
  readonly dataSource: DataSource;
  readonly url: string;
  readonly close: () => Promise<void>;
}

export type Say = (message: string) => void;

export interface OpenOptions {
  /** Where a private server keeps its data. */
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly say: Say;
  /** Contents itself with a private server that another process has started. */
  readonly mayShare?: boolean;
}

/**
 * Opens the database of the configuration; without one, a private PostgreSQL that lives as long as the process. Whatever was
 * opened is closed again when a later step fails.
 * @throws Error saying what to do when the private server cannot run from its directory or somebody else runs it already
 */
export const openDatabase = async (
  { databaseUrl, databasePoolSize }: AppConfig,
  { dataDirectory, clock, say, mayShare = false }: OpenOptions,
): Promise<OpenDatabase> => {
  const server =
    databaseUrl === undefined
      ? await openPrivate(join(dataDirectory, 'postgres'), mayShare, say)
      : { url: databaseUrl, stop: () => Promise.resolve() };
  const dataSource = createDataSource({ url: server.url, poolSize: databasePoolSize });
  const close = async (): Promise<void> => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await server.stop();
  };
  try {
    await dataSource.initialize();
    for (const migration of await migrate(dataSource)) say(`Migrated ${migration}`);
    await ensureCdrPartitions(dataSource, clock);
    await prepareJobs(dataSource, server.url);
    return { dataSource, url: server.url, close };
  } catch (error) {
    await close();
    throw error;
  }
};

/** The tooling of a private server is loaded only here, so a production deployment does without it. */
const openPrivate = async (directory: string, mayShare: boolean, say: Say) => {
  const { openPrivateLedger } = await import('@org/tools/postgres');
  say('Starting the private PostgreSQL');
  return openPrivateLedger({ directory, mayShare, onProgress: say });
};
