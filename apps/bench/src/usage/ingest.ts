import { cdrColumns } from '@org/invoice-domain/persistence';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchDatabase } from '../bench-cluster.js';
import { residentMegabytesOf } from '../process-usage.js';
import type { Progress } from '../progress.js';
import { programs } from '../programs.js';
import { spreadOf, type Spread } from '../statistics.js';
import { addAccounts } from './accounts.js';
import { exportCdrs, type CdrSpan } from './cdr-rows.js';

const span: CdrSpan = {
  first: 1,
  count: 2_000_000,
  // Behind the demo's invoices: calls that come late take another way.
  from: '2026-02-01T00:00:00Z',
  to: '2026-05-01T00:00:00Z',
  accounts: 400,
};

/** Calls imported by the program, beside PostgreSQL's own `COPY` of the same file from its own disk. */
export interface IngestSpeed {
  readonly name: string;
  readonly goal: number;
  /** Rows per second of the program as a share of those of `COPY`, pair by pair. */
  readonly ratio: Spread;
  readonly ingestRowsPerSecond: Spread;
  readonly copyRowsPerSecond: Spread;
  /** The most memory that the program held. */
  readonly megabytes: number;
}

export const ingestName = `ingest of ${span.count.toLocaleString('en')} CDRs through the CLI`;

const pairs = 3;
const preparingSeconds = 20;
const runSeconds = 15;

export const ingestSeconds = preparingSeconds + pairs * 2 * runSeconds;

/** Both ways in turn, into an empty table each time; what starts first changes from pair to pair. */
export const measureIngest = async (database: BenchDatabase, progress: Progress): Promise<IngestSpeed> => {
  const file = join(database.directory, 'cdrs.csv');
  await addAccounts(database, span.accounts);
  await database.query('SELECT cdrs_create_partitions($1, $2)', [span.from, span.to]);
  await database.query(exportCdrs(span, file));
  progress.passed(preparingSeconds, 'calls made up');
  const copySeconds: number[] = [];
  const cliSeconds: number[] = [];
  let megabytes = 0;
  const copy = async (): Promise<void> => {
    copySeconds.push(await timed(database, progress, () => copyFile(database, file)));
  };
  const cli = async (): Promise<void> => {
    const run = async (): Promise<void> => {
      megabytes = Math.max(megabytes, await ingest(database, file));
    };
    cliSeconds.push(await timed(database, progress, run));
  };
  for (let pair = 0; pair < pairs; pair += 1) {
    for (const way of pair % 2 === 0 ? [copy, cli] : [cli, copy]) await way();
  }
  await database.query('TRUNCATE cdrs');
  await rm(file);
  const speedsOf = (seconds: readonly number[]): Spread => spreadOf(seconds.map((one) => span.count / one));
  return {
    name: ingestName,
    goal: 0.9,
    ratio: spreadOf(copySeconds.map((seconds, pair) => seconds / (cliSeconds[pair] ?? NaN))),
    ingestRowsPerSecond: speedsOf(cliSeconds),
    copyRowsPerSecond: speedsOf(copySeconds),
    megabytes,
  };
};

const timed = async (database: BenchDatabase, progress: Progress, work: () => Promise<void>): Promise<number> => {
  await database.query('TRUNCATE cdrs');
  await database.query('CHECKPOINT');
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  await demandAllRows(database);
  progress.passed(runSeconds, ingestName);
  return seconds;
};

const demandAllRows = async (database: BenchDatabase): Promise<void> => {
  const [found] = await database.query('SELECT count(*)::integer AS count FROM cdrs');
  if (found?.['count'] !== span.count) throw new Error(`${String(found?.['count'])} calls came in`);
};

const copyFile = async (database: BenchDatabase, file: string): Promise<void> => {
  const columns = Object.values(cdrColumns).map(({ name }) => name);
  await database.query(`COPY cdrs (${columns.join(', ')}) FROM '${file}' (FORMAT csv, HEADER)`);
};

/** The whole program, from its start to its end. Answers how much memory it held. */
const ingest = async ({ url, directory }: BenchDatabase, file: string): Promise<number> => {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [programs.ingest, 'cdrs', file], {
    cwd: directory,
    env: { PATH, HOME, DATABASE_URL: url, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let most = 0;
  const look = setInterval(() => {
    void residentMegabytesOf(child.pid ?? 0).then(
      (held) => (most = Math.max(most, Number.isNaN(held) ? 0 : held)),
      () => undefined,
    );
  }, 200);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(look);
  if (code !== 0) throw new Error(`the ingest ended with ${String(code)}`);
  return most;
};
