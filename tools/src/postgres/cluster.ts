import { join } from 'node:path';
import { findBinaries } from './binaries.js';
import { initialise, superuser } from './initialise.js';
import { stopOrphan } from './orphan.js';
import { claim } from './ownership.js';
import { placeCluster } from './placement.js';
import { startServer } from './server.js';
import { defaultSettings, privateSettings } from './settings.js';

export interface StartOptions {
  /** Where the data is kept. Root may be given another place: see {@link PostgresCluster.directory}. */
  readonly directory: string;
  /** Told what takes time, or may surprise. */
  readonly onProgress?: (message: string) => void;
  /** PostgreSQL settings by name, on top of ours. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A running PostgreSQL server that only this machine reaches, and only with a password. */
export interface PostgresCluster {
  /** Where the data is. */
  readonly directory: string;
  /** The maintenance database, as the superuser: `postgres://user:password@127.0.0.1:port/postgres`. */
  readonly url: string;
  databaseUrl(name: string): string;
  /** Ends all connections, writes everything to disk, and returns when the server is gone. */
  stop(): Promise<void>;
}

/** Starts the PostgreSQL cluster in a directory, which is made at the first start and found again at the next. */
export async function startPostgres(options: StartOptions): Promise<PostgresCluster> {
  const report = options.onProgress ?? ((): void => undefined);
  const placement = await placeCluster(options.directory, report);
  const binaries = await findBinaries(placement.account, report);
  const release = await claim(placement.home);
  try {
    await stopOrphan(join(placement.home, 'data'), report);
    const password = await initialise(binaries, placement, report);
    const settings = { ...defaultSettings, ...options.settings, ...privateSettings };
    const server = await startServer(binaries, placement, settings);
    const databaseUrl = (name: string): string =>
      `postgres://${superuser}:${password}@127.0.0.1:${String(server.port)}/${encodeURIComponent(name)}`;
    return {
      directory: placement.home,
      url: databaseUrl('postgres'),
      databaseUrl,
      stop: async () => {
        await server.stop();
        await release();
      },
    };
  } catch (error: unknown) {
    await release();
    throw error;
  }
}
