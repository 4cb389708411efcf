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

const count = async (table: string) => (await query(`SELECT FROM ${table}`)).length;

const acme = { name: 'Acme', domain: 'acme.test', currency: 'USD', 'company-name': 'Acme Inc', country: 'US' };

/** A name that nothing else has. */
let number = 0;
const another = (name: string) => `${name} ${(number += 1)}`;

const aReseller = () => admin.make('resellers', { ...acme, name: another('Reseller') });
const anAccount = (reseller: string, attributes: object = {}) =>
  admin.make(
    'reseller-accounts',
    { name: another('account'), 'payment-model': 'Postpay', ...attributes },
    { reseller: ['resellers', reseller], contractor: ['contractors', 1] },
  );

describe('a business', () => {
  it('is set up over HTTP alone: a reseller, its manager, a token, an account', async () => {
    const reseller = await admin.make('resellers', acme, { parent: ['resellers', 2] });
    expect(reseller.attributes).toMatchObject({
      ...acme,
      ...{ timezone: null, 'externally-invoiced': false, 'invoice-ref-template': '$id', 'address-line-1': '', zip: '' },
    });
    expect(reseller.relationships['parent']?.data).toEqual({ type: 'resellers', id: '2' });
    const manager = await admin.make(
      'managers',
      { name: 'Ann', role: 'admin' },
      { reseller: ['resellers', reseller.id] },
    );
    expect(manager.attributes).toMatchObject({ name: 'Ann', role: 'admin', active: true });
    const issued = await admin.post('/api-tokens/issue', {
      type: 'api-tokens',
      attributes: { name: 'shop' },
      relationships: linked({ manager: ['managers', manager.id] }),
    });
    expect(issued.status).toBe(200);
    const { meta } = issued.json() as { readonly meta: { readonly id: string; readonly token: string } };
    const account = await anAccount(reseller.id, { 'billing-day': 5, timezone: 'Asia/Almaty' });
    expect(account.attributes).toMatchObject({ currency: 'USD', 'payment-model': 'Postpay', timezone: 'Asia/Almaty' });

    const shown = await server.send(`/api/v3/resellers/${reseller.id}/accounts/${account.id}`, {
      headers: { 'x-api-token': meta.token },
    });
    expect(shown.status).toBe(200);
    expect(shown.body).toContain('"payment_model":"postpay"');
    const token = dataOf(await admin.get(`/api-tokens/${meta.id}`));
    expect(token.attributes).toMatchObject({
      ...{ name: 'shop', comment: null, 'issued-by': 'admin:139', 'expires-at': null, 'revoked-at': null },
      ...{ 'created-at': '2026-03-01T12:00:00.000Z', 'last-used-at': '2026-03-01T12:00:00.000Z' },
    });
    expect(JSON.stringify(await query('SELECT * FROM api_tokens'))).not.toContain(meta.token);
    expect(server.log.join('')).not.toContain(meta.token);
  });
});

describe('a reseller', () => {
  it('is listed, read and changed, its terms with it', async () => {
    const { id } = await aReseller();
    const attributes = { domain: 'shop.acme.test', timezone: 'Europe/Kyiv', 'externally-invoiced': true, city: 'Kyiv' };
    expect(dataOf(await admin.change('resellers', id, attributes)).attributes).toMatchObject(attributes);
    expect(dataOf(await admin.get(`/reseller-terms/${id}`)).attributes).toMatchObject({ timezone: 'Europe/Kyiv' });
    expect((await admin.get(`/resellers?filter[domain_eq]=shop.acme.test`)).json()).toMatchObject({ data: [{ id }] });
    expect((await admin.remove(`/resellers/${id}`)).status).toBe(404);
  });

  it('moves below another one, but not below itself', async () => {
    const [upper, lower] = [await aReseller(), await aReseller()];
    expect((await admin.change('resellers', lower.id, {}, { parent: ['resellers', upper.id] })).status).toBe(200);
    for (const id of [upper.id, lower.id]) {
      expect(refusalsOf(await admin.change('resellers', upper.id, {}, { parent: ['resellers', id] }))).toEqual([
        '100 | parent - is the reseller itself, or below it | /data/relationships/parent',
      ]);
    }
    expect((await admin.change('resellers', lower.id, {}, { parent: null })).status).toBe(200);
  });

  it.each([
    ['a name that is taken beside it', { name: 'Root' }, {}, 'name - has already been taken | /data/attributes/name'],
    [
      'a parent who does not exist',
      {},
      { parent: ['resellers', 999] },
      'parent - must exist | /data/relationships/parent',
    ],
    ['an unknown currency', { currency: 'XXX' }, {}, 'currency - is not a known currency | /data/attributes/currency'],
    [
      'a text that is too long',
      { city: 'x'.repeat(256) },
      {},
      'city - is too long (maximum is 255 characters) | /data/attributes/city',
    ],
    ['an unknown member', { colour: 'red' }, {}, 'colour is not allowed.'],
  ] as const)('is not made with %s', async (_, attributes, links, message) => {
    const before = await count('resellers');
    const body = { attributes: { ...acme, name: another('Reseller'), ...attributes }, relationships: linked(links) };
    const answer = await admin.post('/resellers', { type: 'resellers', ...body });
    expect(refusalsOf(answer)[0]).toContain(message);
    expect(await count('resellers')).toBe(before);
  });

  it('keeps its currency once its accounts have money, and not before', async () => {
    const { id } = await aReseller();
    const { id: account } = await anAccount(id);
    expect((await admin.change('resellers', id, { currency: 'EUR' })).status).toBe(200);
    await admin.post('/payments', {
      type: 'payments',
      attributes: { amount: '5' },
      relationships: linked({ account: ['accounts', account] }),
    });
    expect(refusalsOf(await admin.change('resellers', id, { currency: 'USD' }))).toEqual([
      "100 | currency - can't be changed: accounts of the reseller have postings | /data/attributes/currency",
    ]);
    expect((await admin.change('resellers', id, { currency: 'EUR', city: 'Bonn' })).status).toBe(200);
  });

  it('is not changed by who has an older version in mind', async () => {
    const { id } = await aReseller();
    const { etag = '' } = (await admin.get(`/resellers/${id}`)).headers as { readonly etag?: string };
    expect((await admin.change('resellers', id, { city: 'Bonn' }, {}, { 'if-match': etag })).status).toBe(200);
    expect((await admin.change('resellers', id, { city: 'Rome' }, {}, { 'if-match': etag })).status).toBe(412);
  });
});

