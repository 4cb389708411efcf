import { setTimeout as pause } from 'node:timers/promises';
import type { BreakableCluster } from './breakable-cluster.js';

/** Something that happens to PostgreSQL. */
export interface Fault {
  readonly name: string;
  /** Lets it happen, for so long, and mends what an operator would have to mend. */
  readonly happen: (cluster: BreakableCluster, milliseconds: number) => Promise<void>;
}

/** Milliseconds between two times at which connections are ended. */
const endingDistance = 250;

export const faults: readonly [Fault, ...Fault[]] = [
  {
    name: 'is stopped where it stands',
    happen: async (cluster, milliseconds) => {
      await cluster.pause();
      await pause(milliseconds);
      cluster.resume();
    },
  },
  {
    name: 'is killed',
    happen: async (cluster, milliseconds) => {
      await cluster.kill();
      await pause(milliseconds);
      await cluster.startAgain();
    },
  },
  {
    name: 'is restarted',
    happen: async (cluster) => {
      await cluster.stop();
      await cluster.startAgain();
    },
  },
  {
    name: 'loses its connections, again and again',
    happen: async (cluster, milliseconds) => {
      const end = performance.now() + milliseconds;
      while (performance.now() < end) {
        await cluster.endConnections();
        await pause(endingDistance);
      }
    },
  },
];

/** Takes a disk that can be filled: see `small-disk.ts`. */
export const fullDisk: Fault = {
  name: 'has a full disk',
  happen: async (cluster, milliseconds) => {
    await cluster.fill();
    await pause(milliseconds);
    await cluster.free();
    if (!(await cluster.answers())) await cluster.startAgain();
  },
};
