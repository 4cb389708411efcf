import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createClient, defaultLimits } from '@org/invoice-domain/persistence';
import { instantOf } from '@org/kernel';
import type { Answer, Sent } from '@org/tools/testing';
import type { Client } from 'pg';
import { pino } from 'pino';
import { Billing } from '../src/billing/billing.js';
import type { JobWorker } from '../src/billing/job-worker.js';
import { startWorker } from '../src/billing/start-worker.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

let server: TestApp;
let worker: JobWorker;
let killer: Client;

beforeAll(async () => {
  server = await startTestApp();
  worker = await startWorker(server.app, server.database.url, {
    clock: server.clock,
    logger: pino({ level: 'silent' }),
  });
  killer = createClient({ url: server.database.url, name: 'killer', connect: 5_000, limits: defaultLimits.writing });
  await killer.connect();
});

afterAll(async () => {
  await worker.stop();
  await killer.end();
  await server.close();
});

/** Ends about every other connection to the database but its own. */
const endSome = () =>
  killer.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.35`,
  );

const rows = (from: number) =>
  Array.from({ length: 200 }, (_, index) =>
    JSON.stringify({ id: from + index, time_start: '2026-01-05T10:00:00Z', is_last_cdr: true, duration: 60 }),
  ).join('\n');

const admin = (): Readonly<Record<string, string>> => ({ authorization: server.adminToken() });

const kinds: readonly ((turn: number) => readonly [string, Sent])[] = [
  () => ['/api/rest/admin/invoices?include=account', { headers: admin() }],
  () => ['/api/v3/resellers/1/invoices?include=charges', { headers: { 'x-api-token': tokens.root } }],
  () => ['/health/ready', {}],
  (turn) => [
    '/api/rest/admin/accounts/74',
    {
      method: 'PATCH',
      headers: { ...admin(), 'content-type': 'application/vnd.api+json', 'idempotency-key': `turn-${turn}` },
      body: JSON.stringify({ data: { id: '74', type: 'accounts', attributes: { name: `Account ${turn}` } } }),
    },
  ],
  (turn) => [
    '/api/rest/admin/cdr-batches',
    {
      method: 'POST',
      headers: { ...admin(), 'content-type': 'application/x-ndjson', 'idempotency-key': `batch-${turn}` },
      body: rows(1 + turn * 200),
    },
  ],
];

it('goes on serving while its connections are ended, and what was acknowledged is kept once', async () => {
  const answers: Answer[] = [];
  let isOver = false;
  const clients = kinds.map(async (kind) => {
    for (let turn = 0; !isOver; turn += 1) answers.push(await server.send(...kind(turn)));
    return undefined;
  });
  const runs = (async () => {
    for (let minute = 0; !isOver; minute += 1) {
      const at = instantOf('2026-03-01T05:30:00Z').add({ minutes: minute });
      await server.app
        .get(Billing)
        .runs.execute({ at, audit: { actor: 'test:run' } })
        .catch(() => undefined);
    }
  })();
  for (let turn = 0; turn < 25; turn += 1) {
    await pause(40 + 20 * (turn % 4));
    await endSome();
  }
  isOver = true;
  await Promise.all([...clients, runs]);

  expect(answers.filter(({ status }) => ![200, 201, 503].includes(status))).toEqual([]);
  const refused = answers.filter(({ status, body }) => status === 503 && !body.includes('"database"'));
  expect(refused.length).toBeGreaterThan(0);
  for (const { headers } of refused) {
    expect(headers).toMatchObject({ 'retry-after': '2', 'content-type': 'application/vnd.api+json' });
  }
  const acknowledged = answers.filter(({ status, body }) => status === 201 && body.includes('cdr-batches'));
  expect(acknowledged.length).toBeGreaterThan(0);
  const [kept] = await server.database.dataSource.query<
    readonly { readonly calls: number; readonly batches: number; readonly once: number }[]
  >(`SELECT count(*)::integer AS calls, count(DISTINCT id)::integer AS once,
       (SELECT count(*)::integer FROM usage_batches WHERE id LIKE 'batch-%') AS batches
     FROM cdrs WHERE time_start = '2026-01-05T10:00:00Z' AND duration = 60`);
  expect(kept?.batches).toBeGreaterThanOrEqual(acknowledged.length);
  expect(kept?.calls).toBe((kept?.batches ?? 0) * 200);
  expect(kept?.once).toBe(kept?.calls);
  expect(await server.send('/health/ready')).toMatchObject({ status: 200 });
}, 60_000);
