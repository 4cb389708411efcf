import { defaultLimits } from '@org/invoice-domain/persistence';
import type { DataSource } from 'typeorm';
import { JobDatabase } from './job-database.js';
import { deadLetters, jobNames, jobQueues } from './job-queues.js';

/** Any number, as long as every process of this project takes the same one. */
const preparationLock = 7_310_455_292;

/** Names of the queues that the database has; none where there is no place for jobs yet. */
const knownQueues = async (dataSource: DataSource): Promise<ReadonlySet<string>> => {
  const [place] = await dataSource.query<readonly { readonly found: boolean }[]>(
    `SELECT to_regclass('pgboss.queue') IS NOT NULL AS found`,
  );
  if (place?.found !== true) return new Set();
  const queues = await dataSource.query<readonly { readonly name: string }[]>('SELECT name FROM pgboss.queue');
  return new Set(queues.map(({ name }) => name));
};

/** The library's own queue for jobs that come by themselves. Its worker would make it, too, but may lack the right to. */
const scheduled = '__pgboss__send-it';

/** Makes the queues, in the ledger's own database, where they are missing: from then on a job can be asked for in any transaction. */
export const prepareJobs = async (dataSource: DataSource, url: string, limits = defaultLimits): Promise<void> => {
  const known = await knownQueues(dataSource);
  if (!jobNames.every((name) => known.has(name))) await makeQueues(dataSource, url, limits);
};

/** The same, and brings the library's tables up to date. The library is loaded only for that. */
export const makeQueues = async (dataSource: DataSource, url: string, limits = defaultLimits): Promise<void> => {
  const { default: PgBoss } = await import('pg-boss');
  await dataSource.transaction(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [preparationLock]);
    const db = new JobDatabase({ url, connect: limits.connect, limits: limits.working });
    const boss = new PgBoss({ db, supervise: false, schedule: false });
    try {
      await boss.start();
      for (const name of [deadLetters, scheduled]) await boss.createQueue(name);
      for (const name of jobNames) await boss.createQueue(name, { name, ...jobQueues[name] });
    } finally {
      await boss.stop({ graceful: false, wait: true });
      await db.close();
    }
  });
};
