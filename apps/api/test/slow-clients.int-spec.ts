import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { For } from '../src/auth/audience.js';
import { spoolPrefix } from '../src/program/spools.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

/** More than any system takes for a client that does not read. */
const largeAnswer = Buffer.alloc(64_000_000, 'x');

@Controller('large')
@For('public')
class LargeController {
  @Get()
  large(): Buffer {
    return largeAnswer;
  }
}

let server: TestApp;
let port: number;

beforeAll(async () => {
  const environment = { HTTP_PROGRESS_SECONDS: '0.4', HTTP_HEADERS_SECONDS: '0.4', HTTP_MAX_CONNECTIONS: '20' };
  server = await startTestApp({ environment, extra: [LargeController] });
  port = Number(new URL(await server.app.getUrl()).port);
});

afterAll(() => server.close());

interface Ended {
  readonly answer: string;
  readonly seconds: number;
}

/** Sends the start of a request and then a byte now and then, until the server closes the connection. */
const trickle = (start: string, { more = 'x', times = Infinity } = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const began = performance.now();
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    let left = times;
    const drops = setInterval(() => {
      left -= 1;
      if (left >= 0 && socket.writable) socket.write(more);
    }, 50);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      answer += bytes.toString();
      if (answer.startsWith('HTTP/1.1 2')) socket.end();
    });
    socket.on('close', () => {
      clearInterval(drops);
      resolve({ answer, seconds: (performance.now() - began) / 1000 });
    });
    socket.write(start);
  });

const head = (method: string, path: string, ...headers: readonly string[]): string =>
  [`${method} ${path} HTTP/1.1`, 'host: h', ...headers, '', ''].join('\r\n');

const json = 'content-type: application/vnd.api+json';
const long = 'content-length: 100000';

it.each([
  ['headers that do not end', 'GET /api/rest/admin/invoices HTTP/1.1\r\nhost: h\r\nx-one: 1', '"code":"408"'],
  ['a body without a token', head('POST', '/api/rest/admin/invoices', json, long), '"code":"408"'],
  [
    'a body with a token that nobody has looked at',
    head('POST', '/api/v3/resellers/1/invoices/19/approve', json, long, `x-api-token: ${tokens.root}`),
    '"code":"REQUEST-TOO-SLOW"',
  ],
  [
    'a batch without a token',
    head('POST', '/api/rest/admin/cdr-batches', 'content-type: application/x-ndjson', long),
    '401',
  ],
])('closes a connection on which %s trickles', async (_, start, answered) => {
  const { answer, seconds } = await trickle(start);

  expect(answer).toContain(answered);
  expect(answer).toMatch(/^HTTP\/1.1 40[18] [^]*\r\nconnection: (close|keep-alive)\r\n/i);
  expect(seconds).toBeLessThan(5);
});

it('closes a connection on which a batch of somebody known trickles', async () => {
  const headers = [
    'content-type: application/x-ndjson',
    long,
    'idempotency-key: a',
    `authorization: ${server.adminToken()}`,
  ];
  const { answer, seconds } = await trickle(head('POST', '/api/rest/admin/cdr-batches', ...headers));

  expect(answer).toContain('HTTP/1.1 408');
  expect(seconds).toBeLessThan(5);
  // The body that was given up leaves nothing on the disk.
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await readdir(tmpdir())).filter((name) => name.startsWith(basename(spoolPrefix())))).toEqual([]);
});

it('reads on while a body of somebody known comes on', async () => {
  const headers = [
    'content-type: application/x-ndjson',
    long,
    'idempotency-key: b',
    `authorization: ${server.adminToken()}`,
  ];
  const more = `${' '.repeat(4_999)}\n`;
  const { answer } = await trickle(head('POST', '/api/rest/admin/cdr-batches', ...headers), { more, times: 20 });

  expect(answer).toContain('HTTP/1.1 201');
});

it('closes the connection of a client that asks and does not read', async () => {
  const served = once(server.app.getHttpServer(), 'connection');
  const client = connect(port, '127.0.0.1').pause();
  client.write(head('GET', '/large'));
  const [socket] = (await served) as [Socket];
  await once(socket, 'close');
  client.destroy();

  expect(socket.bytesWritten).toBeLessThan(largeAnswer.length + 1_000);
});

it('takes no more connections than it may have', async () => {
  const sockets = Array.from({ length: 30 }, () => connect(port, '127.0.0.1'));
  let closed = 0;
  for (const socket of sockets)
    socket
      .on('error', () => undefined)
      .on('close', () => (closed += 1))
      .resume();
  await new Promise((resolve) => setTimeout(resolve, 300));

  expect(closed).toBeGreaterThanOrEqual(10);
  for (const socket of sockets) socket.destroy();
});
