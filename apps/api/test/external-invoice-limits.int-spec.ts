import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPdf, dataUrlOf } from '@org/invoice-domain/testing';
import { jsonApiType } from './support/admin-requests.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

const fileLimit = 300_000;
/** A third more for base64, and what may stand around it. */
const bodyLimit = 475_000;

/** Bytes that Node can read and discard while it answers and closes the connection. */
const slack = 10_000_000;

const path = '/api/v3/resellers/1/accounts/74/external_invoices';

let server: TestApp;
let port: number;

beforeAll(async () => {
  server = await startTestApp({ environment: { EXTERNAL_INVOICE_MAX_BYTES: String(fileLimit) } });
  port = Number(new URL(await server.app.getUrl()).port);
});

afterAll(() => server.close());

const head = (method: string, target: string, header: string, token: string = tokens.root): string =>
  [
    `${method} ${target} HTTP/1.1`,
    'host: h',
    `x-api-token: ${token}`,
    `content-type: ${jsonApiType}`,
    header,
    '',
    '',
  ].join('\r\n');

/** Answer to a request whose body never ends, and the bytes read of it. */
const endless = async (start: string): Promise<{ readonly answer: string; readonly read: number }> => {
  const http = server.app.getHttpServer();
  const served = new Promise<number>((resolve) => {
    http.once('connection', (socket: Socket) => {
      socket.once('close', () => {
        resolve(socket.bytesRead);
      });
    });
  });
  const answer = await answerTo(start);
  return { answer, read: await served };
};

/** Sends for as long as the server takes it. */
const answerTo = (start: string): Promise<string> =>
  new Promise((resolve) => {
    const piece = Buffer.alloc(16_384, 'A');
    const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);
    const socket: Socket = connect(port, '127.0.0.1');
    let answer = '';
    const go = (): void => {
      while (!socket.destroyed && socket.writable) if (!socket.write(chunk)) return;
    };
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString()));
    socket.on('drain', go);
    // The server closes while there is more to come.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(answer);
    });
    socket.write(start);
    go();
  });

/** The answer to a request whose body does not even begin. */
const unsent = (start: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('error', reject);
    socket.on('data', (bytes: Buffer) => {
      answer += bytes.toString();
      if (answer.includes('"errors"')) {
        socket.destroy();
        resolve(answer);
      }
    });
    socket.write(start);
  });

const bodyOf = (file: Buffer): string =>
  JSON.stringify({
    key: `of ${file.length}`,
    type: 'act',
    name: 'Act',
    amount: { total: '1', currency: 'EUR' },
    start_date: '2026-01-01',
    end_date: '2026-02-01',
    file: dataUrlOf('application/pdf', file),
  });

const send = (body: string) =>
  server.send(path, {
    method: 'POST',
    headers: { 'x-api-token': tokens.root, 'content-type': jsonApiType },
    body,
  });

/** A PDF of exactly so many bytes. */
const pdfOf = (bytes: number): Buffer => {
  const file = Buffer.alloc(bytes, 0x20);
  aPdf().copy(file);
  return file;
};

describe('a file', () => {
  it('may be as large as it may be, and not a byte larger', async () => {
    expect((await send(bodyOf(pdfOf(fileLimit)))).status).toBe(201);
    const answer = await send(bodyOf(pdfOf(fileLimit + 1)));
    expect(answer.status).toBe(413);
    expect(answer.json()).toEqual({
      errors: [{ status: '413', code: 'BODY-TOO-LARGE', title: 'The request body is larger than this server reads' }],
    });
  });
});

describe.each([
  ['sent', 'POST', path],
  ['changed', 'PATCH', `${path}/11`],
])('the body of a closing document that is %s', (_, method, target) => {
  it('is refused at once when it says that it is too long', async () => {
    const answer = await unsent(head(method, target, 'content-length: 1000000000'));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"code":"BODY-TOO-LARGE"');
  });

  it('is cut off as soon as it is too long, though it never ends', async () => {
    const before = process.memoryUsage().rss;
    const { answer, read } = await endless(head(method, target, 'transfer-encoding: chunked'));

    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"code":"BODY-TOO-LARGE"');
    expect(read).toBeLessThan(bodyLimit + slack);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
});

describe('the file of somebody who is not known', () => {
  it.each([
    ['an unknown token', 'unknown'],
    ['a revoked one', tokens.revoked],
    ['none', ''],
  ])('is not read: %s', async (_, token) => {
    const { answer, read } = await endless(head('POST', path, 'transfer-encoding: chunked', token));

    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(answer).toContain('"code":"UNAUTHORIZED"');
    expect(answer).toMatch(/x-content-type-options: nosniff/i);
    expect(read).toBeLessThan(slack);
    expect(await unsent(head('POST', path, 'content-length: 1000000000', token))).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('the body of another change', () => {
  it('keeps its own, smaller limit', async () => {
    const answer = await unsent(head('POST', '/api/rest/admin/accounts', 'content-length: 1048577'));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });
});
