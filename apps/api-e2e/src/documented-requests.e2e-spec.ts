import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmptyDatabase, type EmptyDatabase } from '@org/invoice-domain/testing';
import { sendConforming } from './support/conforming-client.js';
import { Server } from './support/server.js';

const golden = (name: string): string => readFileSync(new URL(`golden/${name}`, import.meta.url), 'utf8');

let database: EmptyDatabase;
let server: Server;

beforeAll(async () => {
  database = await createEmptyDatabase();
  server = await Server.start({ DATABASE_URL: database.url });
});

afterAll(async () => {
  await server.stop();
  await database.drop();
});

describe('the documented request of the admin API', () => {
  const etag = 'W/"5d8e19b2b96dde0720b2fe2c29b3b503"';
  const send = (headers: Readonly<Record<string, string>> = {}) =>
    sendConforming(server.origin, '/api/rest/admin/invoices/18', {
      headers: {
        accept: 'application/vnd.api+json',
        'content-type': 'application/vnd.api+json',
        authorization: server.fromBanner('admin token'),
        host: 'example.org',
        cookie: '',
        ...headers,
      },
    });

  it('is answered with the documented bytes', async () => {
    const { status, body } = await send();

    expect(status).toBe(200);
    expect(body).toBe(golden('admin-invoice-18.json'));
    expect(Buffer.byteLength(body)).toBe(2164);
  });

  it('is answered with the documented headers', async () => {
    const { headers } = await send({ 'x-request-id': '6e9bcc70-61b3-42a4-a16d-118d0936ed5a' });

    expect(headers).toMatchObject({
      'x-frame-options': 'SAMEORIGIN',
      'x-xss-protection': '0',
      'x-content-type-options': 'nosniff',
      'x-permitted-cross-domain-policies': 'none',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'content-type': 'application/vnd.api+json',
      vary: 'Accept',
      etag,
      'cache-control': 'max-age=0, private, must-revalidate',
      'x-request-id': '6e9bcc70-61b3-42a4-a16d-118d0936ed5a',
      'x-runtime': expect.stringMatching(/^\d+\.\d{6}$/) as unknown,
      'content-length': '2164',
    });
    expect(Object.keys(headers).sort()).toEqual([
      'cache-control',
      'connection',
      'content-length',
      'content-type',
      'date',
      'etag',
      'keep-alive',
      'referrer-policy',
      'vary',
      'x-content-type-options',
      'x-frame-options',
      'x-permitted-cross-domain-policies',
      'x-request-id',
      'x-runtime',
      'x-xss-protection',
    ]);
  });

  it('is answered 304 and nothing else when the client has the bytes', async () => {
    const answer = await send({ 'if-none-match': etag });

    expect(answer).toMatchObject({ status: 304, body: '', headers: { etag } });
  });

  it('works with the token that a login gives', async () => {
    const login = await sendConforming(server.origin, '/api/rest/admin/auth', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ auth: { username: 'admin', password: 'demo-password' } }),
    });
    const { jwt } = login.json() as { readonly jwt: string };

    expect(login.status).toBe(201);
    expect((await send({ authorization: `Bearer ${jwt}` })).headers.etag).toBe(etag);
  });
});

describe('the documented request of the reseller API', () => {
  interface Included {
    readonly id: string;
    readonly type: string;
    readonly attributes: Readonly<Record<string, unknown>>;
    readonly relationships?: unknown;
  }

  const send = () =>
    sendConforming(
      server.origin,
      '/api/v3/resellers/1/invoices/3973?include=subscriptions,payments,charges,corrections,taxes',
      {
        headers: {
          'content-type': 'application/vnd.api+json',
          'x-api-token': 'vY5fwetestK3gJXZH5uHCw',
          accept: 'application/vnd.api+json',
          host: 'test.activeplatform.com',
        },
      },
    );

  it('is answered with the documented data, key by key', async () => {
    const { status, body } = await send();

    expect(status).toBe(200);
    expect(body.startsWith(`{"data":${golden('reseller-invoice-3973-data.json')},"included":[`)).toBe(true);
  });

  it('includes the two subscriptions and the two charges with what they hold', async () => {
    const { included } = (await send()).json() as { readonly included: readonly Included[] };
    const [, , first, second] = included;

    expect(included.map(({ id, type }) => `${type} ${id}`)).toEqual([
      'subscriptions 3007572',
      'subscriptions 3007576',
      'charges 85176',
      'charges 85229',
    ]);
    for (const subscription of included.slice(0, 2)) {
      expect(subscription.attributes).toMatchObject({ account_id: 906, payment_model: 'prepay' });
      expect(subscription).not.toHaveProperty('relationships');
    }
    expect(first?.attributes['amount']).toMatch(/^\d+\.\d+$/);
    for (const charge of [first, second]) {
      expect(charge?.relationships).toMatchObject({
        account: { data: { id: '906', type: 'accounts' } },
        invoice: { data: { id: '3973', type: 'invoices' } },
        subscription: { data: { type: 'subscriptions' } },
      });
    }
  });

  it('gives the same bytes and tag every time', async () => {
    const [one, other] = [await send(), await send()];

    expect(one.body).toBe(other.body);
    expect(one.headers.etag).toBe(other.headers.etag);
  });
});
