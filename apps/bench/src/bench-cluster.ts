import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type PostgresCluster } from '@org/tools/postgres';
import pg from 'pg';

/** A database of the benchmark's cluster, with a connection for the benchmark's own statements. */
export interface BenchDatabase {
  readonly url: string;
  readonly name: string;
  /** Where the server keeps its log. */
  readonly directory: string;
  /** Runs statements that belong to the benchmark, not to what it measures. */
  readonly query: (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
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

/** A private PostgreSQL cluster whose files are removed when it stops. */
export class BenchCluster {
  private constructor(
    private readonly cluster: PostgresCluster,
    private readonly directory: string,
  ) {}

  static async start(): Promise<BenchCluster> {
    const directory = await mkdtemp(join(tmpdir(), 'org-invoices-bench-'));
    return new BenchCluster(await startPostgres({ directory, settings }), directory);
  }

  /** Creates an empty database, or a copy of another one that nobody is connected to. @returns its URL */
  async create(name: string, template?: string): Promise<string> {
    const client = new pg.Client(this.cluster.url);
    await client.connect();
    try {
      await client.query(`CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`);
    } finally {
      await client.end();
    }
    return this.cluster.databaseUrl(name);
  }

  async open(name: string): Promise<BenchDatabase> {
    const url = this.cluster.databaseUrl(name);
    const client = new pg.Client(url);
    // The cluster may be stopped while the connection is open.
    client.on('error', () => undefined);
    await client.connect();
    // Triggers and foreign keys would look at each of the rows that are made by the million, finished as they are.
    await client.query('SET session_replication_role = replica');
    return {
      url,
      name,
      directory: this.cluster.directory,
      query: async (text, values = []) => (await client.query<Record<string, unknown>>(text, [...values])).rows,
      close: () => client.end(),
    };
  }

  async stop(): Promise<void> {
    await this.cluster.stop();
    for (const used of new Set([this.directory, this.cluster.directory])) {
      await rm(used, { recursive: true, force: true });
    }
  }
}
