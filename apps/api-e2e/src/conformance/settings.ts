import { randomInt } from 'node:crypto';

const numberFrom = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

/** Says which run it was: with the same seed it is the same again. */
export const seed = numberFrom('CONFORMANCE_SEED', randomInt(2 ** 31));

/** Generated requests for each API; 20,000 in `npm run fuzz`. */
export const fuzzRequests = numberFrom('CONFORMANCE_FUZZ_REQUESTS', 800);

/** Links followed in each API. */
export const walkRequests = numberFrom('CONFORMANCE_WALK_REQUESTS', 500);

/** Writes to the log although the test passes: how much was tried, and how to repeat it. */
export const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
