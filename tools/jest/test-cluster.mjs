import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Settings without durability and without a write-ahead log for readers. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '512MB',
};

/** A file system in memory, which Linux has here: in it a database is copied in a sixth of the time. */
const memory = '/dev/shm';

/** Bytes that one cluster takes at most, its write-ahead log and the demo world's databases included. */
const clusterBytes = 2 ** 31;

let stop;

/** Gives the test run a PostgreSQL cluster of its own, unless TEST_DATABASE_URL names one. */
export async function startTestCluster() {
  if (process.env.TEST_DATABASE_URL) return;
  const { startPostgres } = await postgresTools();
  const directory = await mkdtemp(join(await placeOfClusters(), 'org-invoices-test-'));
  const cluster = await startPostgres({ directory, settings });
  // The workers, which run the tests, inherit it.
  process.env.TEST_DATABASE_URL = cluster.url;
  stop = async () => {
    stop = undefined;
    delete process.env.TEST_DATABASE_URL;
    await cluster.stop();
    for (const used of new Set([directory, cluster.directory])) await rm(used, { recursive: true, force: true });
  };
}

export async function stopTestCluster() {
  await stop?.();
}

/** In memory, if there is room for two clusters; containers often have 64 MB there. */
async function placeOfClusters() {
  const free = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return free > 2 * clusterBytes ? memory : tmpdir();
}

async function postgresTools() {
  try {
    return await import('../dist/postgres/index.js');
  } catch (cause) {
    throw new Error('These tests need PostgreSQL, which the built tools start: run `npx nx build tools` first', {
      cause,
    });
  }
}
