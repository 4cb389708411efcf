import { join } from 'node:path';
import pg from 'pg';
import type { Say } from './open-database.js';

const databaseName = 'org_invoices';

/** A private PostgreSQL and the one database in it. */
export interface PrivateServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the private server. Its tooling is loaded only here, so a production deployment does without it.
 * @throws Error saying what to do when the server cannot run from this directory or somebody else runs it already
 */
export const startPrivateServer = async (dataDirectory: string, say: Say): Promise<PrivateServer> => {
  const { startPostgres } = await import('@org/tools/postgres');
  say('Starting the private PostgreSQL');
  const cluster = await startPostgres({ directory: join(dataDirectory, 'postgres'), onProgress: say });
  try {
    await createDatabase(cluster.url);
    return { url: cluster.databaseUrl(databaseName), stop: () => cluster.stop() };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
};

const createDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(databaseName)}`);
  } finally {
    await client.end();
  }
};
