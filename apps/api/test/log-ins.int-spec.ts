import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { password, startTestApp, tokens, type TestApp } from './support/test-app.js';

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp({
    environment: {
      TRUSTED_PROXIES: 'loopback',
      LOGIN_FAILURES_PER_PAIR: '3',
      LOGIN_FAILURES_PER_NAME: '5',
      LOGIN_FAILURES_PER_ADDRESS: '6',
      REQUESTS_PER_MINUTE: '60',
    },
  });
});

afterAll(() => server.close());

let address = '';
let count = 0;

beforeEach(async () => {
  count += 1;
  address = `192.0.2.${count}`;
  await server.database.dataSource.query('DELETE FROM rate_limits');
});

const login = (username: string, secret: string, from = address) =>
  server.send('/api/rest/admin/auth', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify({ auth: { username, password: secret } }),
  });

const statuses = async (times: number, username: string, from = address): Promise<readonly number[]> => {
  const answers: number[] = [];
  for (let time = 0; time < times; time += 1) answers.push((await login(username, 'wrong', from)).status);
  return answers;
};

const rows = (sql: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> =>
  server.database.dataSource.query(sql, [...values]);

const events = () =>
  rows('SELECT event, actor, subject, name, reason FROM security_events WHERE address = $1 ORDER BY id', [address]);

describe('failed log-ins', () => {
  it('are answered 429 in the format of the API, with the time to wait, once there are too many with a name from an address', async () => {
    expect(await statuses(3, 'admin')).toEqual([401, 401, 401]);
    const answer = await login('admin', password);

    expect(answer.status).toBe(429);
    const wait = Number(answer.headers['retry-after']);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(900);
    expect(answer.headers['content-type']).toBe('application/vnd.api+json');
    expect(answer.json()).toEqual({
      errors: [
        {
          title: 'Too Many Requests',
          detail: `Too many requests: try again in ${wait} s.`,
          code: '429',
          status: '429',
        },
      ],
    });
  });

  it('do not count against the same name from elsewhere, nor against other names', async () => {
    await statuses(4, 'admin');

    expect((await login('admin', password, '198.51.100.1')).status).toBe(201);
    expect((await login('nobody', 'wrong')).status).toBe(401);
  });

  it('are forgotten once the name comes in', async () => {
    await statuses(2, 'admin');
    expect((await login('admin', password)).status).toBe(201);
    expect(await statuses(3, 'admin')).toEqual([401, 401, 401]);
  });

  it('are limited for an address, whatever names it tries', async () => {
    const answers = [];
    for (let time = 0; time < 7; time += 1) answers.push((await login(`name ${time}`, 'wrong')).status);

    expect(answers).toEqual([401, 401, 401, 401, 401, 401, 429]);
  });

  it('of one network of IPv6 are those of one address', async () => {
    for (let time = 1; time <= 3; time += 1) await login('admin', 'wrong', `2001:db8:${count}::${time}`);

    expect((await login('admin', password, `2001:db8:${count}::9`)).status).toBe(429);
    expect((await login('admin', password, `2001:db8:${count}:1::9`)).status).toBe(201);
  });

  it('of strangers close a name to strangers alone: it is let in from an address that it has come from before', async () => {
    await rows(`INSERT INTO admin_users (username, password_hash)
      SELECT 'olga', password_hash FROM admin_users WHERE username = 'admin'`);
    expect((await login('olga', password)).status).toBe(201);
    for (const stranger of ['203.0.113.1', '203.0.113.2']) await statuses(3, 'olga', stranger);

    expect((await login('olga', password, '203.0.113.3')).status).toBe(429);
    expect((await login('olga', password)).status).toBe(201);
  });

  it('that come all at once do not slip through', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => login('admin', 'wrong')));

    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(17);
  });
});

