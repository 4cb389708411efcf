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

const at = (member: string, message: string): string => `100 | ${member} - ${message} | /data/attributes/${member}`;
const to = (member: string, message: string): string => `100 | ${member} - ${message} | /data/relationships/${member}`;

const blank = "can't be blank";
const taken = 'has already been taken';
const contractor = { contractor: ['contractors', 1] } as const;
const account = { account: ['accounts', 74] } as const;
const service = { ...account, 'service-type': ['service-types', 1] } as const;
const prices = { 'initial-price': '1', 'renew-price': '1' };

type Links = Parameters<typeof linked>[0];

describe('a new record', () => {
  it.each<[string, object, Links, readonly string[]]>([
    ['accounts', {}, {}, [to('contractor', 'must exist'), at('name', blank)]],
    ['accounts', { name: ' ' }, { contractor: ['contractors', 999] }, [at('name', blank)]],
    ['accounts', { name: 'x' }, { contractor: ['contractors', 999] }, [to('contractor', 'must exist')]],
    ['accounts', { name: 'x' }, { contractor: ['contractors', 99999999999] }, [to('contractor', 'must exist')]],
    [
      'accounts',
      { name: 'x' },
      { ...contractor, 'invoice-template': ['invoice-templates', 999] },
      [to('invoice-template', 'must exist')],
    ],
    ['accounts', { name: 'first' }, contractor, [at('name', taken)]],
    ['accounts', { name: 'x', 'external-id': 7400 }, contractor, [at('external-id', taken)]],
    ['accounts', { name: 'x', uuid: null }, contractor, [at('uuid', blank)]],
    ['accounts', { name: 'x', uuid: 'x' }, contractor, [at('uuid', 'is invalid')]],
    ['accounts', { name: 'x'.repeat(256) }, contractor, [at('name', 'is too long (maximum is 255 characters)')]],
    [
      'accounts',
      { name: 'x', 'min-balance': 'abc', 'max-balance': null, vat: null },
      contractor,
      [at('min-balance', 'is not a number'), at('max-balance', 'is not a number'), at('vat', 'is not a number')],
    ],
    [
      'accounts',
      { name: 'x', 'min-balance': 5 },
      contractor,
      [at('max-balance', 'must be greater than or equal to 5')],
    ],
    ['accounts', { name: 'x', vat: -1 }, contractor, [at('vat', 'must be greater than or equal to 0')]],
    ['accounts', { name: 'x', vat: '100.01' }, contractor, [at('vat', 'must be less than or equal to 100')]],
    [
      'accounts',
      { name: 'x', 'balance-low-threshold': 5, 'balance-high-threshold': '5.0' },
      contractor,
      [at('balance-low-threshold', 'must be less than balance high threshold')],
    ],
    [
      'accounts',
      { name: 'x', 'destination-rate-limit': '-0.1', 'max-call-duration': 0, 'total-capacity': 32768 },
      contractor,
      [
        at('destination-rate-limit', 'must be greater than or equal to 0'),
        at('max-call-duration', 'must be greater than or equal to 1'),
        at('total-capacity', 'must be less than or equal to 32767'),
      ],
    ],
    [
      'accounts',
      { name: 'x', 'max-call-duration': '1.5', 'invoice-period-id': 8 },
      contractor,
      [at('max-call-duration', 'must be an integer'), at('invoice-period-id', 'is not included in the list')],
    ],
    [
      'accounts',
      { name: 'x', timezone: 'Mars/Base' },
      contractor,
      [at('timezone', 'Mars/Base is not a valid timezone')],
    ],
    ['accounts', { name: 'x', timezone: '+02:00' }, contractor, [at('timezone', '+02:00 is not a valid timezone')]],
    ['accounts', { name: 'x', timezone: null }, contractor, [at('timezone', ' is not a valid timezone')]],
    [
      'accounts',
      { name: 'x', 'send-invoices-to': [1, 9999999999] },
      contractor,
      [at('send-invoices-to', 'is invalid')],
    ],
    [
      'contractors',
      { name: 'x' },
      {},
      [at('vendor', 'Must be customer and/or vendor'), at('customer', 'Must be customer and/or vendor')],
    ],
    ['contractors', { name: 'Customer', vendor: true }, {}, [at('name', taken)]],
    ['contractors', { name: 'x', vendor: true, 'external-id': 5 }, {}, [at('external-id', taken)]],
    [
      'contractors',
      { name: 'x', vendor: true, enabled: 'perhaps' },
      {},
      [at('enabled', 'is not included in the list')],
    ],
    [
      'contractors',
      { name: 'x', vendor: true },
      { 'smtp-connection': ['smtp-connections', 999] },
      [to('smtp-connection', 'must exist')],
    ],
    ['contacts', {}, {}, [to('contractor', 'must exist'), at('email', blank)]],
    ['contacts', { email: 'nobody' }, contractor, [at('email', 'is invalid')]],
    [
      'smtp-connections',
      { 'from-address': 'nobody', port: 0 },
      {},
      [
        at('name', blank),
        at('host', blank),
        at('port', 'must be greater than or equal to 1'),
        at('from-address', 'is invalid'),
      ],
    ],
    ['invoice-templates', {}, {}, [at('name', blank), at('filename', blank)]],
    ['invoice-templates', { name: 'x', filename: 'x.pdf' }, {}, [at('filename', 'must end in .odt')]],
    ['invoice-templates', { name: 'plain', filename: 'x.odt' }, {}, [at('name', taken)]],
    ['countries', { iso2: 'ua' }, {}, [at('name', blank), at('iso2', 'is invalid')]],
    ['countries', { name: 'x', iso2: 'UA' }, {}, [at('iso2', taken)]],
    ['countries', { name: 'Ukraine', iso2: 'XX' }, {}, [at('name', taken)]],
    ['networks', {}, {}, [to('network-type', 'must exist'), at('name', blank)]],
    ['networks', { name: 'Net' }, { 'network-type': ['network-types', 1] }, [at('name', taken)]],
    ['networks', { name: 'x' }, { 'network-type': ['network-types', 999] }, [to('network-type', 'must exist')]],
    ['network-types', { name: '' }, {}, [at('name', blank)]],
    ['network-types', { name: 'Mobile' }, {}, [at('name', taken)]],
    ['service-types', { 'force-renew': null }, {}, [at('name', blank), at('force-renew', blank)]],
    ['service-types', { name: 'x', variables: 'many' }, {}, [at('variables', 'is invalid')]],
    ['currencies', { name: 'eur', rate: 0 }, {}, [at('name', 'is invalid'), at('rate', 'must be greater than 0')]],
    ['currencies', { name: 'USD', rate: 1 }, {}, [at('name', taken)]],
    [
      'services',
      {},
      {},
      [
        to('account', 'must exist'),
        to('service-type', 'must exist'),
        at('initial-price', blank),
        at('renew-price', blank),
      ],
    ],
    ['services', { ...prices, 'renew-period': 'Month' }, service, [at('renew-at', blank)]],
    ['services', { ...prices, 'renew-at': '2026-04-01' }, service, [at('renew-at', 'must be blank')]],
    [
      'services',
      { ...prices, 'renew-at': '2026-04-01', 'renew-period': 'Disabled' },
      service,
      [at('renew-at', 'must be blank')],
    ],
    ['services', { ...prices, 'renew-period': 'Year' }, service, [at('renew-period', 'is not included in the list')]],
    ['services', prices, { ...service, account: ['accounts', 999] }, [to('account', 'must exist')]],
    ['services', prices, { ...account, 'service-type': ['service-types', 999] }, [to('service-type', 'must exist')]],
    ['transactions', {}, {}, [to('account', 'must exist'), at('amount', blank)]],
    ['transactions', { amount: '0.00' }, account, [at('amount', 'must be other than 0')]],
    ['transactions', { amount: '1e15' }, account, [at('amount', 'must be less than 1000000000000000')]],
    ['transactions', { amount: '-1e15' }, account, [at('amount', 'must be greater than -1000000000000000')]],
    [
      'services',
      { ...prices, 'initial-price': '1e15' },
      service,
      [at('initial-price', 'must be less than 1000000000000000')],
    ],
    ['transactions', { amount: 1 }, { account: ['accounts', 999] }, [to('account', 'must exist')]],
    [
      'transactions',
      { amount: 1 },
      { ...account, service: ['services', 103] },
      [to('service', 'must belong to the account')],
    ],
    ['payments', { amount: '' }, {}, [to('account', 'must exist'), at('amount', blank)]],
    ['payments', { amount: 'much' }, account, [at('amount', 'is not a number')]],
  ])('of %s is refused with %j and %j', async (type, attributes, links, refusals) => {
    const rows = () =>
      server.database.dataSource.query<readonly unknown[]>(`SELECT * FROM ${type.replaceAll('-', '_')}`);
    const before = await rows();
    const answer = await admin.post(`/${type}`, { type, attributes, relationships: linked(links) });

    expect(answer).toMatchObject({ status: 422, headers: { 'content-type': 'application/vnd.api+json' } });
    expect([...refusalsOf(answer)].sort()).toEqual([...refusals].sort());
    expect(answer.headers.etag).toBeUndefined();
    expect(await rows()).toEqual(before);
  });

  it('is told what is wrong member by member, with title, code, pointer and status', async () => {
    const answer = await admin.post('/contacts', { type: 'contacts' });

    expect(answer.json()).toEqual({
      errors: [
        {
          title: 'must exist',
          detail: 'contractor - must exist',
          code: '100',
          source: { pointer: '/data/relationships/contractor' },
          status: '422',
        },
        {
          title: "can't be blank",
          detail: "email - can't be blank",
          code: '100',
          source: { pointer: '/data/attributes/email' },
          status: '422',
        },
      ],
    });
  });
});

