import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConformingClient } from '../support/conforming-client.js';
import { DemoWorld } from '../support/demo-world.js';
import { errorsOf, idsOf, includedIn, valuesOf } from './reading.js';

let world: DemoWorld;
let reseller: ConformingClient;

beforeAll(async () => {
  world = await DemoWorld.start();
  reseller = world.reseller();
});

afterAll(() => world.stop());

const total = async (path: string): Promise<unknown> => (await reseller.get(path)).document.meta?.['total_count'];

describe('a list of the reseller API', () => {
  it('counts its records and links to itself and to the pages around it', async () => {
    const { document } = await reseller.get('/1/invoices?page[number]=2&page[size]=5&sort=-total');
    const page = (number: number): string =>
      `${world.origin}/api/v3/resellers/1/invoices?page%5Bnumber%5D=${number}&page%5Bsize%5D=5&sort=-total`;
    const count = Number(document.meta?.['total_count']);

    expect(Object.keys(document)).toEqual(['data', 'meta', 'links']);
    expect(document.links).toEqual({
      self: page(2),
      first: page(1),
      prev: page(1),
      next: page(3),
      last: page(Math.ceil(count / 5)),
    });
  });

  it('leaves out the links that lead nowhere', async () => {
    const { document } = await reseller.get('/1/invoices?page[size]=1000');

    expect(Object.keys(document.links ?? {})).toEqual(['self', 'first', 'last']);
  });

  it('has pages of 50 unless said otherwise, and of 1000 at most', async () => {
    expect(idsOf(await reseller.get('/1/invoices'))).toHaveLength(50);
    expect((await reseller.get('/1/invoices?page[size]=1000')).status).toBe(200);
    expect((await reseller.get('/1/invoices?page[size]=1001')).document.errors).toMatchObject([
      { code: 'INVALID-PAGE', source: { parameter: 'page[size]' } },
    ]);
  });

  it('is ordered by ascending ids unless asked for', async () => {
    const ids = idsOf(await reseller.get('/1/charges?page[size]=1000')).map(Number);

    expect(ids).toEqual([...ids].sort((left, right) => left - right));
  });

  it('can be sorted by money, which is compared as numbers', async () => {
    const totals = valuesOf(await reseller.get('/1/invoices?sort=-total&page[size]=1000'), 'total').map(Number);

    expect(totals).toEqual([...totals].sort((left, right) => right - left));
  });

  it('is empty past its end', async () => {
    const { document } = await reseller.get('/1/invoices?page[number]=99');

    expect(document.data).toEqual([]);
    expect(Object.keys(document.links ?? {})).toEqual(['self', 'first', 'prev', 'last']);
  });

  it('can be walked by cursors, forwards and backwards', async () => {
    const all = idsOf(await reseller.get('/1/charges?sort=-amount&page[size]=1000'));
    const walked: string[] = [];
    let path: string | null = '/api/v3/resellers/1/charges?sort=-amount&page[size]=40&page[after]=';
    while (path !== null) {
      const answer = await reseller.send('GET', path);
      walked.push(...idsOf(answer));
      path = answer.document.links?.['next']?.slice(world.origin.length) ?? null;
    }

    expect(walked).toEqual(all);
  });
});

