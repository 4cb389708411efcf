import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { faults } from './faults.js';
import { OrdealWorld } from './ordeal-world.js';
import { workloads } from './works/index.js';
import { Worker } from './workload.js';

/** Milliseconds that a fault lasts; `npm run faults` has half a minute. */
const duration = 1_000 * Number(process.env['FAULT_SECONDS'] ?? 2);

/** Milliseconds in which everything goes on once PostgreSQL is there again. */
const recovery = 60_000;

const patience = 300_000 + 2 * duration;

let world: OrdealWorld;

beforeAll(async () => {
  world = await OrdealWorld.start();
  await world.bringUsageIn();
}, patience);

afterAll(() => world.stop());

describe('reads, changes, batches, billing and imports go on, and nothing is lost or done twice', () => {
  let workers: readonly Worker[];

  beforeAll(() => {
    workers = workloads.map((workload) => new Worker(workload(world), 50));
  });

  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
  });

  it.each(faults.map(({ name, happen }) => [name, happen] as const))(
    'when PostgreSQL %s',
    async (name, happen) => {
      expect(name !== 'has a full disk' || world.cluster.canBeFull).toBe(true);
      await Promise.all(workers.map((worker) => worker.succeedsWithin(recovery)));
      await happen(world.cluster, duration);
      await Promise.all(workers.map((worker) => worker.succeedsWithin(recovery)));

      expect(workers.flatMap((worker) => worker.faults)).toEqual([]);
    },
    patience,
  );

  it(
    'in the end',
    async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      for (const { workload } of workers) expect(await workload.losses()).toEqual([]);
      expect(await world.findings()).toEqual([]);
    },
    patience,
  );
});
