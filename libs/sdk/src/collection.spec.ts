import { afterEach, describe, expect, it } from '@jest/globals';
import { country, says, scriptedServer, type ScriptedServer, type Turn } from '../test/scripted-server.js';
import {
  answerOf,
  createAdminClient,
  createResellerClient,
  Decimal,
  loadTemporal,
  ServerError,
  type AdminClient,
  type ResellerClient,
} from './index.js';

let server: ScriptedServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

const adminOf = async (...turns: readonly [Turn, ...Turn[]]): Promise<AdminClient> => {
  server = await scriptedServer(...turns);
  return createAdminClient({ baseUrl: server.url, credentials: { token: 't' }, maxRetries: 0 });
};

const resellerOf = async (...turns: readonly [Turn, ...Turn[]]): Promise<ResellerClient> => {
  server = await scriptedServer(...turns);
  return createResellerClient({ baseUrl: server.url, token: 't', resellerId: 1, maxRetries: 0 });
};

/** The query of the last request, read again. */
const queryOf = (): Readonly<Record<string, string>> => {
  const [, path = ''] = (server?.requests.at(-1) ?? '').split(' ');
  return Object.fromEntries(new URL(path, 'http://h').searchParams);
};

const nothing = says(200, { data: [] });

describe('what is asked for', () => {
  it('is spelt as the admin API has it', async () => {
    const admin = await adminOf(nothing);
    const { Instant, PlainDate } = await loadTemporal();
    await admin.invoices.list({
      include: ['account.contractor', 'serviceData'],
      fields: { invoices: ['reference', 'amountSpent'], accounts: ['name', 'balance'] },
      filter: {
        state: { in: ['new', 'approved'] },
        type: 'autoFull',
        amountSpent: { gteq: Decimal.of('100.00') },
        startsAt: { gteq: Instant.from('2026-01-01T00:00:00Z'), lt: PlainDate.from('2026-02-01') },
        reference: { in: ['a,b', 'say "x"'], cont: '50%' },
        accountId: 74,
        id: { in: [1, '2'] },
      },
      sort: ['-endsAt', 'id'],
      page: { size: 10, total: true },
    });

    expect(queryOf()).toEqual({
      include: 'account.contractor,service-data',
      'fields[invoices]': 'reference,amount-spent,account,service-data',
      'fields[accounts]': 'name,balance,contractor',
      'filter[state_in]': 'New,Approved',
      'filter[invoice_type_eq]': 'Auto Full',
      'filter[amount_spent_gteq]': '100',
      'filter[start_date_gteq]': '2026-01-01T00:00:00Z',
      'filter[start_date_lt]': '2026-02-01',
      'filter[reference_in]': '"a,b","say ""x"""',
      'filter[reference_cont]': '50%',
      'filter[account_id_eq]': '74',
      'filter[id]': '1,2',
      sort: '-end-date,id',
      'page[after]': '',
      'page[size]': '10',
      'page[total]': 'true',
    });
  });

  it('is spelt as the reseller API has it', async () => {
    const reseller = await resellerOf(nothing);
    await reseller.invoices.list({
      include: ['charges', 'taxes'],
      filter: { createdAt: { gteq: '2026-01-01' }, status: 'open', paymentModel: { in: ['prepay', 'postpay'] } },
      sort: ['-createdAt'],
      page: { number: 2 },
    });

    expect(queryOf()).toEqual({
      include: 'charges,taxes',
      'filter[created_at][gteq]': '2026-01-01',
      'filter[status]': 'open',
      'filter[payment_model]': 'prepay,postpay',
      sort: '-created_at',
      'page[number]': '2',
    });
    expect(() => reseller.accounts.list({ filter: { name: 'Smith, Ltd' } })).toThrow(RangeError);
  });

  it('must exist, also where no compiler looks', async () => {
    const admin = await adminOf(nothing);
    const list = (options: object) => () => admin.invoices.list(options);

    expect(list({ include: ['nobody'] })).toThrow(RangeError);
    expect(list({ fields: { invoices: ['nothing'] } })).toThrow(RangeError);
    expect(list({ fields: { nothing: ['id'] } })).toThrow(RangeError);
    expect(list({ filter: { nothing: 1 } })).toThrow(RangeError);
    expect(list({ filter: { state: { gt: 'new' } } })).toThrow(RangeError);
    expect(list({ sort: ['nothing'] })).toThrow(RangeError);
  });

  it('goes along a relationship by its own address', async () => {
    const admin = await adminOf(says(200, { data: null }), nothing);

    expect(await admin.accounts.one(74, 'invoiceTemplate')).toBeNull();
    expect((await admin.invoices.many(18, 'originatedNetworks')).items).toEqual([]);
    expect(server?.requests.map((request) => request.split('?')[0])).toEqual([
      'GET /api/rest/admin/accounts/74/invoice-template',
      'GET /api/rest/admin/invoices/18/originated-networks',
    ]);
  });

  it('may belong to another reseller', async () => {
    const reseller = await resellerOf(nothing);
    await reseller.of(4).charges.list();
    await reseller.childResellers();

    expect(server?.requests.map((request) => request.split('?')[0])).toEqual([
      'GET /api/v3/resellers/4/charges',
      'GET /api/v3/resellers/1/child_resellers',
    ]);
  });
});

