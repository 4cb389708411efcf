import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminRequests, adminPrefix, dataOf, linked, refusalsOf, type Data } from './support/admin-requests.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;
let admin: AdminRequests;

beforeAll(async () => {
  server = await startTestApp();
  admin = new AdminRequests(server);
});

afterAll(() => server.close());

interface Example {
  readonly path: string;
  readonly type: string;
  readonly create: Data;
  /** Attributes of the new record as they are shown. */
  readonly shown: object;
  readonly update?: Data;
  readonly changed?: object;
  readonly remove?: true;
}

const examples: readonly Example[] = [
  {
    path: '/contractors',
    type: 'contractors',
    create: {
      attributes: { name: 'Vendor', vendor: true, 'external-id': '17', description: 'buys & sells' },
      relationships: linked({ 'smtp-connection': ['smtp-connections', 1] }),
    },
    shown: {
      name: 'Vendor',
      enabled: false,
      vendor: true,
      customer: false,
      description: 'buys & sells',
      address: null,
      phones: null,
      'external-id': 17,
    },
    update: { attributes: { customer: true, description: null }, relationships: linked({ 'smtp-connection': null }) },
    changed: { vendor: true, customer: true, description: null },
    remove: true,
  },
  {
    path: '/contacts',
    type: 'contacts',
    create: {
      attributes: { email: 'a@b.test', notes: 'x' },
      relationships: linked({ contractor: ['contractors', 1] }),
    },
    shown: { email: 'a@b.test', notes: 'x' },
    update: { attributes: { notes: null } },
    changed: { email: 'a@b.test', notes: null },
    remove: true,
  },
  {
    path: '/smtp-connections',
    type: 'smtp-connections',
    create: {
      attributes: {
        name: 'second',
        host: 'mail.b.test',
        port: 587,
        'from-address': 'x@b.test',
        'auth-user': 'u',
        'auth-password': 'p',
        global: true,
      },
    },
    shown: {
      name: 'second',
      host: 'mail.b.test',
      port: 587,
      'from-address': 'x@b.test',
      'auth-user': 'u',
      'auth-password': 'p',
      global: true,
    },
    update: { attributes: { port: '2525', 'auth-user': null } },
    changed: { port: 2525, 'auth-user': null, host: 'mail.b.test' },
    remove: true,
  },
  {
    path: '/invoice-templates',
    type: 'invoice-templates',
    create: { attributes: { name: 'fancy', filename: 'fancy.odt' } },
    shown: { name: 'fancy', filename: 'fancy.odt' },
    update: { attributes: { filename: 'fancier.odt' } },
    changed: { name: 'fancy', filename: 'fancier.odt' },
    remove: true,
  },
  {
    path: '/countries',
    type: 'countries',
    create: { attributes: { name: 'Poland', iso2: 'PL' } },
    shown: { name: 'Poland', iso2: 'PL' },
    update: { attributes: { name: 'Polska' } },
    changed: { name: 'Polska', iso2: 'PL' },
    remove: true,
  },
  {
    path: '/network-types',
    type: 'network-types',
    create: { attributes: { name: 'Fixed' } },
    shown: { name: 'Fixed' },
    update: { attributes: { name: 'Landline' } },
    changed: { name: 'Landline' },
    remove: true,
  },
  {
    path: '/networks',
    type: 'networks',
    create: { attributes: { name: 'Other net' }, relationships: linked({ 'network-type': ['network-types', 1] }) },
    shown: { name: 'Other net' },
    update: { attributes: { name: 'That net' } },
    changed: { name: 'That net' },
    remove: true,
  },
  {
    path: '/service-types',
    type: 'service-types',
    create: { attributes: { name: 'Line', 'force-renew': true, variables: { lines: 2, names: ['a b'] } } },
    shown: {
      name: 'Line',
      'force-renew': true,
      'provisioning-class': null,
      variables: { lines: 2, names: ['a b'] },
    },
    update: { attributes: { variables: null, 'provisioning-class': 'P' } },
    changed: { name: 'Line', variables: null, 'provisioning-class': 'P' },
    remove: true,
  },
  {
    path: '/currencies',
    type: 'currencies',
    create: { attributes: { name: 'PLN', rate: 0.2345 } },
    shown: { name: 'PLN', rate: 0.2345, 'rate-provider-id': null },
    update: { attributes: { rate: '0.25', 'rate-provider-id': 3 } },
    changed: { name: 'PLN', rate: 0.25, 'rate-provider-id': 3 },
    remove: true,
  },
  {
    path: '/accounts',
    type: 'accounts',
    create: {
      attributes: {
        name: 'third',
        'min-balance': '-100.50',
        'max-balance': 1e21,
        vat: 20,
        'balance-low-threshold': '1',
        'balance-high-threshold': '2.5',
        'send-balance-notifications-to': 1,
        'destination-rate-limit': '0.05',
        'max-call-duration': 3600,
        'external-id': 9000000000,
        uuid: 'A81BC81B-DEAD-4E5D-ABFF-90865D1E13B1',
        'origination-capacity': 10,
        'termination-capacity': '20',
        'total-capacity': 30,
        'send-invoices-to': [1],
        timezone: 'Europe/Kyiv',
      },
      relationships: linked({ contractor: ['contractors', 1], 'invoice-template': ['invoice-templates', 1] }),
    },
    shown: {
      name: 'third',
      balance: '0.0',
      'min-balance': '-100.5',
      'max-balance': '1000000000000000000000.0',
      vat: '20.0',
      'balance-low-threshold': '1.0',
      'balance-high-threshold': '2.5',
      'send-balance-notifications-to': [1],
      'destination-rate-limit': '0.05',
      'max-call-duration': 3600,
      'external-id': 9000000000,
      uuid: 'a81bc81b-dead-4e5d-abff-90865d1e13b1',
      'origination-capacity': 10,
      'termination-capacity': 20,
      'total-capacity': 30,
      'send-invoices-to': [1],
      'invoice-period-id': null,
      timezone: 'Europe/Kyiv',
    },
    update: {
      attributes: { 'send-invoices-to': [], 'balance-low-threshold': null },
      relationships: linked({ 'invoice-template': null }),
    },
    changed: { name: 'third', 'send-invoices-to': null, 'balance-low-threshold': null, vat: '20.0' },
    remove: true,
  },
  {
    path: '/services',
    type: 'services',
    create: {
      attributes: {
        name: 'extra',
        variables: { a: 'b' },
        'initial-price': '2.50',
        'renew-price': 3,
        'renew-at': '2026-04-01',
        'renew-period': 'Day',
      },
      relationships: linked({ account: ['accounts', 75], 'service-type': ['service-types', 1] }),
    },
    shown: {
      name: 'extra',
      variables: { a: 'b' },
      state: 'Active',
      'initial-price': '2.5',
      'renew-price': '3.0',
      'created-at': '2026-03-01T12:00:00.000Z',
      'renew-at': '2026-04-01T00:00:00.000Z',
      'renew-period': 'Day',
      uuid: expect.stringMatching(/^[\da-f-]{36}$/),
    },
    update: { attributes: { name: null, 'renew-price': '4.25', variables: null } },
    changed: { name: null, 'renew-price': '4.25', variables: null, 'initial-price': '2.5' },
  },
  {
    path: '/transactions',
    type: 'transactions',
    create: {
      attributes: { description: 'a refund', amount: '-7.25' },
      relationships: linked({ account: ['accounts', 74], service: ['services', 3] }),
    },
    shown: {
      description: 'a refund',
      amount: '-7.25',
      'created-at': '2026-03-01T12:00:00.000Z',
      uuid: expect.stringMatching(/^[\da-f-]{36}$/),
    },
  },
  {
    path: '/payments',
    type: 'payments',
    create: {
      attributes: { amount: '10.5', notes: 'cash', 'private-notes': 'in an envelope' },
      relationships: linked({ account: ['accounts', 75] }),
    },
    shown: {
      'created-at': '2026-03-01T12:00:00.000Z',
      amount: '10.5',
      notes: 'cash',
      'private-notes': 'in an envelope',
      status: 'completed',
      'type-name': 'manual',
      'balance-before-payment': expect.any(String),
      'rolledback-at': null,
    },
  },
];

