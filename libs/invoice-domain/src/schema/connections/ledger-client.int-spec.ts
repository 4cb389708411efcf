import { createServer, connect, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import type { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { defaultLimits } from './limits.js';
import { createClient, openPool } from './open-pool.js';
import { unavailability } from './unavailable.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

const limits = { statement: 200, lock: 100, idle: 200 };

/** The failure of a statement, and the milliseconds until it. */
const failureOf = async (client: Pick<Client, 'query'>, text: string) => {
  const began = performance.now();
  const error: unknown = await client.query(text).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { cause: unavailability(error), milliseconds: performance.now() - began };
};

const connected = async (url: string): Promise<Client> => {
  const client = createClient({ url, name: 'test', connect: 2_000, limits });
  await client.connect();
  return client;
};

describe('a connection', () => {
  it('ends a statement, a wait for a lock and an idle transaction that take too long', async () => {
    const [one, other] = [await connected(database.url), await connected(database.url)];
    expect(await failureOf(one, 'SELECT pg_sleep(5)')).toMatchObject({ cause: expect.stringMatching(/^57014 /) });
    await other.query('BEGIN');
    await other.query('LOCK TABLE contractors');
    expect(await failureOf(one, 'SELECT 1 FROM contractors')).toMatchObject({
      cause: expect.stringMatching(/^55P03 /),
    });
    await pause(400);
    expect(await failureOf(other, 'COMMIT')).toMatchObject({ cause: expect.any(String) });
    expect(await failureOf(one, 'SELECT 1 FROM contractors')).toMatchObject({ cause: undefined });
    await one.end();
  });

  it('is given up when PostgreSQL falls silent, which no server can be told to end', async () => {
    const frozen = await freezable(database.url);
    const client = await connected(frozen.url);
    await client.query('SELECT 1');
    frozen.freeze();
    const { cause, milliseconds } = await failureOf(client, 'SELECT 1');
    frozen.close();

    expect(cause).toContain('not answered');
    expect(milliseconds).toBeLessThan(4_000);
  });

  it('has its statement ended on demand, and can be used afterwards', async () => {
    const pool = openPool({ url: database.url, size: 1, name: 'test', connect: 2_000, limits: defaultLimits.working });
    const client = await pool.connect();
    const asked = failureOf(client, 'SELECT pg_sleep(20)');
    await pause(50);
    await (client as unknown as { breakOff: () => Promise<void> }).breakOff();

    expect(await asked).toMatchObject({ cause: expect.stringMatching(/^57014 /) });
    expect(await client.query('SELECT 1 AS one')).toMatchObject({ rows: [{ one: 1 }] });
    client.release();
    await pool.end();
  });

  it('that nobody answers is given up in time', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const url = `postgres://u:p@127.0.0.1:${port}/d`;
    const pool = openPool({ url, size: 1, name: 'test', connect: 200, limits });

    expect(await failureOf(pool, 'SELECT 1')).toMatchObject({ cause: expect.stringMatching(/timeout/) });
    await pool.end();
    silent.close();
  });
});

interface Freezable {
  readonly url: string;
  readonly freeze: () => void;
  readonly close: () => void;
}

/** A way to PostgreSQL on which, once frozen, nothing comes on, though it stays open: as a process that was stopped. */
const freezable = async (url: string): Promise<Freezable> => {
  const target = new URL(url);
  const sockets: Socket[] = [];
  const proxy: Server = createServer((socket) => {
    const there = connect(Number(target.port), target.hostname);
    sockets.push(socket, there);
    for (const one of [socket, there]) one.on('error', () => undefined);
    socket.pipe(there).pipe(socket);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    url: through.href,
    freeze: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
};
