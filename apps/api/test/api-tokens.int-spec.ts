import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminRequests, dataOf, linked, refusalsOf } from './support/admin-requests.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;
let admin: AdminRequests;

beforeAll(async () => {
  server = await startTestApp();
  admin = new AdminRequests(server);
});

afterAll(() => server.close());

const query = <Row>(sql: string) => server.database.dataSource.query<readonly Row[]>(sql);

/** A name that nothing else has. */
let number = 0;
const another = (name: string) => `${name} ${(number += 1)}`;

describe('a token', () => {
  const issue = (manager: string, attributes: object, headers = {}) => {
    const relationships = linked({ manager: ['managers', manager] });
    return admin.post('/api-tokens/issue', { type: 'api-tokens', attributes, relationships }, headers);
  };
  const metaOf = (answer: { json(): unknown }) =>
    (answer.json() as { readonly meta: { readonly id: string; readonly token?: string } }).meta;
  const statusBy = async (token = '') =>
    (await server.send('/api/v3/resellers/1', { headers: { 'x-api-token': token } })).status;
  const aManager = () =>
    admin.make('managers', { name: another('manager'), role: 'admin' }, { reseller: ['resellers', 1] });

  it('is rotated: both are taken for a day, then the new one alone', async () => {
    const { id: manager } = await aManager();
    const old = metaOf(await issue(manager, { name: 'shop', comment: 'of the shop' }));
    const document = { type: 'api-tokens', id: old.id };
    const rotated = metaOf(await admin.post(`/api-tokens/${old.id}/rotate`, document));
    expect([await statusBy(old.token), await statusBy(rotated.token)]).toEqual([200, 200]);
    server.clock.moveTo('2026-03-02T12:00:00Z');
    expect([await statusBy(old.token), await statusBy(rotated.token)]).toEqual([401, 200]);
    expect(dataOf(await admin.get(`/api-tokens/${rotated.id}`))).toMatchObject({
      attributes: { name: 'shop', comment: 'of the shop' },
      relationships: { manager: { data: { id: manager } }, predecessor: { data: { id: old.id } } },
    });
    expect(refusalsOf(await admin.post(`/api-tokens/${old.id}/rotate`, document))).toEqual([
      '100 | The token has been rotated | /data',
    ]);
    const revoked = await admin.post(`/api-tokens/${rotated.id}/revoke`, '{"meta":{"reason":"lost"}}');
    expect(dataOf(revoked).attributes).toMatchObject({ 'ended-by': 'admin:139', 'end-reason': 'lost' });
    expect(await statusBy(rotated.token)).toBe(401);
  });

  it('is taken from the addresses that it is bound to alone, and so is its successor', async () => {
    const { id: manager } = await aManager();
    const bound = (name: string, ips: readonly string[]) => issue(manager, { name, 'allowed-ips': ips });
    const here = metaOf(await bound('here', ['10.0.0.0/8', '127.0.0.0/8']));
    const elsewhere = metaOf(await bound('elsewhere', ['10.0.0.0/8']));
    expect([await statusBy(here.token), await statusBy(elsewhere.token)]).toEqual([200, 401]);
    const successor = metaOf(
      await admin.post(`/api-tokens/${elsewhere.id}/rotate`, { type: 'api-tokens', id: elsewhere.id }),
    );
    expect(await statusBy(successor.token)).toBe(401);
    expect(dataOf(await admin.get(`/api-tokens/${here.id}`)).attributes).toMatchObject({
      'allowed-ips': ['10.0.0.0/8', '127.0.0.0/8'],
    });
    expect(refusalsOf(await bound('nowhere', ['10.0.0.0/40']))).toEqual([
      '100 | allowed-ips - 10.0.0.0/40 is no address and no range of addresses | /data/attributes/allowed-ips',
    ]);
  });

  it('is told once: a request that comes twice under one key is answered without it', async () => {
    const { id: manager } = await aManager();
    const key = { 'idempotency-key': 'issue-once' };
    const first = metaOf(await issue(manager, { name: 'shop' }, key));
    const again = await issue(manager, { name: 'shop' }, key);
    expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true' });
    expect(metaOf(again)).toEqual({ id: first.id });
    const [kept] = await query<{ readonly document: string }>(
      `SELECT document FROM idempotency_keys WHERE key = 'issue-once'`,
    );
    expect(kept?.document).not.toContain(first.token);
  });

  it('of an expired, revoked or unknown kind is refused with the very same answer', async () => {
    const { id: manager } = await aManager();
    const expiring = metaOf(await issue(manager, { name: 'a', 'expires-at': '2026-03-02T13:00:00Z' }));
    const revoked = metaOf(await issue(manager, { name: 'b' }));
    await admin.post(`/api-tokens/${revoked.id}/revoke`, '{}');
    server.clock.moveTo('2026-03-02T13:00:00Z');
    const bodies = [expiring.token, revoked.token, 'unknown'].map(async (token = '') => {
      const { status, body } = await server.send('/api/v3/resellers/1', { headers: { 'x-api-token': token } });
      return `${status} ${body}`;
    });
    expect(new Set(await Promise.all(bodies)).size).toBe(1);
  });

  it.each([
    [{ name: '' }, "name - can't be blank | /data/attributes/name"],
    [
      { name: 'a', 'expires-at': '2026-01-01T00:00:00Z' },
      'expires-at - must be in the future | /data/attributes/expires-at',
    ],
    [{ name: 'a', 'expires-at': 'soon' }, 'expires-at - is invalid | /data/attributes/expires-at'],
    [{ name: 'a', token: 'mine' }, 'token is not allowed.'],
  ])('is not issued with %j', async (attributes, message) => {
    const { id: manager } = await aManager();
    expect(refusalsOf(await issue(manager, attributes))[0]).toContain(message);
    expect((await admin.get(`/api-tokens?filter[manager.id]=${manager}`)).json()).toMatchObject({ data: [] });
  });

  it('is not issued to who does not exist or is not active', async () => {
    const { id } = await aManager();
    await admin.change('managers', id, { active: false });
    expect(refusalsOf(await issue(id, { name: 'a' }))).toEqual([
      '100 | manager - is not active | /data/relationships/manager',
    ]);
    expect(refusalsOf(await issue('999', { name: 'a' }))).toEqual([
      '100 | manager - must exist | /data/relationships/manager',
    ]);
    expect((await admin.post('/api-tokens/999/rotate', { type: 'api-tokens', id: '999' })).status).toBe(404);
  });
});
