import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Nothing here has to survive a power cut. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

let stop;

/** Gives the test run a PostgreSQL cluster of its own, unless TEST_DATABASE_URL names one. */
export async function startTestCluster() {
  if (process.env.TEST_DATABASE_URL) return;
  const { startPostgres } = await postgresTools();
  const directory = await mkdtemp(join(tmpdir(), 'org-invoices-test-'));
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

async function postgresTools() {
  try {
    return await import('../dist/postgres/index.js');
  } catch (cause) {
    throw new Error('These tests need PostgreSQL, which the built tools start: run `npx nx build tools` first', {
      cause,
    });
  }
}
