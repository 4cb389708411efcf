import { sendChange } from '../send-change.js';
import { accounts, type OrdealWorld } from '../ordeal-world.js';
import type { Workload } from '../workload.js';
import { callsOf, ndjson } from './calls.js';
import { lossesOfCalls } from './losses-of-calls.js';

const size = 200;

/** Batches of calls, each sent again under the same id until somebody knows what became of it. */
export const batches = (world: OrdealWorld): Workload => {
  let acknowledged = 0;
  return {
    name: 'batches',
    patience: 40_000,
    async once() {
      const body = ndjson(callsOf(accounts.batches, acknowledged * size, size));
      const path = '/api/rest/admin/cdr-batches';
      const answer = await sendChange(world, path, 'application/x-ndjson', `ordeal-${acknowledged}`, body);
      if (answer === 'away') return 'away';
      const { data } = answer.json() as { readonly data: { readonly attributes: { readonly accepted: number } } };
      if (data.attributes.accepted !== size) throw new Error(`a batch of ${size} calls: ${answer.body}`);
      acknowledged += 1;
      return 'done';
    },
    // The last one may have been taken in though nobody was told.
    losses: () => lossesOfCalls(world, accounts.batches, acknowledged * size, (acknowledged + 1) * size),
  };
};
