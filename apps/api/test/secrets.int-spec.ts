import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sealAnew, SecretBox } from '@org/invoice-domain/persistence';
import { startTestApp, type TestApp } from './support/test-app.js';

const root = '/api/rest/admin';
const type = 'smtp-connections';
const keys = [
  { id: 'new', secret: 'pMWRYh7e4g3Kc0Q2b7n6m1Vq9sXyZtAaBbCcDdEeFfI=' },
  { id: 'old', secret: 'aK3jd9Qx7Lm2Pz5Rt8Vb1Nc4Hf6Gs0WyUuIiOoPpLlM=' },
];

let shown: TestApp;
let masked: TestApp;

beforeAll(async () => {
  const SECRET_KEYS = keys.map(({ id, secret }) => `${id}:${secret}`).join();
  shown = await startTestApp({ environment: { SECRET_KEYS } });
  masked = await startTestApp({ environment: { SECRET_KEYS, SHOW_SECRETS: 'false' } });
});

afterAll(async () => {
  await shown.close();
  await masked.close();
});

const send = (app: TestApp, method: string, path: string, data?: object, key?: string) =>
  app.send(root + path, {
    method,
    headers: {
      authorization: app.adminToken(),
      ...(data !== undefined && { 'content-type': 'application/vnd.api+json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(data !== undefined && { body: JSON.stringify({ data }) }),
  });

interface Document {
  readonly data: { readonly id: string; readonly attributes: { readonly 'auth-password': string | null } };
}

const attributes = {
  name: 'mail',
  host: 'mail.test',
  port: 25,
  'from-address': 'a@mail.test',
  'auth-password': 'horse "staple"',
};

const add = async (app: TestApp, key?: string): Promise<Document['data']> =>
  ((await send(app, 'POST', `/${type}`, { type, attributes }, key)).json() as Document).data;

const stored = async (app: TestApp, id: string): Promise<string> => {
  const [row] = await app.database.dataSource.query<readonly { readonly auth_password: string }[]>(
    'SELECT auth_password FROM smtp_connections WHERE id = $1',
    [id],
  );
  return row?.auth_password ?? '';
};

const password = async (app: TestApp, id: string): Promise<string | null> =>
  ((await send(app, 'GET', `/${type}/${id}`)).json() as Document).data.attributes['auth-password'];

describe('the password of a mail server', () => {
  it('is sealed where it is stored, and shown as it was sent', async () => {
    const { id, attributes: answered } = await add(shown);

    expect(answered['auth-password']).toBe('horse "staple"');
    expect(await stored(shown, id)).toMatch(/^sealed:v1:new:/);
    expect(await password(shown, id)).toBe('horse "staple"');
    const list = await send(shown, 'GET', `/${type}?filter[name]=mail`);
    expect(list.body).toContain('"auth-password":"horse \\"staple\\""');
  });

  it('that was stored before there were keys is shown as ever', async () => {
    const { id } = await add(shown);
    await shown.database.dataSource.query(`UPDATE smtp_connections SET auth_password = 'plain' WHERE id = $1`, [id]);

    expect(await password(shown, id)).toBe('plain');
  });

  it('is in no record of an idempotency key', async () => {
    const { id } = await add(shown, 'once');
    const again = await add(shown, 'once');

    expect(again.id).toBe(id);
    expect(again.attributes['auth-password']).toBe('********');
    const kept = await shown.database.dataSource.query<readonly unknown[]>('SELECT * FROM idempotency_keys');
    expect(JSON.stringify(kept)).not.toContain('staple');
  });

  it('is masked where secrets are not shown, and a mask that comes back changes nothing', async () => {
    const { id, attributes: answered } = await add(masked);
    const before = await stored(masked, id);
    expect(answered['auth-password']).toBe('********');
    const change = (values: object) => send(masked, 'PATCH', `/${type}/${id}`, { type, id, attributes: values });

    expect((await change({ name: 'post', 'auth-password': '********' })).status).toBe(200);
    expect(await stored(masked, id)).toBe(before);
    expect((await change({ 'auth-password': 'another' })).status).toBe(200);
    expect(await stored(masked, id)).not.toBe(before);
    expect((await change({ 'auth-password': null })).status).toBe(200);
    expect(await password(masked, id)).toBeNull();
  });

  it('is sealed anew with the first key, whatever it was sealed with', async () => {
    const { dataSource } = shown.database;
    const { id } = await add(shown);
    const [, old] = keys;
    const sealed = new SecretBox({ keys: old === undefined ? [] : [old], shows: true }).seal('of the old key');
    await dataSource.query('UPDATE smtp_connections SET auth_password = $2 WHERE id = $1', [id, sealed]);
    const box = new SecretBox({ keys, shows: true });
    const outcomes = await dataSource.transaction((manager) => sealAnew(manager, box));
    const outcome = outcomes.find(({ table }) => table === 'smtp_connections');

    expect(outcome).toMatchObject({ column: 'auth_password' });
    expect(outcome?.sealed).toBeGreaterThan(0);
    expect(await stored(shown, id)).toMatch(/^sealed:v1:new:/);
    expect(await password(shown, id)).toBe('of the old key');
    expect((await dataSource.transaction((manager) => sealAnew(manager, box)))[0]?.sealed).toBe(0);
  });
});
