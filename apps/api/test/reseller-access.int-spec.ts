import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp();
});

afterAll(() => server.close());

const get = (token: string, resellerId: number | string, invoice: number | string, query = '') =>
  server.send(`/api/v3/resellers/${resellerId}/invoices/${invoice}${query}`, { headers: { 'x-api-token': token } });

const unauthorized = {
  errors: [
    {
      status: '401',
      code: 'UNAUTHORIZED',
      title: 'A valid API token is required',
      source: { header: 'X-Api-Token' },
    },
  ],
};

describe('the reseller API answers 401, always the same, to', () => {
  it.each([
    ['an unknown token', 'unknown'],
    ['an empty token', ''],
    ['the token of an inactive manager', tokens.inactive],
    ['a revoked token', tokens.revoked],
    ['the hash of a token', 'a'.repeat(64)],
  ])('%s', async (_, token) => {
    const answer = await get(token, 1, 19);

    expect(answer.status).toBe(401);
    expect(answer.json()).toEqual(unauthorized);
  });

  it('no token', async () => {
    expect((await server.send('/api/v3/resellers/1/invoices/19')).json()).toEqual(unauthorized);
  });

  it('a token of the admin API, in either header', async () => {
    const token = server.adminToken();

    expect((await get(token, 1, 19)).status).toBe(401);
    const headers = { authorization: `Bearer ${token}` };
    expect((await server.send('/api/v3/resellers/1/invoices/19', { headers })).status).toBe(401);
  });

  it('a token from the moment it is revoked', async () => {
    expect((await get(tokens.sibling, 4, 1)).status).toBe(404);
    await server.database.dataSource.query('UPDATE managers SET token_revoked_at = now() WHERE name = $1', [
      tokens.sibling,
    ]);
    expect((await get(tokens.sibling, 4, 1)).status).toBe(401);
    await server.database.dataSource.query('UPDATE managers SET token_revoked_at = NULL WHERE name = $1', [
      tokens.sibling,
    ]);
  });
});

describe('a manager reaches', () => {
  it('the invoices of the own reseller', async () => {
    expect((await get(tokens.root, 1, 19)).status).toBe(200);
    expect((await get(tokens.child, 2, 119)).status).toBe(200);
  });

  it('the invoices of a reseller below, through that reseller’s path', async () => {
    expect((await get(tokens.root, 2, 119)).status).toBe(200);
  });
});

describe('a reseller that is out of reach looks like one that does not exist:', () => {
  const absent = async () => (await get(tokens.child, 4711, 19)).body;

  it.each([
    ['the parent', tokens.child, 1],
    ['the grandparent', tokens.grandchild, 1],
    ['a sibling', tokens.child, 4],
    ['another tree', tokens.child, 5],
    ['the own subtree, for another tree', tokens.stranger, 1],
    ['zero', tokens.root, 0],
    ['a negative number', tokens.root, -1],
    ['text', tokens.root, 'abc'],
    ['a number beyond all ids', tokens.root, '9'.repeat(30)],
  ])('%s', async (_, token, resellerId) => {
    const answer = await get(token, resellerId, 19);

    expect(answer.status).toBe(404);
    expect(answer.body).toBe(await absent());
    expect(answer.json()).toEqual({
      errors: [{ status: '404', code: 'RESELLER-NOT-FOUND', title: 'The reseller does not exist' }],
    });
  });
});

describe('an invoice that is not the reseller’s looks like one that does not exist:', () => {
  it.each([
    ['that of a reseller below, through the path of the one above', tokens.root, 1, 119],
    ['that of the reseller above, through the path of the one below', tokens.root, 2, 19],
    ['an unknown number', tokens.root, 1, 4711],
    ['text', tokens.root, 1, 'abc'],
    ['a number beyond all ids', tokens.root, 1, '9'.repeat(30)],
  ])('%s', async (_, token, resellerId, invoice) => {
    const answer = await get(token, resellerId, invoice);

    expect(answer.status).toBe(404);
    expect(answer.json()).toEqual({
      errors: [{ status: '404', code: 'INVOICE-NOT-FOUND', title: 'The invoice does not exist' }],
    });
  });
});

describe('a filter by an id that is none', () => {
  it('is a wrong filter, not a missing record', async () => {
    const path = '/api/v3/resellers/1/invoices?filter[id]=abc';
    const answer = await server.send(path, { headers: { 'x-api-token': tokens.root } });

    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ errors: [{ code: 'INVALID-FILTER', source: { parameter: 'filter[id]' } }] });
  });
});

describe('the role of a manager', () => {
  it('lets sales read an invoice with everything it includes', async () => {
    expect((await get(tokens.sales, 1, 19, '?include=subscriptions,payments,charges,corrections,taxes')).status).toBe(
      200,
    );
  });

  it('lets a product owner read invoices, charges and subscriptions', async () => {
    expect((await get(tokens.owner, 1, 19, '?include=subscriptions,charges.taxes,corrections')).status).toBe(200);
  });

  it.each(['payments', 'charges.account', 'charges.account.reseller', 'subscriptions.account'])(
    'keeps a product owner from %s, by include as well',
    async (include) => {
      const answer = await get(tokens.owner, 1, 19, `?include=${include}`);

      expect(answer.status).toBe(403);
      expect(answer.json()).toMatchObject({ errors: [{ status: '403', code: 'FORBIDDEN' }] });
    },
  );
});