describe('a filter of the reseller API', () => {
  it('takes a comma list as any of its values', async () => {
    const open = Number(await total('/1/invoices?filter[status]=open'));
    const closed = Number(await total('/1/invoices?filter[status]=closed'));

    expect(await total('/1/invoices?filter[status]=open,closed')).toBe(open + closed);
    expect(idsOf(await reseller.get('/1/invoices?filter[id]=3973,18'))).toEqual(['18', '3973']);
  });

  it('takes a bare day as all of that day in the platform’s zone', async () => {
    // The demo's platform runs in UTC: 01:12 on 2 March in Moscow is still the first.
    expect(idsOf(await reseller.get('/1/invoices?filter[created_at]=2021-03-01'))).toEqual(['3973']);
    expect(idsOf(await reseller.get('/1/invoices?filter[created_at]=2021-03-02'))).toEqual([]);
    expect(idsOf(await reseller.get('/1/invoices?filter[created_at]=2021-02-28,2021-03-01'))).toEqual(['3973']);
  });

  it('counts a whole day to one side of a bound', async () => {
    const bounds = (operator: string, day: string): Promise<unknown> =>
      total(`/1/invoices?filter[id]=3973&filter[created_at][${operator}]=${day}`);

    expect(await Promise.all(['gt', 'gteq', 'lt', 'lteq'].map((one) => bounds(one, '2021-03-01')))).toEqual([
      0, 1, 0, 1,
    ]);
    expect(await bounds('gt', '2021-02-28')).toBe(1);
    expect(await bounds('lt', '2021-03-02')).toBe(1);
  });

  it('finds an instant to the microsecond', async () => {
    const of = (instant: string): Promise<unknown> =>
      total(`/1/invoices?filter[created_at]=${encodeURIComponent(instant)}`);

    expect(await of('2021-03-02T01:12:58.186820+03:00')).toBe(1);
    expect(await of('2021-03-01T22:12:58.186820Z')).toBe(1);
    expect(await of('2021-03-01T22:12:58.186821Z')).toBe(0);
  });

  it('takes the first and the last days that can be written', async () => {
    const all = await total('/1/invoices');

    for (const name of ['created_at', 'from_date']) {
      expect([name, await total(`/1/invoices?filter[${name}][gt]=0000-01-01`)]).toEqual([name, all]);
      expect([name, await total(`/1/invoices?filter[${name}][lteq]=9999-12-31`)]).toEqual([name, all]);
      expect([name, await total(`/1/invoices?filter[${name}]=0000-12-31,9999-12-31`)]).toEqual([name, 0]);
    }
    expect(await total('/1/invoices?filter[created_at]=9999-12-31T23:59:59.999999Z')).toBe(0);
  });

  it('takes days as days where the attribute is one', async () => {
    expect(idsOf(await reseller.get('/1/invoices?filter[from_date]=2021-02-01'))).toEqual(['3973']);
    expect(await total('/1/invoices?filter[id]=3973&filter[to_date][gt]=2021-03-01')).toBe(0);
  });

  it('knows approved as true and false', async () => {
    const approved = await reseller.get('/1/invoices?filter[approved]=true');

    expect(new Set(valuesOf(approved, 'approved'))).toEqual(new Set(['true']));
    expect(errorsOf(await reseller.get('/1/invoices?filter[approved]=1'))).toEqual({
      status: 400,
      errors: ['INVALID-FILTER'],
    });
  });

  it('is joined to the others by AND', async () => {
    const both = await reseller.get('/1/invoices?filter[status]=closed&filter[payment_model]=postpay');

    expect(idsOf(both)).not.toEqual([]);
    expect(new Set(valuesOf(both, 'status'))).toEqual(new Set(['closed']));
    expect(new Set(valuesOf(both, 'payment_model'))).toEqual(new Set(['postpay']));
  });

  it.each([
    ['filter[status]=paid', 'INVALID-FILTER', 'filter[status]'],
    ['filter[from_date]=yesterday', 'INVALID-FILTER', 'filter[from_date]'],
    ['filter[created_at][gt]=x', 'INVALID-FILTER', 'filter[created_at][gt]'],
    ['filter[status][gt]=open', 'INVALID-FILTER', 'filter[status][gt]'],
    ['filter[document-id]=1', 'INVALID-FILTER', 'filter[document-id]'],
    ['filter[nope]=1', 'INVALID-FILTER', 'filter[nope]'],
    ['filter=x', 'INVALID-FILTER', 'filter'],
    ['sort=nope', 'INVALID-SORT', 'sort'],
    ['include=nope', 'INVALID-INCLUDE', 'include'],
    ['include=charges,,taxes', 'INVALID-INCLUDE', 'include'],
    ['fields[nope]=x', 'INVALID-FIELDS', 'fields[nope]'],
    ['fields[invoices]=nope', 'INVALID-FIELDS', 'fields[invoices]'],
    ['fields=x', 'INVALID-FIELDS', 'fields'],
    ['page[size]=0', 'INVALID-PAGE', 'page[size]'],
    ['page[number]=x', 'INVALID-PAGE', 'page[number]'],
    ['page[limit]=1', 'INVALID-PAGE', 'page[limit]'],
    ['page=3', 'INVALID-PAGE', 'page'],
    ['page[before]=W251bGxd', 'INVALID-PAGE', 'page[before]'],
    ['nope=1', 'INVALID-PARAMETER', 'nope'],
    ['sort=id&sort=id', 'INVALID-PARAMETER', 'sort'],
  ])('or another parameter that is wrong is named by the error: %s', async (query, code, parameter) => {
    const { status, document } = await reseller.get(`/1/invoices?${query}`);

    expect(status).toBe(400);
    expect(document.errors).toMatchObject([{ code, source: { parameter } }]);
  });
});

