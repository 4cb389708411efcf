import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { faults, fullDisk, type Fault } from './faults.js';
import { OrdealWorld } from './ordeal-world.js';
import { SmallDisk } from './small-disk.js';
import { workloads } from './works/index.js';
import { Worker } from './workload.js';

/** Milliseconds that a fault lasts; `npm run ordeal` has half a minute. */
const duration = 1_000 * Number(process.env['FAULT_SECONDS'] ?? 1);

/** Milliseconds in which everything goes on once PostgreSQL is there again. */
const recovery = 60_000;

const patience = 300_000 + 2 * duration;

/** Filling a disk takes a file system of its own, which not everybody may mount. */
const describeWithSmallDisk = (await SmallDisk.isPossible()) ? describe : describe.skip;

let world: OrdealWorld;

beforeAll(async () => {
  world = await OrdealWorld.start();
  await world.bringUsageIn();
}, patience);

afterAll(() => world.stop());

describe('reads, changes, batches, billing and imports go on, and nothing is lost or done twice', () => {
  let workers: readonly Worker[];

  beforeAll(async () => {
    workers = workloads.map((workload) => new Worker(workload(world), 50));
    await Promise.all(workers.map((worker) => worker.succeedsWithin(recovery)));
  }, recovery);

  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
  });

  /** Faults of all works while it happens, and until everything goes on. */
  const wrongAfter = async ({ happen }: Fault): Promise<readonly string[]> => {
    await happen(world.cluster, duration);
    await Promise.all(workers.map((worker) => worker.succeedsWithin(recovery)));
    return workers.flatMap((worker) => worker.faults);
  };

  it.each(faults)(
    'when PostgreSQL $name',
    async (fault) => {
      expect(await wrongAfter(fault)).toEqual([]);
    },
    patience,
  );

  describeWithSmallDisk('with a disk of its own', () => {
    it(
      'when PostgreSQL has none of it left',
      async () => {
        expect(await wrongAfter(fullDisk)).toEqual([]);
      },
      patience,
    );
  });

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