describe.each(examples)('$type', ({ path, type, create, shown, update, changed, remove }) => {
  let id: string;

  it('are created, and answered as they are read from then on', async () => {
    const answer = await admin.post(path, { type, ...create });
    expect(answer).toMatchObject({ status: 201, headers: { 'content-type': 'application/vnd.api+json' } });
    const { id: newId, attributes } = dataOf(answer);
    id = newId;
    expect(attributes).toEqual(shown);

    const read = await admin.get(`${path}/${id}`);
    expect(read.body).toBe(answer.body);
    expect(read.headers.etag).toBe(answer.headers.etag);
    expect(answer.headers.location).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+${adminPrefix}${path}/${id}$`));
    expect((await admin.get(answer.headers.location?.split(adminPrefix)[1] ?? '')).status).toBe(200);
  });

  if (update !== undefined) {
    it.each(['PATCH', 'PUT'])('are changed by %s: what is absent stays, what is null is cleared', async (method) => {
      const answer = await admin.send(method, `${path}/${id}`, { type, id, ...update });

      expect(answer.status).toBe(200);
      expect(dataOf(answer).attributes).toMatchObject(changed ?? {});
      expect((await admin.get(`${path}/${id}`)).body).toBe(answer.body);
    });

    it('are left as they are by a change of nothing', async () => {
      const before = await admin.get(`${path}/${id}`);
      const answer = await admin.patch(`${path}/${id}`, { type, id });

      expect(answer).toMatchObject({ status: 200, body: before.body });
    });
  } else {
    it('cannot be changed', async () => {
      expect((await admin.patch(`${path}/${id}`, { type, id })).status).toBe(404);
    });
  }

  if (remove) {
    it('are deleted, and answered 404 from then on', async () => {
      const answer = await admin.remove(`${path}/${id}`);

      expect(answer).toMatchObject({ status: 204, body: '', headers: { 'cache-control': 'no-cache' } });
      expect(answer.headers.etag).toBeUndefined();
      expect(answer.headers['content-type']).toBeUndefined();
      expect((await admin.get(`${path}/${id}`)).status).toBe(404);
      expect((await admin.remove(`${path}/${id}`)).status).toBe(404);
    });
  } else {
    it('cannot be deleted', async () => {
      expect((await admin.remove(`${path}/${id}`)).status).toBe(404);
      expect((await admin.get(`${path}/${id}`)).status).toBe(200);
    });
  }

  it('refuse members that cannot be written', async () => {
    const answer = await admin.post(path, {
      type,
      attributes: { 'created-at': null, colour: 1 },
      relationships: { x: {} },
    });

    expect(answer.status).toBe(400);
    expect(refusalsOf(answer)).toEqual([
      '105 | created-at is not allowed.',
      '105 | colour is not allowed.',
      '105 | x is not allowed.',
    ]);
  });
});

describe('what nobody writes', () => {
  it.each([
    '/invoice-originated-destinations',
    '/invoice-events',
    '/security-events',
    '/billing-runs',
    '/invoice-service-data',
    '/package-counters',
    '/timezones',
  ])('has no route to write it by: %s', async (path) => {
    expect((await admin.post(path, { type: path.slice(1) })).status).toBe(404);
    expect((await admin.patch(`${path}/18`, { type: path.slice(1), id: '18' })).status).toBe(404);
  });

  it('is an invoice, once it is made', async () => {
    expect((await admin.patch('/invoices/18', { type: 'invoices', id: '18' })).status).toBe(404);
  });

  it.each(['POST', 'PATCH', 'PUT', 'DELETE'])('are relationships by themselves, by %s', async (method) => {
    const answer = await admin.send(method, '/invoices/18/relationships/account', { type: 'accounts', id: '75' });

    expect(answer.status).toBe(404);
    expect(dataOf(await admin.get('/invoices/18/relationships/account'))).toEqual({ type: 'accounts', id: '74' });
  });
});
