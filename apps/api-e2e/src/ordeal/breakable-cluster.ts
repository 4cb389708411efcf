import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type PostgresCluster } from '@org/tools/postgres';
import pg from 'pg';
import { SmallDisk } from './small-disk.js';

const diskMegabytes = 640;

/** Milliseconds for a connection of the operator's own, to a server that has everybody else to serve. */
const patience = 20_000;

/** Settings under which commits outlive the server, though not the machine. */
const settings = { fsync: 'off', max_wal_size: '96MB', min_wal_size: '32MB', shared_buffers: '64MB' };

/** A PostgreSQL of its own, always under the same URL, to which anything may be done. */
export class BreakableCluster {
  private stopped: readonly number[] = [];

  private constructor(
    private running: PostgresCluster,
    private readonly directory: string,
    private readonly disk: SmallDisk | undefined,
  ) {}

  static async start(): Promise<BreakableCluster> {
    const disk = await SmallDisk.mount(diskMegabytes);
    const parent = disk?.directory ?? (await mkdtemp(join(tmpdir(), 'org-invoices-ordeal-')));
    const directory = join(parent, 'cluster');
    return new BreakableCluster(await startPostgres({ directory, settings }), directory, disk);
  }

  /** URL of a superuser. */
  get url(): string {
    return this.running.url;
  }

  /** @returns its URL */
  async createDatabase(name: string): Promise<string> {
    await this.ask(`CREATE DATABASE ${name}`);
    return this.running.databaseUrl(name);
  }

  /** Stops every process of PostgreSQL where it stands: connections stay open, and nothing comes over them. */
  async pause(): Promise<void> {
    const postmaster = await this.postmaster();
    const others = await this.ask<{ readonly pid: number }>('SELECT pid FROM pg_stat_activity', () => {
      process.kill(postmaster, 'SIGSTOP');
    });
    this.stopped = [postmaster, ...others.map(({ pid }) => pid)];
    for (const pid of this.stopped) sendSignal(pid, 'SIGSTOP');
  }

  resume(): void {
    for (const pid of this.stopped.toReversed()) sendSignal(pid, 'SIGCONT');
    this.stopped = [];
  }

  /** Ends every process of PostgreSQL with nothing written or said. */
  async kill(): Promise<void> {
    await this.pause();
    for (const pid of this.stopped) sendSignal(pid, 'SIGKILL');
    this.stopped = [];
  }

  /** Stops PostgreSQL as its operator would. */
  async stop(): Promise<void> {
    await this.running.stop();
  }

  /** Starts PostgreSQL again, be it that it was stopped or that it ended by itself. */
  async startAgain(): Promise<void> {
    await this.running.stop();
    const port = Number(new URL(this.url).port);
    this.running = await startPostgres({ directory: this.directory, settings, port });
  }

  async fill(): Promise<void> {
    await this.disk?.fill();
  }

  /** Makes room again. */
  async free(): Promise<void> {
    await this.disk?.free();
  }

  /** Ends all connections of clients, as an operator would or a failing network. */
  async endConnections(): Promise<void> {
    await this.ask(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
  }

  /** Whether it lets anybody in. */
  answers(): Promise<boolean> {
    return this.ask('SELECT 1').then(
      () => true,
      () => false,
    );
  }

  async remove(): Promise<void> {
    this.resume();
    await this.running.stop();
    for (const used of new Set([this.directory, this.running.directory])) {
      await rm(used, { recursive: true, force: true });
    }
    await this.disk?.unmount();
  }

  private async postmaster(): Promise<number> {
    return parseInt(await readFile(join(this.running.directory, 'data', 'postmaster.pid'), 'utf8'), 10);
  }

  /** @param once connected, before anything is asked */
  private async ask<Row>(sql: string, once: () => void = () => undefined): Promise<readonly Row[]> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: patience });
    client.on('error', () => undefined);
    await client.connect();
    try {
      once();
      return (await client.query(sql)).rows as readonly Row[];
    } finally {
      // A server that was stopped would not take the farewell.
      await Promise.race([client.end(), new Promise((resolve) => setTimeout(resolve, 100))]);
    }
  }
}

/** A process may have ended by itself. */
const sendSignal = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It has.
  }
};
