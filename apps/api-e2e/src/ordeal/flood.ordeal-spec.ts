import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { demoCredentials } from '@org/tools/demo';
import { sendTo } from '@org/tools/testing';
import { DemoWorld } from '../support/demo-world.js';
import { Flood } from './flood.js';
import { LightCaller } from './light-caller.js';
import { memoryOf } from './memory.js';

const seconds = 1_000;

/** How many times as long others may wait as they do while nobody floods. */
const mostDelay = 3;

/** Megabytes that the server may take. */
const mostMemory = 350;

/** Milliseconds after a flood in which the server is as it was before. */
const recovery = 2 * seconds;

const resellerLists = [
  '/api/v3/resellers/1/invoices?page[size]=1000&include=payments,charges,corrections',
  '/api/v3/resellers/1/charges?page[size]=1000',
];

const adminLists = [
  '/api/rest/admin/invoices?page[size]=1000&include=account.contractor,originated-destinations',
  '/api/rest/admin/accounts?page[size]=1000&include=contractor',
];

let world: DemoWorld;

beforeEach(async () => {
  world = await DemoWorld.start();
});

afterEach(() => world.stop());

describe('while one caller floods the server', () => {
  it.each([
    ['lists of the reseller API', 200, resellerLists, () => ({ 'x-api-token': demoCredentials.resellerToken })],
    ['lists of the admin API', 200, adminLists, () => ({ authorization: world.adminToken })],
    ['lists of the admin API', 4_000, adminLists, () => ({ authorization: world.adminToken })],
  ])(
    'with %s over %d connections, others are served as before, and it recovers at once',
    async (_, connections, paths, headers) => {
      const { token } = demoCredentials.managers.sibling;
      const light = new LightCaller(`${world.origin}/api/v3/resellers/3/invoices?page[size]=5`, {
        'x-api-token': token,
      });
      await light.p99(2 * seconds);
      const idle = await light.p99(8 * seconds);
      const flood = Flood.begin({ origin: world.origin, connections, paths, headers: headers() });
      await pause(2 * seconds);
      const flooded = await light.p99(15 * seconds);
      const answers = JSON.stringify(await flood.end());
      await pause(recovery);
      const afterwards = await light.p99(4 * seconds);
      light.end();
      const { most } = await memoryOf(world.server.pid);
      process.stderr.write(
        `${connections} connections: p99 ${idle.toFixed(1)}, ${flooded.toFixed(1)}, ${afterwards.toFixed(1)} ms; ${Math.round(most)} MB; ` +
          `${answers}\n`,
      );

      expect(flooded).toBeLessThan(mostDelay * idle);
      expect(afterwards).toBeLessThan(mostDelay * idle);
      expect(light.statuses).toEqual(new Set([200]));
      expect(most).toBeLessThan(mostMemory);
      expect((await sendTo(world.origin, '/health/ready')).status).toBe(200);
    },
    120 * seconds,
  );
});
