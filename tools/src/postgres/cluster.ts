import { join } from 'node:path';
import { findBinaries } from './binaries.js';
import { initialise, superuser } from './initialise.js';
import { stopOrphan } from './orphan.js';
import { claim } from './ownership.js';
import { placeCluster } from './placement.js';
import { startServer, type StopOptions } from './server.js';
import { defaultSettings, privateSettings } from './settings.js';

export interface StartOptions {
  /** Data directory. Root may be given another place: see {@link PostgresCluster.directory}. */
  readonly directory: string;
  /** Called with messages on slow or unusual steps. */
  readonly onProgress?: (message: string) => void;
  /** PostgreSQL settings by name, on top of ours. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Port to listen on, for clients that outlive the server; a free one unless given. */
  readonly port?: number;
  /** Gives the start up when it is aborted: what has been started by then is ended again. */
  readonly signal?: AbortSignal;
}

/** A running PostgreSQL server that only this machine reaches, and only with a password. */
export interface PostgresCluster {
  /** Data directory. */
  readonly directory: string;
  /** The maintenance database, as the superuser: `postgres://user:password@127.0.0.1:port/postgres`. */
  readonly url: string;
  databaseUrl(name: string): string;
  /** Ends all connections, writes everything to disk, and returns when the server is gone. */
  stop(options?: StopOptions): Promise<void>;
}

/**
 * Starts the PostgreSQL cluster in a directory, which is made at the first start and found again at the next.
 * @throws DirectoryInUse when another process uses the directory; the signal's reason when it is aborted
 */
export async function startPostgres(options: StartOptions): Promise<PostgresCluster> {
  const report = options.onProgress ?? ((): void => undefined);
  const signal = options.signal ?? new AbortController().signal;
  const placement = await placeCluster(options.directory, report);
  const binaries = await findBinaries(placement.account, report);
  const release = await claim(placement.home);
  try {
    signal.throwIfAborted();
    await stopOrphan(join(placement.home, 'data'), report);
    signal.throwIfAborted();
    const password = await initialise(binaries, placement, { report, signal });
    const settings = { ...defaultSettings, ...options.settings, ...privateSettings };
    const { port } = options;
    const server = await startServer(binaries, placement, { settings, signal, ...(port !== undefined && { port }) });
    const databaseUrl = (name: string): string =>
      `postgres://${superuser}:${password}@127.0.0.1:${String(server.port)}/${encodeURIComponent(name)}`;
    return {
      directory: placement.home,
      url: databaseUrl('postgres'),
      databaseUrl,
      stop: async (patience) => {
        await server.stop(patience);
        await release();
      },
    };
  } catch (error: unknown) {
    await release();
    throw error;
  }
}
