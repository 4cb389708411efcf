import { join } from 'node:path';
import {
  createDataSource,
  demandDeletions,
  ensureCdrPartitions,
  isBehind,
  migrate,
  renewRights,
} from '@org/invoice-domain/persistence';
import type { Clock } from '@org/kernel';
import type { DataSource } from 'typeorm';
import { prepareJobs } from '../billing/prepare-jobs.js';
import type { AppConfig } from '../config/app-config.js';
import type { StartReport } from '../program/start-report.js';

/** A connected, migrated database, and how to let go of it. */
export interface OpenDatabase {
  readonly dataSource: DataSource;
  readonly url: string;
  /** Names of the migrations that had to be run. */
  readonly migrations: readonly string[];
  readonly close: () => Promise<void>;
}

export interface OpenOptions {
  /** Data directory of the private server. */
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly report: StartReport;
  /** Contents itself with a private server that another process has started. */
  readonly mayShare?: boolean;
  /** Leaves the database as it is, for a dry run. */
  readonly writesNothing?: boolean;
  /** Gives up when it is aborted, and makes closing quick. */
  readonly signal?: AbortSignal;
}

/** Milliseconds that a private server has to write everything to disk when the start is given up: somebody waits for the end. */
const hurriedMilliseconds = 500;

/**
 * Opens the database of the configuration; without one, a private PostgreSQL that lives as long as the process. Whatever was
 * opened is closed again when a later step fails.
 * @throws Error saying what to do when the private server cannot run from its directory or somebody else runs it already; the signal's
 * reason when it is aborted; that the database is of an earlier release, when it has to be left as it is or the role may not change it
 */
export const openDatabase = async (
  { databaseUrl, databasePoolSize, databaseLimits, deleteApprovedInvoices }: AppConfig,
  options: OpenOptions,
): Promise<OpenDatabase> => {
  const { clock, report, signal } = options;
  const server = await openServer(databaseUrl, options);
  const dataSource = createDataSource({ url: server.url, poolSize: databasePoolSize, limits: databaseLimits });
  const close = async (): Promise<void> => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await server.stop(signal?.aborted === true ? { patience: hurriedMilliseconds } : {});
  };
  try {
    signal?.throwIfAborted();
    report.step('Bringing the database up to date');
    await dataSource.initialize();
    signal?.throwIfAborted();
    let migrations: readonly string[] = [];
    if (options.writesNothing === true) await demandCurrent(dataSource);
    else {
      migrations = await migrate(dataSource);
      if (migrations.length > 0) report.note(`Migrated ${spanOf(migrations)}`);
      await ensureCdrPartitions(dataSource, clock);
      signal?.throwIfAborted();
      await prepareJobs(dataSource, server.url, databaseLimits);
      if (migrations.length > 0) await renewRights(dataSource);
    }
    if (deleteApprovedInvoices) await demandDeletions(dataSource);
    signal?.throwIfAborted();
    return { dataSource, url: server.url, migrations, close };
  } catch (error) {
    await close();
    throw error;
  }
};

/** A database server, and how to stop it if it was started here. */
export interface DatabaseServer {
  readonly url: string;
  readonly stop: (options?: { readonly patience?: number }) => Promise<void>;
}

/**
 * The server of the configuration; without one, a private PostgreSQL, whose tooling is loaded only here: a production deployment does
 * without it.
 */
export const openServer = async (
  databaseUrl: string | undefined,
  { dataDirectory, mayShare = false, report, signal }: Omit<OpenOptions, 'clock'>,
): Promise<DatabaseServer> => {
  if (databaseUrl !== undefined) return { url: databaseUrl, stop: () => Promise.resolve() };
  const { openPrivateLedger } = await import('@org/tools/postgres');
  report.step('Starting the private PostgreSQL');
  const onProgress = (message: string): void => {
    report.note(message);
  };
  return openPrivateLedger({ directory: join(dataDirectory, 'postgres'), mayShare, onProgress, signal });
};

const demandCurrent = async (dataSource: DataSource): Promise<void> => {
  if (await isBehind(dataSource))
    throw new Error(
      'The database is of an earlier release, and a dry run does not change it: start the server on it once.',
    );
};

const spanOf = (names: readonly string[]): string =>
  names.length === 1 ? names.join() : `${names.length}: ${names.at(0) ?? ''} to ${names.at(-1) ?? ''}`;
