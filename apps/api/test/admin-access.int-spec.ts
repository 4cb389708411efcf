import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { adminUserIdOf } from '@org/invoice-domain';
import { AdminTokens } from '../src/auth/admin-tokens.js';
import { jwtSecret, startTestApp, tokens, type TestApp } from './support/test-app.js';

const invoice = '/api/rest/admin/invoices/18';
const now = Date.UTC(2026, 2, 1, 12) / 1000;

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp();
});

afterAll(() => server.close());

beforeEach(async () => {
  server.clock.moveTo('2026-03-01T12:00:00Z');
  await server.database.dataSource.query('UPDATE admin_users SET allowed_ips = NULL');
});

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token made by hand, so that nothing of the application vouches for it. */
const forged = (header: object, claims: object, secret = jwtSecret, hash = 'sha256'): string => {
  const signed = `${encoded(header)}.${encoded(claims)}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
};

const claims = { sub: 139, aud: ['admin'], exp: now + 600 };
const good = forged({ alg: 'HS256' }, claims);

const withToken = (token: string) => server.send(invoice, { headers: { authorization: token } });

describe('the admin API lets in', () => {
  it.each([
    ['a raw token', { authorization: good }],
    ['a token after Bearer', { authorization: `Bearer ${good}` }],
    ['the last word of the header, whatever stands before it', { authorization: `Token   ${good}` }],
  ])('%s', async (_, headers) => {
    expect((await server.send(invoice, { headers })).status).toBe(200);
  });

  it('a token parameter, which wins over the header', async () => {
    const headers = { authorization: 'nonsense' };

    expect((await server.send(`${invoice}?token=${good}`, { headers })).status).toBe(200);
    expect((await server.send(`${invoice}?token=nonsense`, { headers: { authorization: good } })).status).toBe(401);
  });

  it.each([
    ['whose audience is the word admin alone', { ...claims, aud: 'admin' }],
    ['that names other audiences too', { ...claims, aud: ['customer', 'admin'] }],
    ['that never expires', { sub: 139, aud: ['admin'] }],
  ])('a token %s', async (_, payload) => {
    expect((await withToken(forged({ alg: 'HS256' }, payload))).status).toBe(200);
  });

  it('an address out of the user’s list, given as an address or as a range', async () => {
    for (const allowed of ['{127.0.0.1}', '{10.0.0.0/8,127.0.0.0/8}', '{}']) {
      await server.database.dataSource.query('UPDATE admin_users SET allowed_ips = $1', [allowed]);
      expect((await withToken(good)).status).toBe(200);
    }
  });
});

describe('the admin API answers 401 with an empty body to', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['text that is no token', 'nonsense'],
    ['an empty token', ''],
    ['a token signed with another secret', forged({ alg: 'HS256' }, claims, 'another secret, just as long as ours')],
    ['a token whose claims were changed', good.replace(/\..*\./, `.${encoded({ ...claims, sub: 1 })}.`)],
    ['a token without a signature', `${encoded({ alg: 'none' })}.${encoded(claims)}.`],
    ['a token that says it has no signature but has one', forged({ alg: 'none' }, claims)],
    ['a token signed by HS384', forged({ alg: 'HS384' }, claims, jwtSecret, 'sha384')],
    ['a token signed by HS512', forged({ alg: 'HS512' }, claims, jwtSecret, 'sha512')],
    ['a token that claims to be signed by a key pair', forged({ alg: 'RS256' }, claims)],
    ['an expired token', forged({ alg: 'HS256' }, { ...claims, exp: now - 1 })],
    ['a token in the very second it expires', forged({ alg: 'HS256' }, { ...claims, exp: now })],
    ['a token for another audience', forged({ alg: 'HS256' }, { ...claims, aud: ['customer'] })],
    ['a token for no audience', forged({ alg: 'HS256' }, { sub: 139, exp: now + 600 })],
    ['a token of a user who does not exist', forged({ alg: 'HS256' }, { ...claims, sub: 140 })],
    ['a token whose user is no number', forged({ alg: 'HS256' }, { ...claims, sub: 'admin' })],
    ['a token of no user', forged({ alg: 'HS256' }, { aud: ['admin'], exp: now + 600 })],
    ['a token of the reseller API', tokens.root],
  ];

  it.each(refused)('%s', async (_, token) => {
    const answer = await withToken(token);

    expect(answer).toMatchObject({ status: 401, body: '', headers: { 'cache-control': 'no-cache' } });
    expect(answer.headers.etag).toBeUndefined();
  });

  it('a request without a token', async () => {
    expect(await server.send(invoice)).toMatchObject({ status: 401, body: '' });
  });

  it('a reseller’s token in its own header', async () => {
    expect((await server.send(invoice, { headers: { 'x-api-token': tokens.root } })).status).toBe(401);
  });

  it('an address that the user may not come from, from the next request on', async () => {
    expect((await withToken(good)).status).toBe(200);
    await server.database.dataSource.query(`UPDATE admin_users SET allowed_ips = '{10.0.0.0/8}'`);
    expect(await withToken(good)).toMatchObject({ status: 401, body: '' });
  });

  it('a spoofed X-Forwarded-For, when no proxy is trusted', async () => {
    await server.database.dataSource.query(`UPDATE admin_users SET allowed_ips = '{10.0.0.0/8}'`);
    const headers = { authorization: good, 'x-forwarded-for': '10.1.2.3' };

    expect((await server.send(invoice, { headers })).status).toBe(401);
  });
});

describe('an issued token', () => {
  it('has exactly the header and the claims of Yeti, in their order', () => {
    const [header = '', payload = ''] = server.adminToken().split('.');
    const text = (part: string): string => Buffer.from(part, 'base64url').toString();

    expect(text(header)).toBe('{"alg":"HS256"}');
    expect(text(payload)).toBe(`{"sub":139,"aud":["admin"],"exp":${now + 600}}`);
  });

  it('stops working after its lifetime', async () => {
    const token = server.adminToken();

    server.clock.moveTo('2026-03-01T12:09:59Z');
    expect((await withToken(token)).status).toBe(200);
    server.clock.moveTo('2026-03-01T12:10:00Z');
    expect((await withToken(token)).status).toBe(401);
  });

  it('has no expiry where tokens live forever', () => {
    const forever = server.app.get(AdminTokens).issue({ id: adminUserIdOf(139), tokenGeneration: 0 }, 'forever');

    expect(Buffer.from(forever.split('.')[1] ?? '', 'base64url').toString()).toBe('{"sub":139,"aud":["admin"]}');
  });
});
