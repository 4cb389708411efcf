import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '@org/tools/testing';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { spoolPrefix } from '../src/program/spools.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const path = '/api/rest/admin/cdr-batches';
const limit = 20_000;

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp({ environment: { USAGE_BATCH_MAX_BYTES: String(limit) } });
});

afterAll(() => server.close());

beforeEach(() => server.database.dataSource.query('TRUNCATE cdrs, usage_batches'));

interface Sending {
  readonly id?: string;
  readonly to?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const send = (body: string | Buffer, { id, to = path, headers = {} }: Sending = {}): Promise<Answer> =>
  server.send(to, {
    method: 'POST',
    headers: {
      authorization: server.adminToken(),
      'content-type': 'application/x-ndjson',
      ...(id === undefined ? {} : { 'idempotency-key': id }),
      ...headers,
    },
    body,
  });

const call = (id: number, more: Readonly<Record<string, unknown>> = {}) =>
  `${JSON.stringify({ id, time_start: '2026-01-05T10:00:00Z', is_last_cdr: true, duration: 60, ...more })}\n`;

const callsKept = async () => {
  const [found] = await server.database.dataSource.query<readonly { count: number }[]>(
    'SELECT count(*)::integer AS count FROM cdrs',
  );
  return found?.count;
};

const attributesOf = (answer: Answer) =>
  (answer.json() as { data: { attributes: Readonly<Record<string, unknown>> } }).data.attributes;

describe('a batch of calls', () => {
  it('answers what became of its rows, and keeps that', async () => {
    const answer = await send(call(1) + call(2, { customer_account_id: 9 }) + call(3) + call(3), { id: 'monday.1' });

    expect(answer).toMatchObject({
      status: 201,
      headers: {
        'content-type': 'application/vnd.api+json',
        location: expect.stringMatching(/cdr-batches\/monday\.1$/),
      },
    });
    expect(answer.json()).toEqual({
      data: {
        id: 'monday.1',
        type: 'cdr-batches',
        links: { self: answer.headers.location },
        attributes: {
          received: 4,
          accepted: 2,
          'already-there': 1,
          rejected: 1,
          rejects: [{ line: 2, reason: "customer_account_id names none of the ledger's accounts: 9" }],
          'created-at': '2026-03-01T12:00:00.000Z',
        },
      },
    });
    const kept = await server.send(`${path}/monday.1`, { headers: { authorization: server.adminToken() } });
    expect(kept).toMatchObject({ status: 200, body: answer.body });
    expect(await callsKept()).toBe(2);
  });

  it('adds nothing when it is sent again, compressed or not, and answers as before', async () => {
    const body = call(1) + call(2);
    const first = await send(body, { id: 'a' });
    await server.database.dataSource.query('DELETE FROM cdrs WHERE id = 2');
    const again = await send(body, { id: 'a' });
    const packed = await send(gzipSync(body), { id: 'a', headers: { 'content-encoding': 'gzip' } });

    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(packed).toMatchObject({ status: 200, body: first.body });
    expect(await callsKept()).toBe(1);
  });

  it('is refused when its id was used for other content', async () => {
    await send(call(1), { id: 'a' });
    const other = await send(call(2), { id: 'a' });
    expect(other.status).toBe(409);
    expect(other.json()).toEqual({
      errors: [
        { title: 'Conflict', detail: 'The batch a was sent before, with other content.', code: '409', status: '409' },
      ],
    });
    expect(await callsKept()).toBe(1);
  });

  it('is taken once when it is sent twice at once', async () => {
    const body = Array.from({ length: 100 }, (_, id) => call(id)).join('');
    const answers = await Promise.all([send(body, { id: 'a' }), send(body, { id: 'a' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(answers[0]?.body).toBe(answers[1]?.body);
    expect(await callsKept()).toBe(100);
  });

  it('has rows that other batches have added already', async () => {
    await send(call(1) + call(2), { id: 'a' });
    const answer = await send(call(2) + call(3) + call(1, { duration: 61 }), { id: 'b' });
    expect(attributesOf(answer)).toMatchObject({
      received: 3,
      accepted: 1,
      'already-there': 1,
      rejected: 1,
      rejects: [{ line: 3, reason: 'a call with this id and time_start is there already, with other values' }],
    });
  });

  it('creates the months that it needs', async () => {
    expect((await send(call(1, { time_start: '2031-05-05T10:00:00Z' }), { id: 'a' })).status).toBe(201);
    expect(await callsKept()).toBe(1);
  });

  it('tells of its first hundred rejects and counts all of them', async () => {
    const { rejected, rejects } = attributesOf(await send('{}\n'.repeat(150) + call(1), { id: 'a' }));
    expect(rejected).toBe(150);
    expect(rejects).toHaveLength(100);
  });

  it('has the limits and suspicions of files', async () => {
    await send(call(1), { id: 'first' });
    const body =
      call(1, { time_start: '2026-01-05T10:00:00.5Z' }) +
      call(2, { duration: 315_360_001 }) +
      call(3, { customer_price: 5 });
    expect(attributesOf(await send(body, { id: 'odd' }))).toMatchObject({
      accepted: 0,
      rejects: [
        {
          line: 1,
          reason: 'a call with this id is there already, within a second of this time_start: it may be the same one',
        },
        { line: 2, reason: 'duration is longer than ten years: "315360001"' },
        { line: 3, reason: 'customer_account_id is missing, and nobody would owe customer_price: "5"' },
      ],
    });
  });

  it('may be empty', async () => {
    expect(attributesOf(await send('', { id: 'a' }))).toMatchObject({ received: 0, accepted: 0, rejects: [] });
  });

  it('adds nothing when the database refuses anything in the end', async () => {
    const { dataSource } = server.database;
    await dataSource.query(`ALTER TABLE usage_batches ADD CONSTRAINT refused CHECK (id <> 'a')`);
    const answer = await send(call(1), { id: 'a' });
    await dataSource.query('ALTER TABLE usage_batches DROP CONSTRAINT refused');
    expect(answer.status).toBe(500);
    expect(await callsKept()).toBe(0);
    expect((await send(call(1), { id: 'a' })).status).toBe(201);
  });

  it('leaves nothing behind on the disk', async () => {
    await send(call(1), { id: 'a' });
    expect((await readdir(tmpdir())).filter((name) => name.startsWith(basename(spoolPrefix())))).toEqual([]);
  });

  it('that is mostly blown up is refused, and one of nothing but faulty lines tells each', async () => {
    const packed = { id: 'a', headers: { 'content-encoding': 'gzip' } };
    const blank = await send(gzipSync('\n'.repeat(19_000)), packed);
    const garbage = await send('x\n'.repeat(9_000), { id: 'b' });

    expect(blank.status).toBe(413);
    expect(garbage).toMatchObject({ status: 201 });
    expect(attributesOf(garbage)).toMatchObject({ received: 9_000, rejected: 9_000 });
  });

  it.each<readonly [string, Sending, number, string]>([
    ['without an id', {}, 400, 'The header Idempotency-Key has to name the batch'],
    ['with an id that cannot stand in a path', { id: 'a/b' }, 400, 'The header Idempotency-Key has to name the batch'],
    ['of JSON', { id: 'a', headers: { 'content-type': 'application/vnd.api+json' } }, 415, "'application/x-ndjson'"],
    ['of CSV', { id: 'a', headers: { 'content-type': 'text/csv' } }, 415, "'application/x-ndjson'"],
    ['in another coding', { id: 'a', headers: { 'content-encoding': 'br' } }, 400, 'The Content-Encoding is gzip'],
    ['without a token', { id: 'a', headers: { authorization: '' } }, 401, ''],
    ['for somebody who takes only HTML', { id: 'a', headers: { accept: 'text/html' } }, 406, 'Not acceptable'],
  ])('is refused %s', async (_, how, status, words) => {
    const answer = await send(how.headers?.['content-type'] === undefined ? call(1) : '{}', how);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(words);
    expect(await callsKept()).toBe(0);
  });

  it('is refused when it is larger than is read, also when only its content is', async () => {
    const large = `${' '.repeat(limit)}\n${call(1)}`;
    const packed = await send(gzipSync(large), { id: 'a', headers: { 'content-encoding': 'gzip' } });
    const streamed = await send(large, { id: 'a', headers: { 'transfer-encoding': 'chunked' } });
    for (const answer of [await send(large, { id: 'a' }), packed, streamed]) {
      expect(answer.status).toBe(413);
      expect(answer.json()).toMatchObject({ errors: [{ title: 'Payload Too Large', code: '413' }] });
    }
  });

  it('is refused when its compression is damaged', async () => {
    const packed = gzipSync(call(1));
    const answer = await send(packed.subarray(0, -6), { id: 'a', headers: { 'content-encoding': 'gzip' } });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('The gzip stream is damaged or ends too early.');
  });

  it('that nobody sent has no report', async () => {
    const answer = await server.send(`${path}/b`, { headers: { authorization: server.adminToken() } });
    expect(answer.status).toBe(404);
  });
});

describe('a batch of transactions', () => {
  const to = '/api/rest/admin/transaction-batches';

  it('moves balances once', async () => {
    const { dataSource } = server.database;
    const balance = async () => {
      const [found] = await dataSource.query<readonly { balance: string }[]>(
        'SELECT balance::text FROM accounts WHERE id = 74',
      );
      return Number(found?.balance);
    };
    const before = await balance();
    const body = `{"uuid":"3f2b8c1e-0000-4000-8000-000000000001","account_id":74,"amount":1.25,"created_at":"2026-01-01T00:00:00Z"}\n`;

    expect(attributesOf(await send(body, { id: 'a', to }))).toMatchObject({ received: 1, accepted: 1 });
    expect((await send(body, { id: 'a', to })).status).toBe(200);
    expect(attributesOf(await send(body, { id: 'b', to }))).toMatchObject({ accepted: 0, 'already-there': 1 });
    expect(await balance()).toBe(before - 1.25);
  });

  it('may have the id of a batch of calls', async () => {
    await send(call(1), { id: 'a' });
    expect((await send('', { id: 'a', to })).status).toBe(201);
  });
});
