import { accounts, type OrdealWorld } from '../ordeal-world.js';
import type { Workload } from '../workload.js';
import { callsOf, ndjson } from './calls.js';
import { lossesOfCalls } from './losses-of-calls.js';

const size = 3_000;

/** Files of calls, each sent again until all of it is in. */
export const ingest = (world: OrdealWorld): Workload => {
  let taken = 0;
  return {
    name: 'ingest',
    patience: 90_000,
    async once() {
      const file = await world.write(`calls-${taken}.ndjson`, ndjson(callsOf(accounts.ingest, taken * size, size)));
      const { code, stdout, stderr } = await world.call('ingest', ['cdrs', file]);
      if (code === 1 && isPlain(stderr)) return 'away';
      if (code !== 0) throw new Error(`ingest ended with ${code}: ${stdout}${stderr}`);
      taken += 1;
      return 'done';
    },
    losses: () => lossesOfCalls(world, accounts.ingest, taken * size, (taken + 1) * size),
  };
};

/** Whether a command says in words what is wrong, and not in lines of its program. */
export const isPlain = (stderr: string): boolean => stderr.trim() !== '' && !stderr.includes('    at ');
