import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { password, startTestApp, type TestApp } from './support/test-app.js';

const path = '/api/rest/admin/auth';

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp();
});

afterAll(() => server.close());

beforeEach(() => server.database.dataSource.query('UPDATE admin_users SET allowed_ips = NULL'));

const login = (body: unknown, type = 'application/json') =>
  server.send(path, {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const credentials = { username: 'admin', password };

const failed = {
  errors: [{ title: 'Authentication failed', detail: 'Incorrect login or password.', code: '401', status: '401' }],
};

describe('a login', () => {
  it('gives a token that works', async () => {
    const answer = await login({ auth: credentials });
    const { jwt } = answer.json() as { readonly jwt: string };

    expect(answer).toMatchObject({ status: 201, headers: { 'content-type': 'application/json; charset=utf-8' } });
    expect(answer.body).toBe(JSON.stringify({ jwt }));
    expect((await server.send('/api/rest/admin/invoices/18', { headers: { authorization: jwt } })).status).toBe(200);
  });

  it('takes the JSON:API media type too', async () => {
    expect((await login({ auth: credentials }, 'application/vnd.api+json')).status).toBe(201);
  });

  it('takes bare credentials from plain JSON only', async () => {
    expect((await login(credentials)).status).toBe(201);
    expect((await login(credentials, 'application/vnd.api+json')).status).toBe(400);
  });

  it.each([
    ['a password that is an object', { ...credentials, password: { constructor: 1 } }],
    ['a name that is a list', { ...credentials, username: [{ constructor: 1 }] }],
    ['a wrong password', { username: 'admin', password: 'wrong' }],
    ['an unknown user', { username: 'nobody', password }],
    ['a name with a NUL character', { username: 'admin\0', password }],
    ['a name of another case', { username: 'Admin', password }],
    ['an empty password', { username: 'admin', password: '' }],
    ['a password that is no text', { username: 'admin', password: 1 }],
    ['no password', { username: 'admin' }],
    ['no name', { password }],
    ['a password of a megabyte', { username: 'admin', password: 'x'.repeat(900_000) }],
  ])('is refused in one and the same way for %s', async (_, auth) => {
    const answer = await login({ auth });

    expect(answer.status).toBe(401);
    expect(answer.json()).toEqual(failed);
  });

  it('says so when the address is not allowed', async () => {
    await server.database.dataSource.query(`UPDATE admin_users SET allowed_ips = '{10.0.0.0/8}'`);
    const answer = await login({ auth: credentials });

    expect(answer.status).toBe(401);
    expect(answer.json()).toEqual({
      errors: [
        { title: 'Authentication failed', detail: 'Your IP address is not allowed.', code: '401', status: '401' },
      ],
    });
  });

  it.each([
    ['an empty object', {}],
    ['an array', []],
    ['text', '"admin"'],
    ['null', 'null'],
    ['auth that is no object', { auth: 1 }],
  ])('answers 400 to %s instead of credentials', async (_, body) => {
    const answer = await login(body);

    expect(answer).toMatchObject({ status: 400 });
    expect(answer.json()).toEqual({ status: 400, error: 'Bad Request' });
  });

  it('answers 400 to a body that is no JSON, and does not repeat the body', async () => {
    const answer = await login('{"auth":{"password":"secret"');

    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ errors: [{ title: 'Bad Request', code: '400', status: '400' }] });
    expect(answer.body).not.toContain('secret');
  });

  it('leaves neither the password nor the token in the log', async () => {
    const answer = await login({ auth: credentials });
    const { jwt } = answer.json() as { readonly jwt: string };
    await server.send(`/api/rest/admin/invoices/18?token=${jwt}`);

    expect(server.log.join('')).toContain('/api/rest/admin/auth');
    expect(server.log.join('')).not.toContain(password);
    expect(server.log.join('')).not.toContain(jwt);
  });
});
