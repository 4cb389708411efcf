import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publishedPassword, publishedToken } from '@org/invoice-domain';
import { hashPassword, tokenHash } from '@org/invoice-domain/persistence';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp({
    environment: { NODE_ENV: 'production', DATABASE_URL: 'postgres://the-tests-have-their-own/ledger' },
  });
  const { dataSource } = server.database;
  await dataSource.query('UPDATE admin_users SET password_hash = $1', [await hashPassword(publishedPassword)]);
  for (const token of [publishedToken, 'demo-token-child']) {
    await dataSource.query(
      `INSERT INTO api_tokens (manager_id, name, token_hash) SELECT id, $1, $2 FROM managers WHERE active LIMIT 1`,
      [token, tokenHash(token)],
    );
  }
});

afterAll(() => server.close());

describe('in production, credentials that the demo data published', () => {
  it('open nothing of the admin API', async () => {
    const answer = await server.send('/api/rest/admin/auth', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: publishedPassword }),
    });
    expect(answer.status).toBe(401);
    expect(answer.json()).toMatchObject({ errors: [{ detail: 'Incorrect login or password.' }] });
    const [event] = await server.database.dataSource.query<readonly unknown[]>(
      'SELECT reason FROM security_events ORDER BY id DESC LIMIT 1',
    );
    expect(event).toEqual({ reason: 'published password' });
  });

  it.each([publishedToken, 'demo-token-child'])('open nothing of the reseller API: %s', async (token) => {
    expect((await server.send('/api/v3/resellers/1', { headers: { 'x-api-token': token } })).status).toBe(401);
  });
});
