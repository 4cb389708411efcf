import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, defaultLimits } from '@org/invoice-domain/persistence';
import type { Answer } from '@org/tools/testing';
import type { Client } from 'pg';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

let server: TestApp;
let other: Client;

beforeAll(async () => {
  const environment = {
    DATABASE_POOL_SIZE: '4',
    REQUESTS_AT_ONCE: '4',
    REQUESTS_OF_ONE_CALLER: '2',
    REQUESTS_WAITING: '3',
    REQUEST_WAIT_SECONDS: '1',
  };
  server = await startTestApp({ environment });
  other = createClient({ url: server.database.url, name: 'other', connect: 5_000, limits: defaultLimits.working });
  await other.connect();
});

afterAll(async () => {
  await other.end();
  await server.close();
});

const invoices = '/api/v3/resellers/1/invoices';

const list = (token: string, path = invoices): Promise<Answer> =>
  server.send(path, { headers: { 'x-api-token': token } });

const contractors = (): Promise<Answer> =>
  server.send('/api/rest/admin/contractors', { headers: { authorization: server.adminToken() } });

/** Keeps everybody from reading charges while the work is done. */
const whileLocked = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  await other.query('BEGIN');
  await other.query('LOCK TABLE charges IN ACCESS EXCLUSIVE MODE');
  try {
    return await work();
  } finally {
    await other.query('ROLLBACK');
  }
};

const waitingStatements = async (): Promise<number> => {
  const [found] = await server.database.dataSource.query<readonly { readonly count: number }[]>(
    `SELECT count(*)::integer FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return found?.count ?? 0;
};

const until = async (isTrue: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await isTrue()); tries += 1) {
    if (tries === 200) throw new Error('it did not happen within four seconds');
    await pause(20);
  }
};

describe('while one caller asks for more than it may have', () => {
  beforeAll(async () => {
    // From now on both are known by name, not by the address that they share.
    await list(tokens.root);
    await contractors();
  });

  it('others are served, and it is told to come again', async () => {
    const flood = await whileLocked(async () => {
      const asked = Array.from({ length: 10 }, () => list(tokens.root, `${invoices}?include=charges`));
      await until(async () => (await waitingStatements()) === 2);
      expect(await contractors()).toMatchObject({ status: 200 });
      expect(await waitingStatements()).toBe(2);
      await pause(1_100);
      return asked;
    });
    const answers = await Promise.all(flood);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, ...Array.from({ length: 8 }, () => 503)]);
    for (const answer of answers.filter(({ status }) => status === 503)) {
      expect(answer).toMatchObject({ headers: { 'retry-after': '2' } });
      expect(answer.json()).toMatchObject({ errors: [{ code: 'UNAVAILABLE' }] });
    }
  });

  it.each(['page[size]=1000', 'page[size]=1&page[size]=1000', 'page[size]=x&page[size]=1000'])(
    'a long page waits until it has all of its places: %s',
    async (size) => {
      const answers = await whileLocked(async () => {
        const asked = [`${invoices}?include=charges`, `${invoices}?include=charges&${size}`].map((path) =>
          list(tokens.root, path),
        );
        await until(async () => (await waitingStatements()) === 1);
        expect(await contractors()).toMatchObject({ status: 200 });
        await pause(1_100);
        return asked;
      });
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 503]);
    },
  );

  it('readiness and liveness are told all the same', async () => {
    const flood = await whileLocked(async () => {
      const asked = Array.from({ length: 5 }, () => list(tokens.root, `${invoices}?include=charges`));
      await until(async () => (await waitingStatements()) === 2);
      expect(await server.send('/health/ready')).toMatchObject({ status: 200 });
      expect(await server.send('/health/live')).toMatchObject({ status: 200 });
      return asked;
    });
    await Promise.all(flood);
  });
});

it('ends the statement of a client that has left, and gives its place to others', async () => {
  await whileLocked(async () => {
    const headers = { 'x-api-token': tokens.root };
    const url = `${await server.app.getUrl()}${invoices}?include=charges`;
    const asked = Array.from({ length: 2 }, () => request(url, { headers }).on('error', () => undefined));
    for (const one of asked) one.end();
    await until(async () => (await waitingStatements()) === 2);
    for (const one of asked) one.destroy();
    await until(async () => (await waitingStatements()) === 0);
    expect(await contractors()).toMatchObject({ status: 200 });
  });
});