describe('the security trail', () => {
  it('has who came in and who was refused, with name, address and reason, and a limit once', async () => {
    await login('admin', password);
    await statuses(5, 'admin');
    await login('not a name', 'wrong');

    const user = { subject: 'admin-users/139', name: 'admin' };
    const refused = { event: 'logInRefused', actor: 'nobody' };
    const unknown = { subject: null, name: null };
    const wrong = { ...refused, ...user, reason: 'wrong password' };
    expect(await events()).toEqual([
      { event: 'loggedIn', actor: 'admin:139', ...user, reason: null },
      wrong,
      wrong,
      wrong,
      { ...refused, ...unknown, reason: 'too many failures with this name from this address' },
      { ...refused, ...unknown, reason: 'unknown name' },
    ]);
  });

  it('is in the log, too, without a password', async () => {
    await login('admin', 'a wrong password');

    const lines = server.log.filter((line) => line.includes('"message":"security"') && line.includes(address));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      event: 'logInRefused',
      name: 'admin',
      reason: 'wrong password',
    });
    expect(server.log.join('')).not.toContain('a wrong password');
  });

  it.each([
    ['changed', `UPDATE security_events SET actor = 'somebody'`],
    ['taken out', 'DELETE FROM security_events'],
    ['emptied', 'TRUNCATE security_events'],
  ])('is not %s', async (_, sql) => {
    await expect(rows(sql)).rejects.toThrow(/is not allowed/);
  });

  it('has what became of credentials, whoever changed them, without secrets', async () => {
    await rows(`UPDATE managers SET active = false WHERE name = $1`, [tokens.sibling]);
    await rows(`UPDATE api_tokens SET last_used_at = now()`);
    await rows(`UPDATE admin_users SET password_hash = 'x' WHERE id = 139`);

    const [password, manager] = await rows(
      `SELECT event, actor, subject, changes FROM security_events WHERE event = 'changed' ORDER BY id DESC LIMIT 2`,
    );
    expect(manager).toMatchObject({ event: 'changed', changes: { active: [true, false] } });
    expect(manager?.['actor']).toMatch(/^database:/);
    expect(password).toMatchObject({ subject: 'admin-users/139', changes: { password_hash: null } });
  });
});

describe('a password', () => {
  it('is hashed anew, by what is recommended today, when its name comes in', async () => {
    const [before] = await rows('SELECT password_hash FROM admin_users WHERE id = 139');
    const ofEarlierReleases = 'scrypt$65536$8$1$8ombJdacjPDAq6S-oSThoA$yiPB22GBeAqfJxRIsJI654l75SuYuuf_33enSL_8akQ';
    await rows('UPDATE admin_users SET password_hash = $1 WHERE id = 139', [ofEarlierReleases]);

    expect((await login('admin', 'wrong')).status).toBe(401);
    expect((await login('admin', 'demo-password')).status).toBe(201);
    const [{ password_hash: hash } = {}] = await rows('SELECT password_hash FROM admin_users WHERE id = 139');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await login('admin', 'demo-password')).status).toBe(201);
    await rows('UPDATE admin_users SET password_hash = $1 WHERE id = 139', [before?.['password_hash']]);
  });

  it('of an unknown name takes as long as a wrong one while there are hashes of earlier releases', async () => {
    await rows(`UPDATE admin_users SET password_hash = 'scrypt$2$8$1$AAAA$AAAA' WHERE username = 'olga'`);
    const began = performance.now();
    await login('a name that nobody has', 'wrong');

    expect(performance.now() - began).toBeGreaterThanOrEqual(490);
    await rows(`DELETE FROM admin_users WHERE username = 'olga'`);
  });
});

const resellers = (token: string) => server.send('/api/v3/resellers/1/invoices', { headers: { 'x-api-token': token } });

describe('forty wrong log-ins at once', () => {
  it('do not stop others from reading', async () => {
    const flood = Array.from({ length: 40 }, (_, index) => login(`name ${index}`, 'wrong', `198.51.100.${index}`));
    const began = performance.now();
    for (let read = 0; read < 20; read += 1) expect((await resellers(tokens.root)).status).toBe(200);
    const perRead = (performance.now() - began) / 20;
    const answers = await Promise.all(flood);

    expect(perRead).toBeLessThan(250);
    expect(answers.filter(({ status }) => status !== 401 && status !== 429)).toEqual([]);
    // One is hashed, 32 wait, and the others are told when to come again.
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeLessThanOrEqual(7);
    for (const { headers } of refused) expect(headers['retry-after']).toBe('2');
  });
});

describe('requests with one credential beyond the limit', () => {
  it('are answered 429 in the format of each API, and hold up nobody else', async () => {
    const answers = await Promise.all(Array.from({ length: 61 }, () => resellers(tokens.sales)));
    const refused = answers.filter(({ status }) => status === 429);

    expect(refused).toHaveLength(1);
    const wait = Number(refused[0]?.headers['retry-after']);
    expect(wait).toBeGreaterThan(0);
    expect(refused[0]?.json()).toEqual({
      errors: [
        {
          title: 'Too many requests',
          detail: `Try again in ${wait} s.`,
          code: 'TOO-MANY-REQUESTS',
          status: '429',
        },
      ],
    });
    expect((await resellers(tokens.owner)).status).toBe(200);
    const headers = { authorization: server.adminToken() };
    const ask = () => server.send('/api/rest/admin/timezones/1', { headers });
    const admins = await Promise.all(Array.from({ length: 61 }, ask));
    expect(admins.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});
