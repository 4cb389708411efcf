import type { OrdealWorld } from '../ordeal-world.js';
import type { Workload } from '../workload.js';
import { batches } from './batches.js';
import { ingest } from './ingest.js';
import { reads } from './reads.js';
import { runs } from './runs.js';
import { writes } from './writes.js';

/** Work of every kind that a ledger does. */
export const workloads: readonly ((world: OrdealWorld) => Workload)[] = [reads, writes, batches, runs, ingest];