describe('an account', () => {
  it('moves to another reseller and currency before anything is booked, and then no more', async () => {
    const [from, to] = [await aReseller(), await aReseller()];
    const { id } = await anAccount(from.id);
    const moved = await admin.change('reseller-accounts', id, { currency: 'EUR' }, { reseller: ['resellers', to.id] });
    expect(dataOf(moved)).toMatchObject({
      attributes: { currency: 'EUR' },
      relationships: { reseller: { data: { id: to.id } } },
    });
    await query(`INSERT INTO subscriptions (account_id, reseller_id, plan_id, name, status, payment_model)
      VALUES (${id}, ${to.id}, 1, 'Mail', 'active', 'postpay')`);
    const back = await admin.change('reseller-accounts', id, { currency: 'USD' }, { reseller: ['resellers', from.id] });
    expect(back.status).toBe(422);
    expect(refusalsOf(back)).toEqual([
      "100 | currency - can't be changed: the account has subscriptions | /data/attributes/currency",
      "100 | reseller - can't be changed: the account has subscriptions | /data/relationships/reseller",
    ]);
  });

  it('is held by the database, too', async () => {
    await expect(query('UPDATE accounts SET reseller_id = 2 WHERE id = 74')).rejects.toMatchObject({
      driverError: { constraint: expect.stringMatching(/_account_id_reseller_id/) },
    });
    await expect(query(`UPDATE accounts SET currency = 'EUR' WHERE id = 75`)).rejects.toMatchObject({
      driverError: { constraint: 'accounts_keep_currency', table: 'invoices' },
    });
    await expect(query(`UPDATE resellers SET currency = 'USD' WHERE id = 1`)).rejects.toMatchObject({
      driverError: { constraint: 'resellers_keep_currency' },
    });
  });

  it.each([
    [{ 'billing-day': 32 }, 'billing-day - must be less than or equal to 31'],
    [{ 'payment-model': 'Later' }, 'payment-model - is not included in the list'],
    [{ currency: 'XXX' }, 'currency - is not a known currency'],
    [{ name: 'first' }, 'name - has already been taken'],
  ])('is not opened with %j', async (attributes, message) => {
    const body = { name: another('account'), 'payment-model': 'Prepay', ...attributes };
    const relationships = linked({ reseller: ['resellers', 1], contractor: ['contractors', 1] });
    const answer = await admin.post('/reseller-accounts', {
      type: 'reseller-accounts',
      attributes: body,
      relationships,
    });
    expect([answer.status, refusalsOf(answer)[0]]).toEqual([422, expect.stringContaining(message)]);
  });

  it('is opened for a reseller who exists', async () => {
    const relationships = linked({ reseller: ['resellers', 999], contractor: ['contractors', 1] });
    const attributes = { name: 'nobody’s', 'payment-model': 'Prepay' };
    const answer = await admin.post('/reseller-accounts', { type: 'reseller-accounts', attributes, relationships });
    expect(refusalsOf(answer)).toEqual(['100 | reseller - must exist | /data/relationships/reseller']);
  });
});

describe('a manager', () => {
  it('is deactivated and activated again, has another role, and a name of his own', async () => {
    const { id } = await admin.make('managers', { name: 'Bob', role: 'sales' }, { reseller: ['resellers', 1] });
    const changed = await admin.change('managers', id, { role: 'owner', active: false });
    expect(dataOf(changed).attributes).toMatchObject({ role: 'owner', active: false });
    expect(dataOf(await admin.change('managers', id, { active: true })).attributes).toMatchObject({ active: true });
    const twice = await admin.post('/managers', {
      type: 'managers',
      attributes: { name: 'Bob', role: 'admin' },
      relationships: linked({ reseller: ['resellers', 1] }),
    });
    expect(refusalsOf(twice)).toEqual(['100 | name - has already been taken | /data/attributes/name']);
    expect(refusalsOf(await admin.change('managers', id, { role: 'chief' }))).toEqual([
      '100 | role - is not included in the list | /data/attributes/role',
    ]);
    expect((await admin.change('managers', id, {}, { reseller: ['resellers', 2] })).status).toBe(400);
  });
});
