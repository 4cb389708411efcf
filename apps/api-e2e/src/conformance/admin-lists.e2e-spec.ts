import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConformingClient } from '../support/conforming-client.js';
import { DemoWorld } from '../support/demo-world.js';
import { errorsOf, idsOf, includedIn, valuesOf } from './reading.js';

let world: DemoWorld;
let admin: ConformingClient;

beforeAll(async () => {
  world = await DemoWorld.start();
  admin = world.admin;
});

afterAll(() => world.stop());

const total = async (path: string): Promise<unknown> => (await admin.get(path)).document.meta?.['total-count'];

describe('a filter of the admin API', () => {
  it('may be written with dashes or underscores', async () => {
    const dashed = await admin.get('/invoices?filter[reference-eq]=003661');
    const underscored = await admin.get('/invoices?filter[reference_eq]=003661');

    expect(idsOf(dashed)).toEqual(['3973']);
    expect(idsOf(underscored)).toEqual(['3973']);
  });

  it('takes a list of ids by the plain name', async () => {
    expect(idsOf(await admin.get('/accounts?filter[id]=906,74,906'))).toEqual(['74', '906']);
  });

  it('reads one CSV line: a quoted comma belongs to the value', async () => {
    const [first, second] = valuesOf(await admin.get('/accounts?page[size]=2'), 'name');
    const list = encodeURIComponent(`"${String(first)}","no, such",${String(second)}`);

    expect(valuesOf(await admin.get(`/accounts?filter[name_in]=${list}`), 'name')).toEqual([first, second]);
  });

  it('takes malformed CSV literally, as one value', async () => {
    expect(await total('/accounts?filter[name_in]=%22a,b')).toBe(0);
  });

  it('needs exactly one value unless it takes a list', async () => {
    const several = await admin.get('/invoices?filter[reference_eq]=18,19');
    const none = await admin.get('/invoices?filter[reference_eq]=');

    expect(errorsOf(several, 'detail')).toEqual({
      status: 400,
      errors: ['18,19 is not a valid value for reference_eq.'],
    });
    expect(errorsOf(none)).toEqual({ status: 400, errors: ['107'] });
  });

  it('filters nothing when its list is empty', async () => {
    expect(await total('/invoices?filter[reference_in]=')).toBe(await total('/invoices'));
  });

  it('finds text in text whatever its case, and takes patterns literally', async () => {
    const [name] = valuesOf(await admin.get('/accounts?page[size]=1'), 'name');
    const part = String(name).slice(1, -1).toUpperCase();

    expect(valuesOf(await admin.get(`/accounts?filter[name_cont]=${encodeURIComponent(part)}`), 'name')).toContain(
      name,
    );
    expect(await total('/accounts?filter[name_cont]=%25')).toBe(0);
    expect(await total('/accounts?filter[name_start]=_')).toBe(0);
  });

  it('compares numbers and instants by their order', async () => {
    const all = Number(await total('/invoices'));
    const below = Number(await total('/invoices?filter[start_date_lt]=2025-06-01T00:00:00Z'));
    const rest = Number(await total('/invoices?filter[start_date_gteq]=2025-06-01'));
    const positive = await admin.get('/invoices?filter[amount_spent_gt]=0&fields[invoices]=amount-spent');

    expect(below + rest).toBe(all);
    expect(Math.min(...valuesOf(positive, 'amount-spent').map(Number))).toBeGreaterThan(0);
  });

  it('takes the first and the last days that can be written', async () => {
    const all = await total('/invoices');

    for (const day of ['0000-01-01', '0001-01-01T00:00:00%2B14:00']) {
      expect([day, await total(`/invoices?filter[start_date_gt]=${day}`)]).toEqual([day, all]);
      expect([day, await total(`/invoices?filter[start_date_eq]=${day}`)]).toEqual([day, 0]);
    }
    expect(await total('/invoices?filter[start_date_lt]=9999-12-31T23:59:59-23:59')).toBe(all);
  });

  it('is joined to the others by AND', async () => {
    const query = '/invoices?filter[state_eq]=Approved&filter[invoice_type_in]=Auto%20Full,Auto%20Partial';
    const both = await admin.get(`${query}&fields[invoices]=state,invoice-type`);

    expect(idsOf(both)).not.toEqual([]);
    expect(new Set(valuesOf(both, 'state'))).toEqual(new Set(['Approved']));
    expect(valuesOf(both, 'invoice-type')).not.toContain('Manual');
  });

  it('knows the words of a closed set and no others', async () => {
    const answer = await admin.get('/invoices?filter[state_eq]=Paid');

    expect(answer.body).toBe(
      '{"errors":[{"title":"Invalid filter value","detail":"Paid is not a valid value for state_eq.","code":"107","status":"400"}]}',
    );
  });

  it('may ask about a related record', async () => {
    const ofContractor = await admin.get('/accounts?filter[contractor.id]=1');
    const ofAccount = await admin.get('/invoice-originated-destinations?filter[invoice_account_id_eq]=74');

    expect(idsOf(ofContractor)).toContain('74');
    expect(idsOf(ofAccount)).toEqual([]);
  });

  it('matches no row for a UUID that is none', async () => {
    expect(await total('/accounts?filter[uuid_eq]=none')).toBe(0);
  });
});