describe('an answer', () => {
  const invoice = {
    id: '18',
    type: 'invoices',
    attributes: {
      reference: null,
      state: 'Approved',
      'invoice-type': 'Auto Full',
      'start-date': '2026-01-01T00:00:00.000Z',
      'amount-spent': '12345678901234567.123456789',
      'originated-calls-count': 7,
    },
    relationships: {
      account: { data: { type: 'accounts', id: '74' } },
      'originated-networks': { links: {} },
    },
  };
  const account = {
    id: '74',
    type: 'accounts',
    attributes: { name: 'first', balance: '1.5' },
    relationships: { contractor: { data: { type: 'contractors', id: '3' } }, 'invoice-template': { data: null } },
  };

  it('is read into domain values, exactly', async () => {
    const admin = await adminOf(says(200, { data: invoice }, { etag: 'W/"v"' }));
    const record = await admin.invoices.get(18);

    expect(JSON.parse(JSON.stringify(record))).toEqual({
      id: '18',
      reference: null,
      state: 'approved',
      type: 'autoFull',
      startsAt: '2026-01-01T00:00:00Z',
      amountSpent: '12345678901234567.123456789',
      originatedCallsCount: 7,
      account: { type: 'accounts', id: '74' },
    });
    expect(record.amountSpent).toBeInstanceOf(Decimal);
    expect(record.startsAt.epochMilliseconds).toBe(Date.UTC(2026, 0, 1));
    expect(answerOf(record)).toEqual({ requestId: 'r-1', etag: 'W/"v"' });
  });

  it('has the records that were included, one object for each', async () => {
    const admin = await adminOf(says(200, { data: [invoice, { ...invoice, id: '19' }], included: [account] }));
    const { items } = await admin.invoices.list({ include: ['account'] });
    const [first, second] = items;

    expect(first?.account?.name).toBe('first');
    expect(first?.account?.balance.toString()).toBe('1.5');
    expect(first?.account?.contractor).toEqual({ type: 'contractors', id: '3' });
    expect(first?.account?.invoiceTemplate).toBeNull();
    expect(second?.account).toBe(first?.account);
  });

  it('is refused when it lacks what it says it includes', async () => {
    const admin = await adminOf(says(200, { data: invoice, included: [] }));

    await expect(admin.invoices.get(18, { include: ['account'] })).rejects.toBeInstanceOf(ServerError);
  });

  it('reads groups, quoted values and words of the reseller API', async () => {
    const general = { name: 'Root', domain: 'root.test', currency: 'EUR', manager: 'Ann' };
    const company = {
      name: 'Root Ltd',
      address_line_1: 'Main 1',
      address_line_2: '',
      city: 'Kyiv',
      country: 'UA',
      zip: '1',
    };
    const times = { created_at: '2021-03-02T01:12:58.186820+0300', updated_at: '2021-03-02T01:12:58.186820+0300' };
    const reseller = await resellerOf(
      says(200, { data: { id: '1', type: 'resellers', attributes: { parent_id: null, ...times, general, company } } }),
    );
    const record = await reseller.reseller();

    expect(record).toMatchObject({
      id: '1',
      parentId: null,
      name: 'Root',
      managerName: 'Ann',
      companyName: 'Root Ltd',
    });
    expect(String(record.createdAt)).toBe('2021-03-01T22:12:58.18682Z');
  });

  it('can be had untouched', async () => {
    const admin = await adminOf(says(200, { data: invoice, meta: { any: 1 } }));

    expect(await admin.raw.get('/api/rest/admin/invoices/18')).toMatchObject({
      document: { data: invoice, meta: { any: 1 } },
      status: 200,
      requestId: 'r-1',
    });
  });
});

