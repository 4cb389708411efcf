import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withoutLifecycle } from '@org/invoice-domain/testing';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp();
  await withoutLifecycle(server.database.dataSource);
  await server.database.dataSource.query(`
    UPDATE invoices SET originated_amount_spent = 0.1, amount_spent = 0.1, charges_amount = 20, corrections_amount = -1,
      total = 19.1 WHERE id = 19;
    UPDATE invoices SET originated_amount_spent = 0.2, services_amount_spent = 0, amount_spent = 0.2, total = 0.2 WHERE id = 18;
    UPDATE invoices SET charges_amount = 0, total = 0 WHERE id = 119`);
});

afterAll(() => server.close());

const get = (path: string, method = 'GET') =>
  server.send(`/api/rest/admin/${path}`, { method, headers: { authorization: server.adminToken() } });

describe('the totals of a list of invoices', () => {
  it('are given on request, exact and never across currencies', async () => {
    expect((await get('invoices?withTotals=true&page[size]=1')).json()).toMatchObject({
      meta: {
        'total-count': 3,
        totals: [
          {
            currency: 'EUR',
            count: 2,
            'amount-spent': '0.3',
            'amount-earned': '0.0',
            'charges-amount': '20.0',
            'corrections-amount': '-1.0',
            total: '19.3',
          },
          { currency: 'USD', count: 1, total: '0.0' },
        ],
      },
    });
  });

  it('cover what the filters leave, on every page', async () => {
    expect((await get('invoices?withTotals=true&filter[account_id_eq]=75&page[number]=9')).json()).toMatchObject({
      data: [],
      meta: { 'total-count': 1, totals: [{ currency: 'USD', count: 1 }] },
    });
  });

  it('are not part of the answer of Yeti', async () => {
    expect(Object.keys((await get('invoices')).json() as object)).toEqual(['data', 'meta', 'links']);
    expect((await get('invoices')).json()).toMatchObject({ meta: { 'total-count': 3 } });
    expect((await get('invoices')).body).not.toContain('totals');
  });

  it.each(['invoices?withTotals=maybe', 'accounts?withTotals=true', 'invoices/18?withTotals=true'])(
    'are refused where there are none: %s',
    async (path) => {
      expect((await get(path)).json()).toMatchObject({
        errors: [{ code: '105', detail: 'withTotals is not allowed.' }],
      });
    },
  );
});

describe('the attributes that Yeti stores but does not show', () => {
  it('appear when they are asked for by name', async () => {
    expect((await get('invoices/19?fields[invoices]=uuid,total,currency,created-at')).json()).toMatchObject({
      data: {
        attributes: {
          total: '19.1',
          currency: 'EUR',
          uuid: expect.any(String),
          'created-at': expect.stringMatching(/Z$/),
        },
      },
    });
  });

  it('cannot be filtered or sorted by', async () => {
    expect((await get('invoices?filter[total_eq]=1')).status).toBe(400);
    expect((await get('invoices?sort=total')).status).toBe(400);
  });
});

describe('the time zones', () => {
  interface TimeZones {
    readonly data: readonly {
      readonly id: string;
      readonly type: string;
      readonly attributes: { readonly name: string };
    }[];
    readonly meta: { readonly 'total-count': number };
  }

  it('are listed whole and without links', async () => {
    const document = (await get('timezones')).json() as TimeZones;

    expect(Object.keys(document)).toEqual(['data', 'meta']);
    expect(document.meta['total-count']).toBe(document.data.length);
    expect(document.data).toContainEqual({
      id: 'Asia/Kathmandu',
      type: 'timezones',
      attributes: { name: 'Asia/Kathmandu' },
    });
    expect(document.data).toContainEqual({ id: 'UTC', type: 'timezones', attributes: { name: 'UTC' } });
  });

  it('are found by name and by id', async () => {
    expect((await get('timezones?filter[name]=UTC')).json()).toMatchObject({ data: [{ id: 'UTC' }] });
    expect((await get('timezones/Asia%2FKathmandu')).json()).toMatchObject({ data: { id: 'Asia/Kathmandu' } });
    expect((await get('timezones/Mars')).json()).toMatchObject({ errors: [{ code: '404' }] });
    expect((await get('timezones?filter[zone]=UTC')).json()).toMatchObject({ errors: [{ code: '102' }] });
  });

  it.each(['timezones?page[size]=1', 'timezones?sort=name', 'timezones?fields[timezones]=name', 'timezones/UTC?foo=1'])(
    'refuse what does not apply to them: %s',
    async (path) => {
      expect((await get(path)).json()).toMatchObject({ errors: [{ code: '105', status: '400' }] });
    },
  );
});

describe('payments and currencies', () => {
  it('show the operator what it distinguishes of a payment', async () => {
    expect((await get('payments/10')).json()).toMatchObject({
      data: {
        attributes: { amount: '19.0', notes: null, 'private-notes': null, status: 'pending', 'type-name': 'manual' },
        relationships: { account: { data: { type: 'accounts', id: '74' } } },
      },
    });
    expect((await get('payments?filter[status_eq]=pending')).json()).toMatchObject({ meta: { 'total-count': 2 } });
    expect((await get('payments?filter[status_eq]=completed')).json()).toMatchObject({ meta: { 'total-count': 0 } });
  });

  it('show a rate as a number', async () => {
    expect((await get('currencies?sort=-rate')).json()).toMatchObject({
      data: [
        { id: '0', attributes: { name: 'EUR', rate: 1, 'rate-provider-id': null } },
        { id: '1', attributes: { name: 'USD', rate: 0.92 } },
      ],
    });
  });
});

describe('a contact', () => {
  it('without a contractor does not exist for the API', async () => {
    await server.database.dataSource.query(`INSERT INTO contacts (id, email) VALUES (2, 'admin@test')`);

    expect((await get('contacts')).json()).toMatchObject({ data: [{ id: '1' }], meta: { 'total-count': 1 } });
    expect((await get('contacts/2')).status).toBe(404);
  });
});

describe('a HEAD request', () => {
  it('is answered like GET, without the body', async () => {
    for (const path of ['invoices/18', 'invoices', 'invoices/18/account', 'invoices/4711']) {
      const [got, head] = [await get(path), await get(path, 'HEAD')];
      expect(head).toMatchObject({ status: got.status, body: '' });
      expect(head.headers.etag).toBe(got.headers.etag);
      expect(head.headers['content-type']).toBe(got.headers['content-type']);
      expect(head.headers['content-length']).toBe(got.headers['content-length']);
    }
  });
});
