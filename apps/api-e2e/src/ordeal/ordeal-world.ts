import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource, migrate } from '@org/invoice-domain/persistence';
import { demoCredentials, fixedYear, loadDemoData } from '@org/tools/demo';
import pg from 'pg';
import { callCommand, type Ended } from '../support/call-command.js';
import { Server } from '../support/server.js';
import { BreakableCluster } from './breakable-cluster.js';
import { callsOf, ndjson } from './works/calls.js';

/** Accounts of the ordeal, which each kind of work has for itself. */
export const accounts = { runs: [9_001, 9_002, 9_003], batches: 9_004, ingest: 9_005, payments: 9_006 } as const;

/** Calls of each account of the runs, and the minutes from one to the next: a year of them. */
const [callsOfAccount, minutesBetween] = [7_300, 72];

const allAccounts = [...accounts.runs, accounts.batches, accounts.ingest, accounts.payments];

/** Those of the runs are billed by the day, the others when somebody asks. */
const parties = `
INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone, invoice_period_id, next_invoice_at, next_invoice_type)
SELECT id, 'ordeal ' || id, (SELECT min(id) FROM contractors WHERE customer), 1, (SELECT currency FROM resellers WHERE id = 1), 'postpay', 'UTC',
  CASE WHEN is_daily THEN 1 END, CASE WHEN is_daily THEN '2026-01-12T00:00:00Z'::timestamptz END, CASE WHEN is_daily THEN 'autoFull' END
FROM unnest('{${allAccounts.join(',')}}'::bigint[]) AS id, LATERAL (SELECT id = ANY ('{${accounts.runs.join(',')}}') AS is_daily) AS kind`;

/** Seconds after which statements of requests are given up: a failing database shows what it does to them in any test. */
const limits = {
  DATABASE_CONNECT_SECONDS: '2',
  DATABASE_READ_SECONDS: '2',
  DATABASE_WRITE_SECONDS: '3',
  DATABASE_LOCK_SECONDS: '2',
};

interface Finding {
  readonly check: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** Checks that find work which waits for a run or a job. */
const ofWaiting: ReadonlySet<string> = new Set(['unbilled usage', 'sales', 'unfinished']);

const isOfWaiting = ({ check, message }: Finding): boolean =>
  ofWaiting.has(check) || (check === 'payments' && message.includes(' was due on '));

/** A server with the demo's data on a PostgreSQL of its own, and files for commands. */
export class OrdealWorld {
  private constructor(
    readonly cluster: BreakableCluster,
    readonly server: Server,
    private readonly databaseUrl: string,
    private readonly folder: string,
  ) {}

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<OrdealWorld> {
    const cluster = await BreakableCluster.start();
    const url = await cluster.createDatabase('ordeal');
    const dataSource = await createDataSource({ url, poolSize: 1 }).initialize();
    await migrate(dataSource);
    await loadDemoData(dataSource, fixedYear);
    await dataSource.query(parties);
    await dataSource.destroy();
    const server = await Server.start({ DATABASE_URL: url, ADMIN_JWT_LIFETIME: '86400', ...limits, ...environment });
    return new OrdealWorld(cluster, server, url, await mkdtemp(join(tmpdir(), 'org-invoices-ordeal-')));
  }

  get origin(): string {
    return this.server.origin;
  }

  /** Headers of the callers of either API. */
  get callers(): Readonly<Record<'admin' | 'reseller', Readonly<Record<string, string>>>> {
    return {
      admin: { authorization: this.server.fromBanner('admin token') },
      reseller: { 'x-api-token': demoCredentials.managers.rootAdmin.token },
    };
  }

  /** Gives the accounts of the runs their calls of a year, twenty a day. */
  async bringUsageIn(): Promise<void> {
    const calls = accounts.runs.flatMap((account) => callsOf(account, 0, callsOfAccount, minutesBetween));
    const file = await this.write('usage.ndjson', ndjson(calls));
    const { code, stderr } = await this.call('ingest', ['cdrs', file]);
    if (code !== 0) throw new Error(stderr);
  }

  call(command: 'bill' | 'ingest' | 'verify', given: readonly string[]): Promise<Ended> {
    return callCommand({ command, given, directory: this.folder, databaseUrl: this.databaseUrl });
  }

  /** Errors that verification finds, in words. That some usage and some sales are yet to be billed is nothing wrong: nobody has asked for it. */
  async findings(): Promise<readonly string[]> {
    const { stdout } = await this.call('verify', ['--full', '--json']);
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
    const errors = findings.filter((finding) => finding.severity === 'error' && !isOfWaiting(finding));
    return errors.map(({ check, message }) => `${check}: ${message}`);
  }

  /** @returns where the file is */
  async write(name: string, text: string): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, text);
    return path;
  }

  async rows<Row>(sql: string): Promise<readonly Row[]> {
    const client = new pg.Client(this.databaseUrl);
    await client.connect();
    try {
      return (await client.query(sql)).rows as readonly Row[];
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.cluster.remove();
    await rm(this.folder, { recursive: true });
  }
}
