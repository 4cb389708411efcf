import { startPostgres } from './cluster.js';
import { ledgerDatabase } from './ledger-database.js';
import { DirectoryInUse } from './ownership.js';
import { runningPostgres } from './running-cluster.js';
import type { StopOptions } from './server.js';

/** The database of a private server, and how to let go of it. */
export interface PrivateLedger {
  readonly url: string;
  /** Ends the server, unless it is another process's. */
  readonly stop: (options?: StopOptions) => Promise<void>;
}

export interface PrivateLedgerOptions {
  readonly directory: string;
  /** Uses the server of another process that runs one on the directory already, as long as that one lets it run. */
  readonly mayShare: boolean;
  readonly onProgress: (message: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * @throws DirectoryInUse when another process runs the server and it may not or cannot be shared; the signal's reason when it is
 * aborted
 */
export async function openPrivateLedger({
  directory,
  mayShare,
  onProgress,
  signal,
}: PrivateLedgerOptions): Promise<PrivateLedger> {
  try {
    const cluster = await startPostgres({ directory, onProgress, ...(signal && { signal }) });
    try {
      return { url: await ledgerDatabase(cluster), stop: (options) => cluster.stop(options) };
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  } catch (error) {
    const running = mayShare && error instanceof DirectoryInUse ? await runningPostgres(directory) : undefined;
    if (running === undefined) throw error;
    onProgress('The private PostgreSQL runs already, for a server: it is shared.');
    return { url: await ledgerDatabase(running), stop: () => Promise.resolve() };
  }
}
