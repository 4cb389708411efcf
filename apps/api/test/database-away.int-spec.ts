import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient, defaultLimits } from '@org/invoice-domain/persistence';
import type { Sent } from '@org/tools/testing';
import type { Client } from 'pg';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

let server: TestApp;
let other: Client;

beforeAll(async () => {
  const environment = {
    DATABASE_READ_SECONDS: '0.3',
    DATABASE_WRITE_SECONDS: '0.6',
    DATABASE_LOCK_SECONDS: '0.3',
    DATABASE_CONNECT_SECONDS: '1',
  };
  server = await startTestApp({ environment });
  other = createClient({ url: server.database.url, name: 'other', connect: 5_000, limits: defaultLimits.working });
  await other.connect();
});

afterAll(async () => {
  await server.close();
});

beforeEach(() => {
  server.log.splice(0);
});

const admin = (): Readonly<Record<string, string>> => ({ authorization: server.adminToken() });

const reads: readonly (readonly [string, () => Sent])[] = [
  ['/api/rest/admin/accounts/74', () => ({ headers: admin() })],
  ['/api/v3/resellers/1/accounts', () => ({ headers: { 'x-api-token': tokens.root } })],
];

const change = (): Sent => ({
  method: 'PATCH',
  headers: { ...admin(), 'content-type': 'application/vnd.api+json' },
  body: JSON.stringify({ data: { id: '74', type: 'accounts', attributes: { name: 'Renamed' } } }),
});

/** Answers 503 within seconds, in the API's format, and leaves one line in the log. */
const expectUnavailable = async (path: string, sent: Sent, cause: RegExp): Promise<void> => {
  const began = performance.now();
  const answer = await server.send(path, sent);

  expect(answer).toMatchObject({
    status: 503,
    headers: { 'retry-after': '2', 'content-type': 'application/vnd.api+json' },
  });
  expect(answer.json()).toMatchObject({ errors: [{ status: '503' }] });
  expect(performance.now() - began).toBeLessThan(5_000);
  const told = server.log.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(told.filter(({ message }) => message !== 'request')).toMatchObject([
    { message: 'the database is away', cause: expect.stringMatching(cause) },
  ]);
  expect(server.log.join()).not.toContain('stack');
};

describe('while somebody keeps a table, a request', () => {
  beforeAll(async () => {
    await other.query('BEGIN');
    await other.query('LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE');
  });

  afterAll(async () => {
    await other.query('ROLLBACK');
  });

  it.each(reads)('for %s is given up', async (path, sent) => {
    await expectUnavailable(path, sent(), /^(57014|55P03) /);
  });

  it('for a change is given up, and nothing is changed', async () => {
    await expectUnavailable('/api/rest/admin/accounts/74', change(), /^(57014|55P03) /);
  });

  it('finds the server ready all the same', async () => {
    expect(await server.send('/health/ready')).toMatchObject({ status: 200 });
  });
});

it('of a database that is gone says so, and readiness too, until it is there again', async () => {
  const url = new URL(server.database.url);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const cluster = createClient({ url: url.href, name: 'cluster', connect: 5_000, limits: defaultLimits.working });
  await cluster.connect();
  try {
    await other.end();
    await cluster.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    await cluster.query(`ALTER DATABASE ${name} RENAME TO ${name}_gone`);
    for (const [path, sent] of [...reads, ['/api/rest/admin/accounts/74', change] as const]) {
      server.log.splice(0);
      await expectUnavailable(path, sent(), /^3D000 /);
    }
    expect(await server.send('/health/ready')).toMatchObject({ status: 503 });
    expect(await server.send('/health/live')).toMatchObject({ status: 200 });
  } finally {
    await cluster.query(`ALTER DATABASE ${name}_gone RENAME TO ${name}`);
    await cluster.end();
  }
  expect(await server.send('/health/ready')).toMatchObject({ status: 200 });
  expect(await server.send('/api/rest/admin/accounts/74', { headers: admin() })).toMatchObject({ status: 200 });
});
