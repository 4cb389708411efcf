import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { ConformingClient } from '../support/conforming-client.js';
import { DemoWorld } from '../support/demo-world.js';
import { errorsOf, idsOf, includedIn } from './reading.js';

let world: DemoWorld;
let admin: ConformingClient;

beforeAll(async () => {
  world = await DemoWorld.start();
  admin = world.admin;
});

afterAll(() => world.stop());

describe('include in the admin API', () => {
  it('follows paths and holds each record once', async () => {
    const answer = await admin.get('/invoices?include=account.contractor,account.invoice-template&page[size]=100');
    const included = includedIn(answer);

    expect(new Set(included).size).toBe(included.length);
    expect(new Set(included.map((identity) => identity.split(' ')[0]))).toEqual(
      new Set(['accounts', 'contractors', 'invoice-templates']),
    );
  });

  it('adds linkage to what it names, and to nothing else', async () => {
    const { document } = await admin.get('/invoices/18?include=service-data');
    const { relationships } = document.data as { readonly relationships: Readonly<Record<string, object>> };
    const linked = Object.keys(relationships).filter((name) => 'data' in (relationships[name] ?? {}));

    expect(linked).toEqual(['account', 'service-data']);
  });

  it('leaves included out when nothing is found', async () => {
    expect((await admin.get('/invoices/18?include=originated-networks')).document).not.toHaveProperty('included');
  });

  it('asks for nothing when it is empty', async () => {
    expect((await admin.get('/invoices/18?include=')).body).toBe((await admin.get('/invoices/18')).body);
  });

  it.each([
    ['service_data', 'service_data is not a valid relationship of invoices'],
    ['account.nope', 'nope is not a valid relationship of accounts'],
    [
      'account.contractor.smtp-connection.a.b.c',
      'account.contractor.smtp-connection.a.b.c is not a valid relationship of invoices',
    ],
  ])('refuses %s', async (path, detail) => {
    expect(errorsOf(await admin.get(`/invoices/18?include=${path}`), 'detail')).toEqual({
      status: 400,
      errors: [detail],
    });
  });
});

describe('a relationship of an admin record', () => {
  it('has a document of identifiers and two links', async () => {
    const url = `${world.origin}/api/rest/admin/invoices/18`;

    expect((await admin.get('/invoices/18/relationships/account')).document).toEqual({
      data: { type: 'accounts', id: '74' },
      links: { self: `${url}/relationships/account`, related: `${url}/account` },
    });
  });

  it('shows all members of a to-many without paging, and ignores the query', async () => {
    const [invoice] = idsOf(await admin.get('/invoices?filter[originated_calls_count_gt]=100&page[size]=1'));
    const linkage = await admin.get(`/invoices/${invoice}/relationships/originated-destinations?page[size]=1&nope=1`);
    const list = await admin.get(`/invoices/${invoice}/originated-destinations?page[size]=1000`);

    expect(idsOf(linkage).length).toBeGreaterThan(1);
    expect([...idsOf(linkage)].sort()).toEqual([...idsOf(list)].sort());
    expect(linkage.document).not.toHaveProperty('meta');
  });

  it('leads to a list with filter, sort, page, fields and include of its own', async () => {
    const [invoice] = idsOf(await admin.get('/invoices?filter[originated_calls_count_gt]=100&page[size]=1'));
    const { document } = await admin.get(
      `/invoices/${invoice}/originated-destinations?filter[spent_eq]=true&sort=-calls-count&page[size]=2&include=country` +
        '&fields[invoice-originated-destinations]=calls-count,country',
    );

    expect(document.data).toHaveLength(2);
    expect(document.links?.['first']).toContain(`/invoices/${invoice}/originated-destinations?`);
  });

  it('leads to the record at its other end, under that record’s own URL', async () => {
    const related = await admin.get('/invoices/18/account?include=contractor');

    expect(related.body).toBe((await admin.get('/accounts/74?include=contractor')).body);
  });

  it('leads to null where nothing is linked', async () => {
    const database = new pg.Client(world.databaseUrl);
    await database.connect();
    await database.query('UPDATE accounts SET invoice_template_id = NULL WHERE id = 74');
    await database.end();

    expect((await admin.get('/accounts/74/invoice-template')).document).toEqual({ data: null });
    expect((await admin.get('/accounts/74/relationships/invoice-template')).document).toMatchObject({ data: null });
    expect((await admin.get('/accounts/74?include=invoice-template')).document.data).toMatchObject({
      relationships: { 'invoice-template': { data: null } },
    });
  });

  it.each([
    '/invoices/18/nope',
    '/invoices/18/relationships/nope',
    '/invoices/x/nope',
    '/nope',
    '/invoices/18/account/x',
  ])('that does not exist has no route: %s', async (path) => {
    expect(errorsOf(await admin.get(path), 'detail')).toEqual({ status: 404, errors: ['No such route.'] });
  });

  it.each([
    '/invoices/999999/account',
    '/invoices/999999/originated-networks',
    '/invoices/999999/relationships/account',
  ])('of a record that does not exist is not found: %s', async (path) => {
    expect(errorsOf(await admin.get(path), 'detail')).toEqual({
      status: 404,
      errors: ['The record identified by 999999 could not be found.'],
    });
  });

  it.each(['/invoices/abc', '/invoices/abc/account', '/invoices/abc/relationships/account', '/invoices/1.5'])(
    'of an id that is no number is refused: %s',
    async (path) => {
      expect(errorsOf(await admin.get(path))).toEqual({ status: 400, errors: ['103'] });
    },
  );
});

