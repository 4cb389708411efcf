import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { password, startTestApp, type TestApp } from './support/test-app.js';

const root = '/api/rest/admin';

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp({
    environment: { SECRET_KEYS: 'k:pMWRYh7e4g3Kc0Q2b7n6m1Vq9sXyZtAaBbCcDdEeFfI=', LOGIN_FAILURES_PER_PAIR: '0' },
  });
});

afterAll(() => server.close());

const login = (code?: string) =>
  server.send(`${root}/auth`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ auth: { username: 'admin', password, ...(code !== undefined && { code }) } }),
  });

const act = (path: string, attributes: object, id = '139') =>
  server.send(`${root}/admin-users/${id}/${path}`, {
    method: 'POST',
    headers: { authorization: server.adminToken(), 'content-type': 'application/vnd.api+json' },
    body: JSON.stringify({ data: { type: 'admin-users', attributes } }),
  });

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const bytesOf = (base32: string): Buffer => {
  const bits = [...base32].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

/** The code of RFC 6238, made by hand, so that nothing of the application vouches for it. */
const codeOf = (base32: string, steps = 0): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(server.clock.now().epochMilliseconds / 30_000) + steps));
  const digest = createHmac('sha1', bytesOf(base32)).update(counter).digest();
  const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, '0');
};

const detailOf = (answer: { json(): unknown }): string =>
  (answer.json() as { readonly errors: readonly { readonly detail: string }[] }).errors[0]?.detail ?? '';

let secret = '';

describe('a second factor', () => {
  it('is made for oneself alone, by the password, and asks nobody before it is confirmed', async () => {
    expect((await act('enrol-second-factor', { password }, '140')).status).toBe(403);
    expect((await act('enrol-second-factor', { password: 'wrong' })).status).toBe(401);
    const answer = await act('enrol-second-factor', { password });
    const { meta } = answer.json() as { readonly meta: { readonly secret: string; readonly uri: string } };
    ({ secret } = meta);

    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(meta.uri).toContain(`secret=${secret}`);
    const [row] = await server.database.dataSource.query<readonly { readonly totp_secret: string }[]>(
      'SELECT totp_secret FROM admin_users WHERE id = 139',
    );
    expect(row?.totp_secret).toMatch(/^sealed:v1:k:/);
    expect((await login()).status).toBe(201);
  });

  it('is confirmed by a code, and asked for from then on', async () => {
    expect(detailOf(await act('confirm-second-factor', { code: '000000' }))).toBe('code - is wrong or was used before');
    expect((await act('confirm-second-factor', { code: codeOf(secret) })).status).toBe(204);

    const without = await login();
    expect([without.status, detailOf(without)]).toEqual([401, 'A one-time code is required.']);
    expect(detailOf(await login('123'))).toBe('Incorrect login or password.');
    expect(detailOf(await act('enrol-second-factor', { password }))).toBe('A one-time code is required.');
  });

  it('takes each code once, and none that is earlier than one that was used', async () => {
    expect((await login(codeOf(secret))).status).toBe(401);
    const next = codeOf(secret, 1);
    const answers = await Promise.all([login(next), login(next), login(next)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
    expect((await login(codeOf(secret, -1))).status).toBe(401);
    server.clock.moveTo('2026-03-01T12:05:00Z');
    expect((await login(codeOf(secret, 3))).status).toBe(401);
    expect((await login(codeOf(secret))).status).toBe(201);
  });

  it('is taken away by an owner, and the trail has it all, without the secret', async () => {
    const answer = await act('remove-second-factor', {});
    expect(answer.status).toBe(200);
    expect((await login()).status).toBe(201);

    const events = await server.database.dataSource.query<readonly { readonly changes: object }[]>(
      `SELECT changes FROM security_events WHERE event = 'changed' AND subject = 'admin-users/139' ORDER BY id`,
    );
    expect(events.at(-1)?.changes).toMatchObject({
      totp_secret: null,
      second_factor_since: [expect.any(String), null],
    });
    expect(server.log.join('')).not.toContain(secret);
  });
});
