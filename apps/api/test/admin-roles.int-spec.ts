import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminRoles, adminUserIdOf, type AdminRole } from '@org/invoice-domain';
import { AdminTokens } from '../src/auth/admin-tokens.js';
import { password, startTestApp, type TestApp } from './support/test-app.js';

const root = '/api/rest/admin';
const jsonApi = 'application/vnd.api+json';

let server: TestApp;
const ids = new Map<AdminRole, number>();

beforeAll(async () => {
  server = await startTestApp();
  for (const role of adminRoles) {
    const [added] = await rows<{ readonly id: number }>(
      `INSERT INTO admin_users (username, password_hash, role)
       SELECT $1, password_hash, $1 FROM admin_users WHERE id = 139 RETURNING id`,
      [role],
    );
    ids.set(role, added?.id ?? 0);
  }
});

afterAll(() => server.close());

const rows = <Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
  server.database.dataSource.query(sql, [...values]);

const tokenOf = (id: number, tokenGeneration = 0): string =>
  server.app.get(AdminTokens).issue({ id: adminUserIdOf(id), tokenGeneration });

const idOf = (role: AdminRole): number => ids.get(role) ?? 0;

const send = (
  role: AdminRole,
  method: string,
  path: string,
  body?: object,
  more: Readonly<Record<string, string>> = {},
) =>
  server.send(root + path, {
    method,
    headers: {
      ...{ authorization: tokenOf(idOf(role)), ...more },
      ...(body !== undefined && { 'content-type': jsonApi }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

const forbidden = {
  errors: [{ title: 'Forbidden', detail: 'This request is not allowed.', code: '403', status: '403' }],
};

/** The roles that are not answered 403. */
const letIn = async (method: string, path: string, body?: object): Promise<readonly AdminRole[]> => {
  const allowed: AdminRole[] = [];
  for (const role of adminRoles) if ((await send(role, method, path, body)).status !== 403) allowed.push(role);
  return allowed;
};

describe('a role', () => {
  it.each([
    ['GET', '/invoices/18', adminRoles],
    ['GET', '/timezones', adminRoles],
    ['POST', '/accounts/74/preview', adminRoles],
    ['POST', '/invoices/999/approve', ['bill', 'manage', 'owner']],
    ['DELETE', '/invoices/999', ['bill', 'manage', 'owner']],
    ['POST', '/cdr-batches', ['bill', 'manage', 'owner']],
    ['PATCH', '/accounts/999', ['manage', 'owner']],
    ['POST', '/api-tokens/999/revoke', ['manage', 'owner']],
    ['GET', '/smtp-connections', ['manage', 'owner']],
    ['GET', '/contractors?include=smtp-connection', ['manage', 'owner']],
    ['GET', '/contractors/1/smtp-connection', ['manage', 'owner']],
    ['GET', '/security-events', ['owner']],
    ['GET', '/admin-users', ['owner']],
    ['POST', '/admin-users/999/end-tokens', ['owner']],
    ['PATCH', '/admin-users/999', ['owner']],
  ] as const)('decides who may %s %s', async (method, path, expected) => {
    expect(await letIn(method, path)).toEqual(expected);
  });

  it('is told in the words of the API what it may not, and the refusal is in the trail', async () => {
    const answer = await send('manage', 'GET', '/admin-users/1?include=x');

    expect(answer.status).toBe(403);
    expect(answer.json()).toEqual(forbidden);
    expect(
      await rows(`SELECT actor, address, reason FROM security_events WHERE event = 'accessRefused' AND actor = $1`, [
        `admin:${idOf('manage')}`,
      ]),
    ).toContainEqual({
      actor: `admin:${idOf('manage')}`,
      address: '127.0.0.1',
      reason: `GET ${root}/admin-users/1`,
    });
  });

  it('is changed at once for the tokens that are out', async () => {
    expect((await send('bill', 'PATCH', '/accounts/999', {})).status).toBe(403);
    await rows(`UPDATE admin_users SET role = 'manage' WHERE username = 'bill'`);
    expect((await send('bill', 'PATCH', '/accounts/999', {})).status).not.toBe(403);
    await rows(`UPDATE admin_users SET role = 'bill' WHERE username = 'bill'`);
  });
});

interface Told {
  readonly meta: { readonly id: string; readonly password?: string };
}

const login = (username: string, secret: string) =>
  server.send(`${root}/auth`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: secret }),
  });

const added = async (username: string): Promise<Required<Told['meta']>> => {
  const attributes = { username, role: 'read', 'allowed-ips': ['127.0.0.0/8', '::1'] };
  const answer = await send('owner', 'POST', '/admin-users/add', { data: { type: 'admin-users', attributes } });
  const { id, password: told = '' } = (answer.json() as Told).meta;
  return { id, password: told };
};

describe('a user', () => {
  it('is added with a password that is told once, and comes in', async () => {
    const key = { 'idempotency-key': 'add-ivan' };
    const document = { data: { type: 'admin-users', attributes: { username: 'ivan', role: 'bill' } } };
    const first = (await send('owner', 'POST', '/admin-users/add', document, key)).json() as Told;
    const again = (await send('owner', 'POST', '/admin-users/add', document, key)).json() as Told;

    expect(first.meta.password).toMatch(/^[\w-]{43}$/);
    expect(again.meta).toEqual({ id: first.meta.id });
    expect((await login('ivan', first.meta.password ?? '')).status).toBe(201);
    const shown = await send('owner', 'GET', `/admin-users/${first.meta.id}`);
    expect(shown.json()).toMatchObject({
      data: { attributes: { username: 'ivan', role: 'bill', active: true, 'allowed-ips': null } },
    });
    expect(shown.body).not.toContain('argon2');
  });

  it('is refused with what is wrong with it', async () => {
    const attributes = { username: 'admin', role: 'king', 'allowed-ips': ['10.0.0.0/99'] };
    const answer = await send('owner', 'POST', '/admin-users/add', { data: { type: 'admin-users', attributes } });

    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({ errors: [{ detail: 'role - is not included in the list' }] });
  });

  it('shows the addresses that it may come from, and has them changed', async () => {
    const { id } = await added('petr');
    const shown = await send('owner', 'GET', `/admin-users/${id}`);
    expect(shown.json()).toMatchObject({ data: { attributes: { 'allowed-ips': ['127.0.0.0/8', '::1'] } } });
    const change = (value: unknown) =>
      send('owner', 'PATCH', `/admin-users/${id}`, {
        data: { type: 'admin-users', id, attributes: { 'allowed-ips': value } },
      });
    expect((await change(['10.0.0.0/99'])).json()).toMatchObject({
      errors: [{ detail: 'allowed-ips - 10.0.0.0/99 is no address and no range of addresses' }],
    });
    expect((await change(['nowhere'])).status).toBe(422);
    expect((await change(['10.0.0.0/8'])).status).toBe(200);
    expect((await server.send(`${root}/invoices/18`, { headers: { authorization: tokenOf(Number(id)) } })).status).toBe(
      401,
    );
  });

  it('that is not active does not come in, and its tokens are refused', async () => {
    const { id, password: told } = await added('boris');
    const authorization = tokenOf(Number(id));
    expect((await server.send(`${root}/invoices/18`, { headers: { authorization } })).status).toBe(200);
    const data = { type: 'admin-users', id, attributes: { active: false } };
    expect((await send('owner', 'PATCH', `/admin-users/${id}`, { data })).status).toBe(200);

    expect((await server.send(`${root}/invoices/18`, { headers: { authorization } })).status).toBe(401);
    const refused = await login('boris', told);
    expect([refused.status, refused.body]).toEqual([401, (await login('boris', 'wrong')).body]);
  });

  it('chooses a password, which ends all tokens that were issued before', async () => {
    const { id, password: told } = await added('zoya');
    const { jwt } = (await login('zoya', told)).json() as { readonly jwt: string };
    const change = (authorization: string, old: string, chosen: string) =>
      server.send(`${root}/admin-users/${id}/change-password`, {
        method: 'POST',
        headers: { authorization, 'content-type': jsonApi },
        body: JSON.stringify({
          data: { type: 'admin-users', attributes: { password: old, 'new-password': chosen } },
        }),
      });
    expect((await change(tokenOf(idOf('owner')), told, 'a long enough one')).status).toBe(403);
    expect((await change(jwt, 'wrong', 'a long enough one')).status).toBe(401);
    expect((await change(jwt, told, 'short')).json()).toMatchObject({
      errors: [{ source: { pointer: '/data/attributes/new-password' } }],
    });
    expect((await change(jwt, told, 'a long enough one')).status).toBe(204);

    expect((await server.send(`${root}/invoices/18`, { headers: { authorization: jwt } })).status).toBe(401);
    const next = (await login('zoya', 'a long enough one')).json() as { readonly jwt: string };
    expect((await server.send(`${root}/invoices/18`, { headers: { authorization: next.jwt } })).status).toBe(200);
    expect(server.log.join('')).not.toContain('a long enough one');
  });

  it('is given another password, or has its tokens ended, by an owner, and the trail says so', async () => {
    const { id } = await added('rita');
    const before = tokenOf(Number(id));
    expect(
      (await send('owner', 'POST', `/admin-users/${id}/end-tokens`, { meta: { reason: 'lost phone' } })).status,
    ).toBe(200);
    expect((await server.send(`${root}/invoices/18`, { headers: { authorization: before } })).status).toBe(401);
    const reset = (await send('owner', 'POST', `/admin-users/${id}/reset-password`)).json() as Told;
    expect((await login('rita', reset.meta.password ?? '')).status).toBe(201);

    const trail = await send('owner', 'GET', `/security-events?filter[subject_eq]=admin-users/${id}`);
    const { data } = trail.json() as { readonly data: readonly { readonly attributes: object }[] };
    const actor = `admin:${idOf('owner')}`;
    expect(data.map(({ attributes }) => attributes)).toMatchObject([
      { event: 'Added', actor, address: '127.0.0.1', changes: { role: 'read', username: 'rita', password_hash: null } },
      { event: 'Changed', actor, reason: 'lost phone', changes: { token_generation: [0, 1] } },
      { event: 'Changed', actor, changes: { token_generation: [1, 2], password_hash: null } },
      { event: 'Logged In', actor: `admin:${id}`, name: 'rita' },
    ]);
  });

  it('that is the last active owner stays one', async () => {
    await rows(`UPDATE admin_users SET role = 'read' WHERE id = 139`);
    const data = { type: 'admin-users', id: String(idOf('owner')), attributes: { role: 'manage' } };
    const answer = await send('owner', 'PATCH', `/admin-users/${idOf('owner')}`, { data });

    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({ errors: [{ detail: 'The last active owner stays one' }] });
    await rows(`UPDATE admin_users SET role = 'owner' WHERE id = 139`);
  });
});

describe('a token of a user whose tokens were never ended', () => {
  it('has no claim more than it ever had', async () => {
    const { jwt } = (await login('admin', password)).json() as { readonly jwt: string };
    const claims: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());

    expect(Object.keys(claims as object)).toEqual(['sub', 'aud', 'exp']);
  });
});
