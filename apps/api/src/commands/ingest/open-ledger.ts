import { resolve } from 'node:path';
import { createDataSource, createUsageClient, migrate } from '@org/invoice-domain/persistence';
import type pg from 'pg';
import type { PrivateLedger } from '@org/tools/postgres';

/** A connection to the ledger, a way to another one, and how to let go of both. */
export interface OpenLedger {
  readonly client: pg.Client;
  readonly connectAgain: () => Promise<pg.Client>;
  readonly close: () => Promise<void>;
}

type Say = (message: string) => void;

/** The database of DATABASE_URL; without it the private one, which a server that runs may be sharing with us. */
export const openLedger = async (databaseUrl: string | undefined, say: Say): Promise<OpenLedger> => {
  const { url, stop } =
    databaseUrl === undefined
      ? await privateDatabase(resolve('.data', 'postgres'), say)
      : { url: databaseUrl, stop: () => Promise.resolve() };
  const client = createUsageClient(url);
  const clients = [client];
  const close = async (): Promise<void> => {
    await Promise.all(clients.map((one) => one.end()));
    await stop();
  };
  const connectAgain = async (): Promise<pg.Client> => {
    const another = createUsageClient(url);
    await another.connect();
    clients.push(another);
    return another;
  };
  try {
    await client.connect();
    await demandLedger(client);
    return { client, connectAgain, close };
  } catch (error) {
    await close();
    throw error;
  }
};

/** The tooling of a private server is loaded only here, so a deployment does without it. */
const privateDatabase = async (directory: string, say: Say): Promise<PrivateLedger> => {
  const { openPrivateLedger } = await import('@org/tools/postgres');
  const database = await openPrivateLedger({ directory, mayShare: true, onProgress: say });
  try {
    await migrateLedger(database.url);
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
};

const migrateLedger = async (url: string): Promise<void> => {
  const dataSource = await createDataSource({ url, poolSize: 1 }).initialize();
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
};

/** A database of somebody else's is not migrated in passing: the server does that when it starts. */
const demandLedger = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ readonly found: boolean }>(
    `SELECT to_regclass('usage_changes') IS NOT NULL AS found`,
  );
  if (rows[0]?.found !== true) {
    throw new Error('There is no ledger in this database, or an older one: start the server on it once.');
  }
};
