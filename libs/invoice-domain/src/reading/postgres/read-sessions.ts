import type { Pool, PoolClient } from 'pg';
import { LedgerClient } from '../../schema/connections/ledger-client.js';
import { askedAsPool } from './one-connection.js';
import type { Reads, StatementRunner } from './statement-runner.js';

/**
 * Connections that requests read over: each keeps one from its first statement to its last, so that those which have begun come to their end
 * before others begin.
 */
export class ReadSessions {
  constructor(
    private readonly pool: Pool,
    private readonly runner: StatementRunner,
  ) {}

  /**
   * @param signal ends the statement that runs when it is aborted
   * @throws the signal's reason, once aborted
   */
  async run<Result>(work: (reads: Reads) => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const client = await this.pool.connect();
    try {
      signal?.throwIfAborted();
      return await this.work(client, work, signal);
    } finally {
      // One that is lost, the pool replaces by itself.
      client.release();
    }
  }

  private async work<Result>(
    client: PoolClient,
    work: (reads: Reads) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    let breaking: Promise<void> | undefined;
    const breakOff = (): void => {
      if (client instanceof LedgerClient) breaking = client.breakOff();
    };
    signal?.addEventListener('abort', breakOff);
    const connection = askedAsPool(client);
    try {
      return await work({ rows: (statement, values) => this.runner.rowsOver(connection, statement, values) });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', breakOff);
      // Nobody else's statement is to be ended by it.
      await breaking;
    }
  }
}
