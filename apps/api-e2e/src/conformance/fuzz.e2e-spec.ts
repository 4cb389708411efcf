import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';
import { sendConforming } from '../support/conforming-client.js';
import { DemoWorld } from '../support/demo-world.js';
import { adminRequest, resellerRequest } from './api-arbitrary.js';
import type { GeneratedRequest } from './request-arbitrary.js';
import { fuzzRequests, say, seed } from './settings.js';

/** Requests under way at once: each lane sends its own, one after the other, and shrinks its own failure. */
const lanes = 32;

/** Milliseconds for the requests to one API, on a busy machine. */
const patience = 60_000 + 20 * fuzzRequests;

let world: DemoWorld;

beforeAll(async () => {
  // All lanes are one caller, who waits for its turn instead of being refused.
  world = await DemoWorld.start({ REQUEST_WAIT_SECONDS: '120' });
});

afterAll(() => world.stop());

type Counts = ReadonlyMap<number, number>;

/** Number of answers by status. @throws Error with the smallest request that breaks a rule */
const fuzz = async (request: Arbitrary<GeneratedRequest>): Promise<Counts> => {
  const counts = new Map<number, number>();
  const property = fc.asyncProperty(request, async ({ path, ...sent }) => {
    const { status } = await sendConforming(world.origin, path, sent);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  });
  const numRuns = Math.ceil(fuzzRequests / lanes);
  await Promise.all(Array.from({ length: lanes }, (_, lane) => fc.assert(property, { seed: seed + lane, numRuns })));
  return counts;
};

const total = (counts: Counts): number => [...counts.values()].reduce((sum, count) => sum + count, 0);

const report = (api: string, counts: Counts): void => {
  const sorted = [...counts].sort(([left], [right]) => left - right);
  say(`fuzz, ${api} API: seed ${seed}, ${total(counts)} requests, ${JSON.stringify(sorted)}`);
};

describe('whatever is sent, the answer conforms and the server does not fail', () => {
  it(
    'in the admin API',
    async () => {
      const counts = await fuzz(adminRequest(world.adminToken));

      report('admin', counts);
      expect(total(counts)).toBeGreaterThanOrEqual(fuzzRequests);
      expect([...counts.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 404, 406]));
    },
    patience,
  );

  it(
    'in the reseller API',
    async () => {
      const counts = await fuzz(resellerRequest());

      report('reseller', counts);
      expect(total(counts)).toBeGreaterThanOrEqual(fuzzRequests);
      expect([...counts.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 403, 404, 406]));
    },
    patience,
  );
});