describe('a changed record', () => {
  it.each<[string, number, object, Links, readonly string[]]>([
    ['accounts', 74, { name: 'second' }, {}, [at('name', taken)]],
    ['accounts', 74, { name: null }, {}, [at('name', blank)]],
    ['accounts', 74, {}, { contractor: null }, [to('contractor', 'must exist')]],
    ['accounts', 74, { 'max-balance': '-0.01' }, {}, [at('max-balance', 'must be greater than or equal to 0')]],
    [
      'contractors',
      1,
      { customer: false },
      {},
      [at('vendor', 'Must be customer and/or vendor'), at('customer', 'Must be customer and/or vendor')],
    ],
    ['contacts', 1, {}, { contractor: null }, [to('contractor', 'must exist')]],
    ['services', 3, { 'renew-price': null }, {}, [at('renew-price', blank)]],
    ['currencies', 0, { rate: 2 }, {}, [at('rate', 'must be equal to 1')]],
  ])('of %s %i is refused with %j and %j, and stays as it is', async (type, id, attributes, links, refusals) => {
    const before = await admin.get(`/${type}/${id}`);
    const answer = await admin.patch(`/${type}/${id}`, {
      type,
      id: String(id),
      attributes,
      relationships: linked(links),
    });

    expect(answer.status).toBe(422);
    expect(refusalsOf(answer)).toEqual(refusals);
    expect((await admin.get(`/${type}/${id}`)).body).toBe(before.body);
  });

  it('may keep what is its own and unique', async () => {
    const answer = await admin.patch('/accounts/74', { type: 'accounts', id: '74', attributes: { name: 'first' } });

    expect(answer.status).toBe(200);
  });
});