describe('documents of the reseller API', () => {
  it('show the linkage of all relationships of an invoice', async () => {
    const { document } = await reseller.get('/1/invoices/3973');

    expect(Object.keys((document.data as { readonly relationships: object }).relationships)).toEqual([
      'subscriptions',
      'payments',
      'charges',
      'corrections',
      'taxes',
    ]);
    expect(document).not.toHaveProperty('included');
  });

  it('hold included, even if empty, when something was asked for', async () => {
    expect((await reseller.get('/1/invoices/3973?include=payments')).document.included).toEqual([]);
    expect((await reseller.get('/1/invoices?include=charges.taxes&page[size]=100')).document.included).not.toEqual([]);
  });

  it('show what fields leave, and nothing when they leave nothing', async () => {
    const some = await reseller.get('/1/invoices/3973?fields[invoices]=total,charges');
    const none = await reseller.get('/1/invoices/3973?fields[invoices]=');

    expect(some.document.data).toEqual({
      id: '3973',
      type: 'invoices',
      attributes: { total: '220.0' },
      relationships: { charges: { data: expect.any(Array) as unknown } },
    });
    expect(none.document.data).toEqual({ id: '3973', type: 'invoices' });
  });

  it('take an object of attributes as one field', async () => {
    const { document } = await reseller.get('/1?fields[resellers]=general');

    expect(Object.keys((document.data as { readonly attributes: object }).attributes)).toEqual(['general']);
  });

  it('of one record take neither filter nor sort nor page', async () => {
    for (const parameter of ['filter[status]', 'sort', 'page[size]']) {
      const { status, document } = await reseller.get(`/1/invoices/3973?${parameter}=1`);
      expect(status).toBe(400);
      expect(document.errors).toMatchObject([{ code: 'INVALID-PARAMETER', source: { parameter } }]);
    }
  });

  it('are 304 while they are the same', async () => {
    const { headers } = await reseller.get('/1/charges?page[size]=2');

    expect((await reseller.get('/1/charges?page[size]=2', { 'if-none-match': headers.etag })).status).toBe(304);
  });

  it('have the same headers for HEAD', async () => {
    const got = await reseller.send('GET', '/api/v3/resellers/1/invoices?page[size]=2');
    const head = await reseller.send('HEAD', '/api/v3/resellers/1/invoices?page[size]=2');

    expect([head.status, head.body]).toEqual([200, '']);
    expect([head.headers.etag, head.headers['content-length']]).toEqual([
      got.headers.etag,
      got.headers['content-length'],
    ]);
  });
});

