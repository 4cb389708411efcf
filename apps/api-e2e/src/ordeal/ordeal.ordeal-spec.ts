import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { faults, fullDisk } from './faults.js';
import { inTurn } from './in-turn.js';
import { MemoryWatch } from './memory.js';
import { OrdealWorld } from './ordeal-world.js';
import { capacityOf, SteadyLoad } from './steady-load.js';
import { batches } from './works/batches.js';
import { ingest } from './works/ingest.js';
import { reads } from './works/reads.js';
import { runs } from './works/runs.js';
import { writes } from './works/writes.js';
import { Worker } from './workload.js';

const seconds = 1_000;

/** Milliseconds that it takes. */
const duration = Number(process.env['ORDEAL_SECONDS'] ?? 600) * seconds;

/** Milliseconds from one fault to the next, and that each lasts. */
const [distance, length] = [30 * seconds, 3 * seconds];

/** Part of the reads that the server can answer beside all else. */
const share = 0.7;

/** Memory that is flat grows by less than samples of it differ. */
const mostGrowth = 1.25;

/** Work beside the reads, with the milliseconds between two pieces. */
const others = [
  [writes, 100],
  [batches, 1 * seconds],
  [runs, 5 * seconds],
  [ingest, 5 * seconds],
] as const;

let world: OrdealWorld;

beforeAll(async () => {
  world = await OrdealWorld.start();
  await world.bringUsageIn();
}, 120 * seconds);

afterAll(() => world.stop());

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

describe('an ordeal', () => {
  it(
    `of ${duration / seconds} seconds at ${100 * share} % of what the server can do, with a fault of PostgreSQL each 30 seconds, does no harm`,
    async () => {
      const workers = others.map(([workload, between]) => new Worker(workload(world), between));
      const capacity = await capacityOf(reads(world), 16, 15 * seconds);
      const load = new SteadyLoad(reads(world), share * capacity);
      const nextFault = inTurn([...faults, fullDisk]);
      const memory = new MemoryWatch(world.server.pid);
      say(`ordeal: ${Math.round(share * capacity)} reads a second of ${Math.round(capacity)}`);
      for (let passed = distance; passed <= duration; passed += distance) {
        await pause(distance - length);
        const { name, happen } = nextFault();
        say(`ordeal: PostgreSQL ${name}; ${JSON.stringify(load.counts)}`);
        await happen(world.cluster, length);
      }
      await Promise.all(workers.map((worker) => worker.succeedsWithin(60 * seconds)));
      await Promise.all([load.stop(), ...workers.map((worker) => worker.stop())]);
      memory.end();
      say(`ordeal: ${JSON.stringify(load.counts)}; memory grew to ${memory.growth.toFixed(2)} of what it was`);

      expect(load.faults).toEqual([]);
      for (const worker of workers) {
        say(`ordeal: ${worker.workload.name}, ${worker.attempts.length} pieces of work`);
        expect(worker.faults).toEqual([]);
        expect(await worker.workload.losses()).toEqual([]);
      }
      expect(load.counts.done).toBeGreaterThan(load.counts.away);
      expect(memory.growth).toBeLessThan(mostGrowth);
      expect(await world.findings()).toEqual([]);
    },
    duration + 300 * seconds,
  );
});
