import type { BenchCluster, BenchDatabase } from '../bench-cluster.js';
import { addCrowdedInvoice } from '../bulk.js';
import { ServerProcess } from '../server-process.js';

/** Time that an old server gets to load its demo data, which takes longer than a start. */
const loadMilliseconds = 600_000;

/** Two databases with the same records. */
export interface TwinDatabases {
  /** In the schema of the old commit. */
  readonly before: BenchDatabase;
  /** A copy, which the new server migrates when it starts. */
  readonly after: BenchDatabase;
}

/** The old server loads its demo data into an empty database; the other database is a copy of that. */
export const createTwins = async (cluster: BenchCluster, oldServer: string): Promise<TwinDatabases> => {
  const url = await cluster.create('before');
  const loading = await ServerProcess.start({
    program: oldServer,
    environment: { NODE_ENV: 'development', DATABASE_URL: url, LOG_LEVEL: 'warn', RUN_JOBS: 'false' },
    readyWithin: loadMilliseconds,
  });
  await loading.stop();
  const before = await cluster.open('before');
  await addCrowdedInvoice(before);
  await before.close();
  await cluster.create('after', 'before');
  return { before: await cluster.open('before'), after: await cluster.open('after') };
};
