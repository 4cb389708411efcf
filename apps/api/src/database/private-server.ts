import { join } from 'node:path';
import type { Say } from './open-database.js';

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
  const { ledgerDatabase, startPostgres } = await import('@org/tools/postgres');
  say('Starting the private PostgreSQL');
  const cluster = await startPostgres({ directory: join(dataDirectory, 'postgres'), onProgress: say });
  try {
    return { url: await ledgerDatabase(cluster), stop: () => cluster.stop() };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
};