describe('the roles of managers', () => {
  const allowed = ['invoices', 'charges', 'taxes', 'corrections', 'subscriptions'];
  const refused = ['payments', 'accounts', 'child_resellers'];

  it('let admin and sales read everything', async () => {
    for (const manager of ['rootAdmin', 'rootSales'] as const) {
      for (const path of [...allowed, ...refused]) {
        expect((await world.reseller(manager).get(`/1/${path}?page[size]=1`)).status).toBe(200);
      }
    }
  });

  it('let a product owner read what was sold, but not who paid', async () => {
    const owner = world.reseller('rootOwner');
    for (const path of allowed) expect((await owner.get(`/1/${path}?page[size]=1`)).status).toBe(200);
    for (const path of [...refused, 'payments/1', 'accounts/906']) {
      expect(errorsOf(await owner.get(`/1/${path}`))).toEqual({ status: 403, errors: ['FORBIDDEN'] });
    }
    expect(errorsOf(await owner.get('/1'))).toEqual({ status: 403, errors: ['FORBIDDEN'] });
  });

  it('hold for what is included', async () => {
    const owner = world.reseller('rootOwner');

    expect((await owner.get('/1/invoices?include=charges.taxes&page[size]=2')).status).toBe(200);
    for (const path of [
      'invoices?include=payments',
      'charges?include=account',
      'invoices/3973?include=charges.account',
    ]) {
      expect(errorsOf(await owner.get(`/1/${path}`))).toEqual({ status: 403, errors: ['FORBIDDEN'] });
    }
  });

  it('are of no use without a token that works', async () => {
    for (const manager of ['inactive', 'revoked'] as const) {
      expect(errorsOf(await world.reseller(manager).get('/1/invoices'))).toEqual({
        status: 401,
        errors: ['UNAUTHORIZED'],
      });
    }
  });
});

describe('a tree of resellers', () => {
  it('shows everybody below, at any depth, as child_resellers', async () => {
    const ofRoot = await reseller.get('/1/child_resellers');
    const ofChild = await reseller.get('/2/child_resellers');
    const ofLeaf = await reseller.get('/5/child_resellers');

    expect(idsOf(ofRoot)).toEqual(['2', '3', '4', '5', '6', '7', '8', '9']);
    expect(idsOf(ofChild)).toEqual(['4', '5']);
    expect(new Set(valuesOf(ofChild, 'parent_id'))).toEqual(new Set(['2']));
    expect(idsOf(ofLeaf)).toEqual([]);
  });

  it('gives each reseller its own records, whoever asks from above', async () => {
    const ofGrandchild = idsOf(await reseller.get('/5/invoices?page[size]=1000'));
    const ofRoot = idsOf(await reseller.get('/1/invoices?page[size]=1000'));
    const [id] = ofGrandchild;

    expect(ofRoot.filter((one) => ofGrandchild.includes(one))).toEqual([]);
    expect(idsOf(await world.reseller('grandchild').get('/5/invoices?page[size]=1000'))).toEqual(ofGrandchild);
    expect(errorsOf(await reseller.get(`/1/invoices/${id}`))).toEqual({ status: 404, errors: ['INVOICE-NOT-FOUND'] });
    expect((await reseller.get(`/5/invoices/${id}`)).status).toBe(200);
  });

  it('keeps those above, beside and outside out of reach, as if they did not exist', async () => {
    const expected = await world.reseller('child').get('/999999/invoices');

    for (const other of ['1', '3', '10', '-1', 'x']) {
      const { status, body } = await world.reseller('child').get(`/${other}/invoices`);
      expect({ other, status, body }).toEqual({ other, status: 404, body: expected.body });
    }
    expect(errorsOf(expected)).toEqual({ status: 404, errors: ['RESELLER-NOT-FOUND'] });
  });

  it('does not let an include leave a reseller', async () => {
    const answer = await reseller.get('/2/invoices?include=charges.account.reseller&page[size]=1000');

    expect(includedIn(answer).filter((identity) => identity.startsWith('resellers '))).toEqual(['resellers 2']);
  });
});
