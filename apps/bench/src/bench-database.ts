import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource, migrate } from '@org/invoice-domain/persistence';
import pg from 'pg';
import { loadDemoData } from '@org/tools/demo';
import { startPostgres } from '@org/tools/postgres';
import type { Say } from './say.js';

/** A private PostgreSQL with the demo world in it, gone when the benchmark ends. */
export interface BenchDatabase {
  readonly url: string;
  readonly name: string;
  /** Where the server keeps its log. */
  readonly directory: string;
  /** Runs statements that belong to the benchmark, not to what it measures. */
  readonly query: (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
  readonly stop: () => Promise<void>;
}

/** Nothing here has to survive a power cut, and no background work should start while something is measured. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  shared_buffers: '512MB',
  work_mem: '64MB',
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
};

const databaseName = 'bench';

export const startBenchDatabase = async (say: Say): Promise<BenchDatabase> => {
  const directory = await mkdtemp(join(tmpdir(), 'org-invoices-bench-'));
  const cluster = await startPostgres({ directory, settings });
  const remove = async (): Promise<void> => {
    await cluster.stop();
    for (const used of new Set([directory, cluster.directory])) await rm(used, { recursive: true, force: true });
  };
  try {
    await createDatabase(cluster.url);
    const url = cluster.databaseUrl(databaseName);
    await fill(url);
    const client = new pg.Client(url);
    await client.connect();
    // Triggers and foreign keys would look at each of the rows that are made by the million, finished as they are.
    await client.query('SET session_replication_role = replica');
    say('PostgreSQL runs, migrated and with demo data');
    return {
      url,
      name: databaseName,
      directory: cluster.directory,
      query: async (text, values = []) => (await client.query<Record<string, unknown>>(text, [...values])).rows,
      stop: async () => {
        await client.end();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
};

const createDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${databaseName}`);
  } finally {
    await client.end();
  }
};

const fill = async (url: string): Promise<void> => {
  const dataSource = await createDataSource({ url, poolSize: 2 }).initialize();
  try {
    await migrate(dataSource);
    await loadDemoData(dataSource);
  } finally {
    await dataSource.destroy();
  }
};