describe('a list of many pages', () => {
  /** Pages of two countries each, linked by number. */
  const pages =
    (last: number): Turn =>
    (request, response) => {
      const page = Number(/page=(\d+)/.exec(request.url ?? '')?.[1] ?? 1);
      const next =
        page < last ? `http://${request.headers.host ?? ''}/api/rest/admin/countries?page=${page + 1}` : null;
      const data = [country(String(page * 2 - 1)), country(String(page * 2))];
      says(200, { data, links: { next }, meta: { 'total-count': last * 2 } })(request, response);
    };

  it('is iterated record by record, along the links of the server', async () => {
    const admin = await adminOf(pages(3));
    const ids: string[] = [];
    for await (const { id } of admin.countries.list()) ids.push(id);

    expect(ids).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(server?.requests).toHaveLength(3);
  });

  it('is fetched no further than somebody reads', async () => {
    const admin = await adminOf(pages(100));
    for await (const { id } of admin.countries.list()) if (id === '3') break;
    expect(server?.requests).toHaveLength(2);

    expect(await admin.countries.list().toArray({ limit: 3 })).toHaveLength(3);
    expect(server?.requests).toHaveLength(4);
    expect(await admin.countries.list().toArray({ limit: 0 })).toEqual([]);
    expect(server?.requests).toHaveLength(4);
  });

  it('is one page when awaited, and the next when asked for, also twice at once', async () => {
    const admin = await adminOf(pages(2));
    const list = admin.countries.list({ page: { number: 1 } });
    const first = await list;
    const [second, again] = await Promise.all([first.next(), first.next()]);

    expect(first).toMatchObject({ total: 4, hasNext: true, requestId: 'r-1' });
    expect(second?.items.map(({ id }) => id)).toEqual(['3', '4']);
    expect(again).toBe(second);
    expect(await second?.next()).toBeUndefined();
    await list;
    expect(server?.requests).toHaveLength(2);
  });

  it('has one page ahead under way when asked to, and never more', async () => {
    const admin = await adminOf(pages(4));
    const seen: (readonly [id: string, requests: number | undefined])[] = [];
    for await (const { id } of admin.countries.list({ prefetch: true })) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen.push([id, server?.requests.length]);
    }

    expect(seen.map(([id]) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(seen[1]?.[1]).toBe(2);
    expect(seen[3]?.[1]).toBe(3);
    expect(server?.requests).toHaveLength(4);
  });

  it('that leads in a circle ends with an error', async () => {
    const admin = await adminOf((request, response) => {
      const next = `/api/rest/admin/countries?page=${request.url?.endsWith('page=2') === true ? 3 : 2}`;
      says(200, { data: [country('1')], links: { next } })(request, response);
    });

    await expect(admin.countries.list().toArray({ limit: 1_000 })).rejects.toThrow('circle');
    expect(server?.requests).toHaveLength(3);
  });

  it('that leads to another origin ends with an error, and the token stays here', async () => {
    const other = await scriptedServer(nothing);
    try {
      const admin = await adminOf(says(200, { data: [country('1')], links: { next: `${other.url}/x` } }));

      await expect(admin.countries.list().toArray({ limit: 10 })).rejects.toBeInstanceOf(ServerError);
      expect(other.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