describe('the order of an admin list', () => {
  it('is that of ascending ids unless asked for', async () => {
    const ids = idsOf(await admin.get('/invoices?page[size]=200')).map(Number);

    expect(ids).toEqual([...ids].sort((left, right) => left - right));
  });

  it('follows several criteria, dashed or underscored', async () => {
    const dashed = await admin.get('/invoices?sort=-start-date,reference&page[size]=100');
    const underscored = await admin.get('/invoices?sort=-start_date,reference&page[size]=100');

    expect(idsOf(dashed)).toEqual(idsOf(underscored));
    expect(idsOf(dashed)).not.toEqual(idsOf(await admin.get('/invoices?page[size]=100')));
  });

  it('cannot be by what cannot be sorted by, and says so with underscores', async () => {
    expect(errorsOf(await admin.get('/invoices?sort=pdf-path'), 'detail')).toEqual({
      status: 400,
      errors: ['pdf_path is not a valid sort criteria for invoices'],
    });
  });
});

describe('a page of the admin API', () => {
  it('has 50 records unless said otherwise, and at most 1000', async () => {
    expect(idsOf(await admin.get('/invoices'))).toHaveLength(50);
    expect(
      (
        await admin.get(
          '/invoice-originated-destinations?page[size]=1000&fields[invoice-originated-destinations]=spent',
        )
      ).document.data,
    ).toHaveLength(1000);
    expect(errorsOf(await admin.get('/invoices?page[size]=1001'), 'detail')).toEqual({
      status: 400,
      errors: ['size exceeds maximum page size of 1000.'],
    });
  });

  it('may be named by a bare number', async () => {
    expect(idsOf(await admin.get('/invoices?page=3'))).toEqual(idsOf(await admin.get('/invoices?page[number]=3')));
    expect(idsOf(await admin.get('/invoices?page=3&page[size]=5'))).toEqual(
      idsOf(await admin.get('/invoices?page[number]=3&page[size]=5')),
    );
  });

  it('is empty past the end, and links back into the list', async () => {
    const { document } = await admin.get('/invoices?page[number]=9999&page[size]=100');

    expect(document.data).toEqual([]);
    expect(Object.keys(document.links ?? {})).toEqual(['first', 'prev', 'last']);
    expect(document.links?.['prev']).toContain('page%5Bnumber%5D=9998&');
  });

  it.each([
    ['page[size]=0', '0 is not a valid value for size page parameter.'],
    ['page[number]=x', 'x is not a valid value for number page parameter.'],
    ['page=0', '0 is not a valid value for number page parameter.'],
  ])('is refused when it says %s', async (query, detail) => {
    expect(errorsOf(await admin.get(`/invoices?${query}`), 'detail')).toEqual({ status: 400, errors: [detail] });
  });

  it('ignores other members of its parameter', async () => {
    expect((await admin.get('/invoices?page[limit]=1')).status).toBe(200);
  });

  it('repeats the query in its links, form-encoded and sorted by the encoded pair', async () => {
    const { document } = await admin.get(
      '/invoices?sort=-id&page[size]=10&include=account&filter[invoice_type_in]=Auto Full,Auto Partial'.replaceAll(
        ' ',
        '%20',
      ),
    );

    expect(document.links?.['next']).toBe(
      `${world.origin}/api/rest/admin/invoices?filter%5Binvoice_type_in%5D=Auto+Full%2CAuto+Partial` +
        '&include=account&page%5Bnumber%5D=2&page%5Bsize%5D=10&sort=-id',
    );
    expect(Object.keys(document.links ?? {})).toEqual(['first', 'next', 'last']);
  });

  it('has the links first, prev, next and last in this order', async () => {
    const { document } = await admin.get('/invoices?page[number]=2&page[size]=10');

    expect(Object.keys(document.links ?? {})).toEqual(['first', 'prev', 'next', 'last']);
    expect(Object.keys(document)).toEqual(['data', 'meta', 'links']);
  });

  it('of an empty list is the first and the last', async () => {
    const { document } = await admin.get('/invoices?filter[id]=1');

    expect(document).toMatchObject({ data: [], meta: { 'total-count': 0 } });
    expect(document.links?.['first']).toBe(document.links?.['last']);
  });

  it('shows each record once when all pages are walked', async () => {
    const ids: string[] = [];
    for (let number = 1, shown = 1; shown > 0; number += 1) {
      const page = idsOf(await admin.get(`/invoices?sort=-amount-spent&page[number]=${number}`));
      shown = page.length;
      ids.push(...page);
    }

    expect(ids).toHaveLength(Number(await total('/invoices')));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('sparse fields of the admin API', () => {
  it('leave the members that are named, attributes and relationships alike', async () => {
    const { document } = await admin.get('/invoices/18?fields[invoices]=account,reference');

    expect(Object.keys(document.data ?? {})).toEqual(['id', 'type', 'links', 'attributes', 'relationships']);
    expect(document.data).toMatchObject({ attributes: { reference: '18' } });
  });

  it('leave out attributes and relationships altogether when none of them is named', async () => {
    const { document } = await admin.get('/invoices/18?fields[invoices]=id');

    expect(Object.keys(document.data ?? {})).toEqual(['id', 'type', 'links']);
  });

  it('apply to included records too', async () => {
    const { document } = await admin.get('/invoices/18?include=account&fields[accounts]=name');

    expect(document.included?.[0]?.attributes).toEqual({ name: 'Bench Telephony 74' });
    expect(document.included?.[0]).not.toHaveProperty('relationships');
  });

  it('keep what they include though they hide the way to it', async () => {
    const answer = await admin.get('/invoices/18?include=account&fields[invoices]=reference');

    expect(includedIn(answer)).toEqual(['accounts 74']);
  });

  it('show members that are not shown otherwise', async () => {
    const { document } = await admin.get('/invoices/18?fields[invoices]=uuid,currency');

    expect(document.data).toMatchObject({ attributes: { uuid: expect.any(String) as unknown, currency: 'EUR' } });
  });

  it.each([
    ['fields=x', '119', 'Fields must specify a type.'],
    ['fields[nope]=x', '101', 'nope is not a valid resource.'],
    ['fields[invoices]=nope', '104', 'nope is not a valid field for invoices.'],
    ['fields[invoices]=', '104', 'nil is not a valid field for invoices.'],
  ])('are refused when they say %s', async (query, code, detail) => {
    const answer = await admin.get(`/invoices?${query}`);

    expect(answer.document.errors).toMatchObject([{ code, detail, status: '400' }]);
  });
});

describe('several faults in one query of the admin API', () => {
  it('are answered together when they are in include, filter and page, in this order', async () => {
    const answer = await admin.get('/invoices?page[size]=0&filter[b]=1&filter[a]=1&include=x,y');

    expect(errorsOf(answer, 'detail')).toEqual({
      status: 400,
      errors: [
        'x is not a valid relationship of invoices',
        'b is not allowed.',
        '0 is not a valid value for size page parameter.',
      ],
    });
  });

  it('are one when fields or sort are wrong', async () => {
    expect(errorsOf(await admin.get('/invoices?include=x&fields[invoices]=y&sort=z'))).toEqual({
      status: 400,
      errors: ['104'],
    });
    expect(errorsOf(await admin.get('/invoices?include=x&sort=z&filter[a]=1'))).toEqual({
      status: 400,
      errors: ['114'],
    });
  });

  it('do not tell about values before all names are right', async () => {
    expect(errorsOf(await admin.get('/invoices?filter[state_eq]=Paid&page[size]=0'))).toEqual({
      status: 400,
      errors: ['118'],
    });
    expect(errorsOf(await admin.get('/invoices?filter[state_eq]=Paid&filter[id]=x'))).toEqual({
      status: 400,
      errors: ['107'],
    });
  });

  it.each([
    ['filter=x', '120'],
    ['filter[nope]=x', '102'],
    ['nope=x', '105'],
  ])('include none that was not made: %s is one', async (query, code) => {
    expect(errorsOf(await admin.get(`/invoices?${query}`))).toEqual({ status: 400, errors: [code] });
  });
});