describe('the two names of invoice templates', () => {
  it('lead to the same documents', async () => {
    const plural = await admin.get('/invoice-templates?sort=-name');
    const singular = await admin.get('/invoice-template?sort=-name');

    expect(singular.body).toBe(plural.body);
    expect((await admin.get('/invoice-template/1')).body).toBe((await admin.get('/invoice-templates/1')).body);
  });
});

describe('one admin record', () => {
  it('checks the names of filters, and takes what only a list can use without effect', async () => {
    const plain = await admin.get('/invoices/18');

    expect((await admin.get('/invoices/18?filter[state_eq]=New&sort=-id&page[size]=1')).body).toBe(plain.body);
    expect(errorsOf(await admin.get('/invoices/18?filter[nope]=1'))).toEqual({ status: 400, errors: ['102'] });
  });
});

describe('a cursor page', () => {
  const walk = async (start: string, link: 'next' | 'prev'): Promise<readonly string[]> => {
    const pages: (readonly string[])[] = [];
    let path: string | null = start;
    while (path !== null) {
      const answer = await admin.send('GET', path);
      pages.push(idsOf(answer));
      path = answer.document.links?.[link]?.slice(world.origin.length) ?? null;
    }
    return (link === 'next' ? pages : pages.reverse()).flat();
  };

  it.each(['id', '-amount-spent', 'reference,-start-date', '-originated-first-call-at'])(
    'leads through the whole list, forwards and backwards, in the order of %s',
    async (sort) => {
      const query = `/api/rest/admin/invoices?sort=${sort}&fields[invoices]=id&page[size]=97`;
      const numbered = idsOf(await admin.get(`/invoices?sort=${sort}&fields[invoices]=id&page[size]=1000`));

      expect(await walk(`${query}&page[after]=`, 'next')).toEqual(numbered);
      expect(await walk(`${query}&page[before]=`, 'prev')).toEqual(numbered);
    },
  );

  it('is counted only when page[total] asks for it', async () => {
    const plain = await admin.get('/invoices?page[after]=&page[size]=2');
    const counted = await admin.get('/invoices?page[after]=&page[size]=2&page[total]=true');

    expect(plain.document).not.toHaveProperty('meta');
    expect(counted.document.meta).toEqual((await admin.get('/invoices?page[size]=2')).document.meta);
  });

  it.each([
    'page[after]=x',
    'page[after]=W251bGxd',
    'page[after]=WyJ4Il0',
    'sort=start-date&page[after]=W251bGwsIjAiXQ',
    'page[after]=&page[before]=',
    'page[after]=&page[number]=2',
    'page=2&page[after]=',
  ])('is refused when it says %s', async (query) => {
    expect(errorsOf(await admin.get(`/invoices?${query}`))).toEqual({ status: 400, errors: ['118'] });
  });
});

describe('a request with HEAD', () => {
  it.each(['/invoices', '/invoices/18', '/invoices/18/account', '/invoices/18/relationships/account', '/invoices/0'])(
    'to %s has the headers of GET and no body',
    async (path) => {
      const url = `/api/rest/admin${path}`;
      const got = await admin.send('GET', url);
      const head = await admin.send('HEAD', url);
      const comparable = ({ headers }: typeof got) => {
        const { date, 'x-runtime': runtime, 'x-request-id': id, ...rest } = headers;
        return { ...rest, varying: [date, runtime, id].length };
      };

      expect(head.status).toBe(got.status);
      expect(comparable(head)).toEqual(comparable(got));
      expect(head.body).toBe('');
    },
  );
});

describe('a conditional request', () => {
  it('is answered 304 while the document is the same', async () => {
    const { headers } = await admin.get('/invoices?page[size]=3');
    const again = await admin.get('/invoices?page[size]=3', { 'if-none-match': headers.etag });
    const other = await admin.get('/invoices?page[size]=4', { 'if-none-match': headers.etag });

    expect([again.status, other.status]).toEqual([304, 200]);
  });
});
