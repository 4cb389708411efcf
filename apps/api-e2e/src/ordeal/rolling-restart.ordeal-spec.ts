import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoCredentials } from '@org/tools/demo';
import { freePort } from '@org/tools/postgres';
import { sendTo, type Sent } from '@org/tools/testing';
import { DemoWorld } from '../support/demo-world.js';
import { Server } from '../support/server.js';
import { Balancer, hasBalancer } from './balancer.js';

const describeWithBalancer = hasBalancer ? describe : describe.skip;

/** Requests under way at once. */
const lanes = 8;

/** Milliseconds that a balancer takes to notice that a server is there again, twice over. */
const noticed = 500;

const account = { data: { type: 'accounts', id: '74' } };

describeWithBalancer('three servers that are restarted in turn', () => {
  let world: DemoWorld;
  let servers: Server[];
  let ports: readonly number[];
  let balancer: Balancer;

  const start = (port: number): Promise<Server> =>
    Server.start({
      DATABASE_URL: world.databaseUrl,
      PORT: String(port),
      DRAIN_SECONDS: '1',
      ADMIN_JWT_SECRET: 'the same secret in all of the processes',
    });

  beforeAll(async () => {
    world = await DemoWorld.start();
    ports = [await freePort(), await freePort(), await freePort()];
    servers = await Promise.all(ports.map(start));
    balancer = await Balancer.before(ports);
  }, 120_000);

  afterAll(async () => {
    await balancer.stop();
    await Promise.all(servers.map((server) => server.stop()));
    await world.stop();
  });

  it('fail no request that comes through a balancer, be it of a reader or a writer', async () => {
    const token = servers[0]?.fromBanner('admin token') ?? '';
    const statuses: Record<string, number> = {};
    let isOver = false;
    const send = async (path: string, sent: Sent): Promise<void> => {
      const told = await sendTo(balancer.origin, path, sent).then(
        ({ status }) => String(status),
        (error: unknown) => String(error),
      );
      statuses[told] = (statuses[told] ?? 0) + 1;
    };
    const lane = async (_: unknown, index: number): Promise<void> => {
      for (let turn = 0; !isOver; turn += 1) {
        await send('/api/v3/resellers/1/invoices/3973', { headers: { 'x-api-token': demoCredentials.resellerToken } });
        await send('/api/rest/admin/invoices?page[size]=20', { headers: { authorization: token } });
        const notes = `rolling ${index}.${turn}`;
        const data = { type: 'payments', attributes: { amount: '1.00', notes }, relationships: { account } };
        await send('/api/rest/admin/payments', {
          method: 'POST',
          headers: { authorization: token, 'content-type': 'application/vnd.api+json' },
          body: JSON.stringify({ data }),
        });
        await pause(10);
      }
    };
    const load = Promise.all(Array.from({ length: lanes }, lane));
    for (const [place, port] of ports.entries()) {
      await servers[place]?.stop();
      servers[place] = await start(port);
      await pause(noticed);
    }
    isOver = true;
    await load;

    process.stderr.write(`rolling restart: ${JSON.stringify(statuses)}\n`);
    expect(Object.keys(statuses).sort()).toEqual(['200', '201']);
    expect(statuses['201']).toBeGreaterThan(lanes);
  }, 120_000);
});