describe('a record that is to go', () => {
  it.each([
    ['/network-types/1', 422, '100 | has related networks | /data'],
    ['/currencies/0', 422, '100 | is the system currency | /data'],
    ['/contractors/1', 423, '423 | Cannot delete record because of dependent accounts'],
    ['/smtp-connections/1', 423, '423 | Cannot delete record because of dependent contractors'],
    ['/invoice-templates/1', 423, '423 | Cannot delete record because of dependent accounts'],
    ['/service-types/1', 423, '423 | Cannot delete record because of dependent services'],
    ['/accounts/74', 423, '423 | Cannot delete record because of dependent '],
    ['/countries/1', 423, '423 | Cannot delete record because of dependent invoice originated destinations'],
    ['/networks/1', 423, '423 | Cannot delete record because of dependent invoice originated destinations'],
  ])('stays while others need it: %s', async (path, status, refusal) => {
    const answer = await admin.remove(path);

    expect(answer.status).toBe(status);
    expect(refusalsOf(answer)).toEqual([expect.stringContaining(refusal)]);
    expect((await admin.get(path)).status).toBe(200);
  });

  it('takes its payments and services along when it is an account, and leaves those of others', async () => {
    const attributes = { name: 'short-lived' };
    const { id } = dataOf(
      await admin.post('/accounts', { type: 'accounts', attributes, relationships: linked(contractor) }),
    );
    const own = { account: ['accounts', id] } as const;
    const service = await admin.post('/services', {
      type: 'services',
      attributes: { 'initial-price': 0, 'renew-price': 0 },
      relationships: linked({ ...own, 'service-type': ['service-types', 1] }),
    });
    const payment = await admin.post('/payments', {
      type: 'payments',
      attributes: { amount: 5 },
      relationships: linked(own),
    });
    expect((await admin.remove(`/accounts/${id}`)).status).toBe(204);
    expect((await admin.get(`/services/${dataOf(service).id}`)).status).toBe(404);
    expect((await admin.get(`/payments/${dataOf(payment).id}`)).status).toBe(404);
    expect((await admin.get('/payments/10')).status).toBe(200);
  });

  it('stays when it is an account that used what is on no final invoice', async () => {
    const attributes = { name: 'unbilled' };
    const { id } = dataOf(
      await admin.post('/accounts', { type: 'accounts', attributes, relationships: linked(contractor) }),
    );
    await admin.post('/transactions', {
      type: 'transactions',
      attributes: { amount: '1.5' },
      relationships: linked({ account: ['accounts', id] }),
    });
    const answer = await admin.remove(`/accounts/${id}`);

    expect(answer.status).toBe(423);
    expect(refusalsOf(answer)).toEqual(['423 | Cannot delete record because of dependent transactions']);
    expect((await admin.get(`/accounts/${id}`)).status).toBe(200);
  });
});

describe('at the same time', () => {
  it('only one of many new records gets a name, and the others are told that it is taken', async () => {
    const create = () => admin.post('/countries', { type: 'countries', attributes: { name: 'Chad', iso2: 'TD' } });
    const answers = await Promise.all(Array.from({ length: 10 }, create));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 422);
    expect(refused).toHaveLength(9);
    for (const answer of refused) expect([at('name', taken), at('iso2', taken)]).toContain(refusalsOf(answer)[0]);
  });

  it('a network type goes, or gets a network, but never both', async () => {
    const { id } = dataOf(await admin.post('/network-types', { type: 'network-types', attributes: { name: 'Brief' } }));
    const [created, removed] = await Promise.all([
      admin.post('/networks', {
        type: 'networks',
        attributes: { name: 'Last' },
        relationships: linked({ 'network-type': ['network-types', id] }),
      }),
      admin.remove(`/network-types/${id}`),
    ]);

    expect([
      [201, 422],
      [422, 204],
    ]).toContainEqual([created.status, removed.status]);
  });
});
