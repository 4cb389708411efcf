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

describe('the terms that sales are billed on', () => {
  it('are those of an account class, which is made, changed and deleted', async () => {
    const made = await admin.post('/account-classes', { type: 'account-classes', attributes: { name: 'Partner' } });
    expect(made.status).toBe(201);
    const { id, attributes } = dataOf(made);
    expect(attributes).toEqual({ name: 'Partner', 'billing-day': null, 'days-to-pay': 14 });

    const attributesThen = { 'billing-day': 31, 'days-to-pay': 30 };
    const changed = await admin.patch(`/account-classes/${id}`, {
      type: 'account-classes',
      id,
      attributes: attributesThen,
    });
    expect(dataOf(changed).attributes).toEqual({ name: 'Partner', ...attributesThen });
    expect((await admin.remove(`/account-classes/${id}`)).status).toBe(204);
  });

  it('are not deleted while an account has them', async () => {
    expect(refusalsOf(await admin.remove('/account-classes/1'))).toEqual([
      '423 | Cannot delete record because of dependent accounts',
    ]);
  });

  it('have a name of their own, and exist before an account gets them', async () => {
    const twice = await admin.post('/account-classes', { type: 'account-classes', attributes: { name: 'Standard' } });
    expect(refusalsOf(twice)).toEqual(['100 | name - has already been taken | /data/attributes/name']);
    const links = linked({ 'account-class': ['account-classes', 999] });
    const nowhere = await admin.patch('/account-terms/74', { type: 'account-terms', id: '74', relationships: links });
    expect(refusalsOf(nowhere)).toEqual(['100 | account-class - must exist | /data/relationships/account-class']);
  });

  it('of an account are changed, and nothing else of it', async () => {
    const answer = await admin.patch('/account-terms/74', {
      type: 'account-terms',
      id: '74',
      attributes: { 'billing-day': 5, 'invoice-ref-template': 'A-$seq(6)', 'payment-model': 'Postpay' },
      relationships: linked({ 'account-class': ['account-classes', 1] }),
    });
    expect(answer.status).toBe(200);
    expect(dataOf(answer)).toMatchObject({
      attributes: { name: 'first', 'billing-day': 5, 'invoice-ref-template': 'A-$seq(6)', 'payment-model': 'Postpay' },
      relationships: { 'account-class': { data: { type: 'account-classes', id: '1' } } },
    });
    const refused = await admin.patch('/account-terms/74', {
      type: 'account-terms',
      id: '74',
      attributes: { name: 'x' },
    });
    expect(refused.status).toBe(400);
  });

  it('of a reseller say who issues its invoices, and how they are numbered', async () => {
    const attributes = { timezone: 'Asia/Almaty', 'externally-invoiced': true, 'invoice-ref-template': '$seq(6)' };
    const answer = await admin.patch('/reseller-terms/2', { type: 'reseller-terms', id: '2', attributes });
    expect(answer.status).toBe(200);
    expect(dataOf(answer).attributes).toMatchObject(attributes);
    expect(dataOf(await admin.get('/reseller-terms/2')).attributes).toMatchObject(attributes);
  });

  it.each([
    ['account-classes', 1, { 'billing-day': 32 }, 'billing-day - must be less than or equal to 31'],
    ['account-classes', 1, { 'days-to-pay': -1 }, 'days-to-pay - must be greater than or equal to 0'],
    ['account-classes', 1, { 'days-to-pay': null }, "days-to-pay - can't be blank"],
    ['account-classes', 1, { name: ' ' }, "name - can't be blank"],
    ['account-terms', 74, { 'payment-model': null }, "payment-model - can't be blank"],
    ['account-terms', 74, { 'billing-day': 0 }, 'billing-day - must be greater than or equal to 1'],
    ['account-terms', 74, { 'invoice-ref-template': '' }, "invoice-ref-template - can't be blank"],
    ['reseller-terms', 1, { timezone: 'Nowhere' }, 'timezone - Nowhere is not a valid timezone'],
    ['reseller-terms', 1, { timezone: '' }, 'timezone -  is not a valid timezone'],
    ['reseller-terms', 1, { 'invoice-ref-template': '' }, "invoice-ref-template - can't be blank"],
  ])('of %s/%i are not %j', async (type, id, attributes, message) => {
    const answer = await admin.patch(`/${type}/${id}`, { type, id: String(id), attributes });
    expect(answer.status).toBe(422);
    expect(refusalsOf(answer)[0]).toContain(message);
  });
});

describe('the billing settings of an account', () => {
  it('say how far it has been billed, and what is open', async () => {
    await server.database.dataSource.query('DELETE FROM invoices WHERE id = 18');
    expect(dataOf(await admin.get('/billing-settings/74')).attributes).toEqual({
      'empty-invoices': true,
      'billed-from': expect.stringMatching(/^\d{4}-.*Z$/),
      'billed-until': expect.stringMatching(/^\d{4}-.*Z$/),
      'open-periods': [
        {
          startsAt: '2026-01-01T00:00:00.000Z',
          endsAt: '2026-02-01T00:00:00.000Z',
          cause: 'deleted',
          isDue: true,
        },
      ],
    });
  });

  it('choose whether it gets empty invoices, and change nothing else of it', async () => {
    const before = (await admin.get('/accounts/75')).body;
    const change = (attributes: object) =>
      admin.patch('/billing-settings/75', { type: 'billing-settings', id: '75', attributes });
    const answer = await change({ 'empty-invoices': false });
    expect([answer.status, dataOf(answer).attributes]).toEqual([
      200,
      { 'empty-invoices': false, 'billed-from': null, 'billed-until': null, 'open-periods': [] },
    ]);
    expect((await admin.get('/accounts/75')).body).toBe(before);
    expect((await change({ 'billed-from': null })).status).toBe(400);
    expect(refusalsOf(await change({ 'empty-invoices': null }))).toEqual([
      "100 | empty-invoices - can't be blank | /data/attributes/empty-invoices",
    ]);
  });
});
