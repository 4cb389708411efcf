import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closingFileTypes, type ClosingFileType } from '@org/invoice-domain';
import { aDoc, anXlsx, aPdf, dataUrlOf } from '@org/invoice-domain/testing';
import type { Answer } from '@org/tools/testing';
import fc from 'fast-check';
import { jsonApiType } from './support/admin-requests.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';
import { runs } from '@org/invoice-domain/testing';

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp();
});

afterAll(() => server.close());

type Body = Readonly<Record<string, unknown>>;
type Headers = Readonly<Record<string, string>>;

const files = { pdf: aPdf(), doc: aDoc(), xlsx: anXlsx() } as const;

const fileOf = (type: ClosingFileType): string => dataUrlOf(closingFileTypes[type], files[type]);

const act: Body = {
  key: 'guid-1',
  type: 'act',
  name: 'Act 17',
  amount: { total: '123.45', currency: 'EUR' },
  start_date: '2026-01-01',
  end_date: '2026-02-01',
  file: fileOf('pdf'),
};

const without = (member: string): Body => Object.fromEntries(Object.entries(act).filter(([name]) => name !== member));

interface Options {
  readonly token?: string;
  readonly headers?: Headers;
  readonly reseller?: number | string;
  readonly account?: number | string;
}

const ask = (
  method: string,
  path: string,
  body: Body | string | undefined,
  { token = tokens.root, headers = {}, reseller = 1, account = 74 }: Options = {},
): Promise<Answer> =>
  server.send(`/api/v3/resellers/${reseller}/accounts/${account}/external_invoices${path}`, {
    method,
    headers: { 'x-api-token': token, ...(body !== undefined && { 'content-type': jsonApiType }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

const post = (body: Body | string, options?: Options): Promise<Answer> => ask('POST', '', body, options);
const patch = (id: string | number, body: Body | string, options?: Options): Promise<Answer> =>
  ask('PATCH', `/${id}`, body, options);
const get = (path: string, options?: Options): Promise<Answer> => ask('GET', path, undefined, options);
const find = (key: string, options?: Options): Promise<Answer> =>
  get(`?filter%5Bkey%5D=${encodeURIComponent(key)}`, options);

interface Document {
  readonly data: { readonly id: string; readonly type: string; readonly attributes: Body };
}

const dataOf = (answer: Answer): Document['data'] => {
  if (answer.status >= 300) throw new Error(answer.body);
  return (answer.json() as Document).data;
};

/** Refusals in short form: `422 INVALID-VALUE /file`. */
const refusalsOf = ({ status, body }: Answer): readonly string[] => {
  const { errors } = JSON.parse(body) as {
    readonly errors: readonly { readonly code: string; readonly source?: Readonly<Record<string, string>> }[];
  };
  return errors.map(({ code, source }) => [status, code, ...Object.values(source ?? {})].join(' '));
};

const countOf = async (key: string): Promise<number> => {
  const rows = await server.database.dataSource.query<readonly { readonly count: number }[]>(
    `SELECT count(*)::integer AS count FROM external_invoices JOIN external_invoice_files ON external_invoice_id = id
     WHERE key = $1`,
    [key],
  );
  return rows[0]?.count ?? 0;
};

describe('a closing document that is sent', () => {
  it('is answered with 201, its place, and what is known of it', async () => {
    const answer = await post(act);
    const { id } = dataOf(answer);

    expect(answer.status).toBe(201);
    expect(answer.headers['content-type']).toBe(jsonApiType);
    expect(answer.headers['location']).toMatch(new RegExp(`/api/v3/resellers/1/accounts/74/external_invoices/${id}$`));
    expect(answer.json()).toEqual({
      data: {
        id,
        type: 'external_invoices',
        attributes: {
          created_at: '2026-03-01T14:00:00.000000+0200',
          updated_at: '2026-03-01T14:00:00.000000+0200',
          key: 'guid-1',
          document_type: 'act',
          name: 'Act 17',
          amount: { total: '123.45', currency: 'EUR' },
          start_date: '2026-01-01',
          end_date: '2026-02-01',
          account_id: 74,
          file: {
            content_type: 'application/pdf',
            size: files.pdf.length,
            sha256: createHash('sha256').update(files.pdf).digest('hex'),
          },
        },
      },
    });
  });

  it('is found by its key, as one object, and by its id, byte for byte as it was answered', async () => {
    const sent = await post({ ...act, key: 'found, by "key" & more' });
    const { id } = dataOf(sent);

    for (const answer of [await find('found, by "key" & more'), await get(`/${id}`)]) {
      expect(answer.status).toBe(200);
      expect(answer.body).toBe(sent.body);
      expect(answer.headers['etag']).toBe(sent.headers['etag']);
    }
    const sparse = await get(`/${id}?fields%5Bexternal_invoices%5D=name`);
    expect(dataOf(sparse).attributes).toEqual({ name: 'Act 17' });
  });

  it.each(['pdf', 'doc', 'xlsx'] as const)(
    'gives its %s back byte for byte, to be kept and not shown',
    async (type) => {
      const name = `Счёт "7/8"\r\n${type}`;
      const { id } = dataOf(await post({ ...act, key: `file-${type}`, name, file: fileOf(type) }));
      const url = `${await server.app.getUrl()}/api/v3/resellers/1/accounts/74/external_invoices/${id}/file`;
      const headers = { 'x-api-token': tokens.root, accept: jsonApiType };
      const answer = await fetch(url, { headers });

      expect(answer.status).toBe(200);
      expect(Buffer.from(await answer.arrayBuffer()).equals(files[type])).toBe(true);
      expect(answer.headers.get('content-type')).toBe(closingFileTypes[type]);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="document.${type}"; filename*=UTF-8''%D0%A1%D1%87%D1%91%D1%82%20_7_8___${type}.${type}`,
      );
      const again = await fetch(url, { headers: { ...headers, 'if-none-match': answer.headers.get('etag') ?? '' } });
      expect([again.status, await again.text()]).toEqual([304, '']);
    },
  );

  it.each([
    ['zero', '0', '0.0'],
    ['negative', '-6.250', '-6.25'],
  ])('may have an amount that is %s', async (name, total, shown) => {
    const { attributes } = dataOf(await post({ ...act, key: `amount ${name}`, amount: { total, currency: 'USD' } }));
    expect(attributes['amount']).toEqual({ total: shown, currency: 'USD' });
  });

  it('keeps every digit of an amount that is a number', async () => {
    const body = JSON.stringify({ ...act, key: 'digits' }).replace('"123.45"', '12345678901234567890.123');
    const { attributes } = dataOf(await post(body));
    expect(attributes['amount']).toEqual({ total: '12345678901234567890.123', currency: 'EUR' });
  });

  it('may be a file of the size that is allowed, with slashes escaped as some programs do', async () => {
    const file = Buffer.alloc(10_485_760, 0xff);
    files.pdf.copy(file);
    const body = JSON.stringify({ ...act, key: 'large', file: dataUrlOf('application/pdf', file) });
    const answer = await post(body.replaceAll('/', '\\/').replaceAll('\\/\\/\\/\\/', '////'));
    expect((dataOf(answer).attributes['file'] as Body)['size']).toBe(10_485_760);
  }, 60_000);

  it('is one, however many come with its key at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => post({ ...act, key: 'at once' })));

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(await countOf('at once')).toBe(1);
    const [refused] = answers.filter(({ status }) => status === 409);
    expect(refused && refusalsOf(refused)).toEqual(['409 EXTERNAL-INVOICE-KEY-TAKEN /key']);
  });

  it('is answered alike, and made once, when it comes again with its idempotency key', async () => {
    const send = () => post({ ...act, key: 'twice' }, { headers: { 'idempotency-key': 'twice' } });
    const [first, second] = [await send(), await send()];

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toBe(first.body);
    expect(second.headers['location']).toBe(first.headers['location']);
    expect(await countOf('twice')).toBe(1);
  });

  it('may have the key that another account’s has', async () => {
    const other = { token: tokens.child, reseller: 2, account: 75 };
    expect((await post({ ...act, key: 'shared' })).status).toBe(201);
    expect((await post({ ...act, key: 'shared' }, other)).status).toBe(201);
  });
});

describe('a closing document that changes', () => {
  const made = async (key: string): Promise<string> => dataOf(await post({ ...act, key })).id;

  it('is another from then on, its file too', async () => {
    const id = await made('changes');
    server.clock.moveTo('2026-03-01T12:01:00Z');
    const next = { ...act, key: 'changed', type: 'invoice_vat', name: 'Invoice', file: fileOf('xlsx') };
    const answer = await patch(id, { ...next, amount: { total: '-1', currency: 'USD' } });

    expect(answer.status).toBe(200);
    expect(dataOf(answer)).toMatchObject({
      id,
      attributes: { key: 'changed', document_type: 'invoice_vat', amount: { total: '-1.0', currency: 'USD' } },
    });
    const { created_at: created, updated_at: updated } = dataOf(answer).attributes;
    expect(updated).not.toBe(created);
    expect((await get(`/${id}`)).body).toBe(answer.body);
    expect((await get(`/${id}/file`)).headers['content-type']).toBe(closingFileTypes.xlsx);
    expect(refusalsOf(await find('changes'))).toEqual(['404 EXTERNAL-INVOICE-NOT-FOUND']);
  });

  it('keeps what it has when its new key is taken', async () => {
    const id = await made('keeps');
    await made('taken');
    const before = await get(`/${id}`);

    expect(refusalsOf(await patch(id, { ...act, key: 'taken' }))).toEqual(['409 EXTERNAL-INVOICE-KEY-TAKEN /key']);
    expect((await get(`/${id}`)).body).toBe(before.body);
  });

  it('is not changed when it is another version than If-Match means', async () => {
    const id = await made('versions');
    const { headers } = await get(`/${id}`);
    const ifMatch = { headers: { 'if-match': String(headers['etag']) } };

    expect((await patch(id, { ...act, key: 'versions', name: 'B' }, ifMatch)).status).toBe(200);
    expect(refusalsOf(await patch(id, { ...act, key: 'versions', name: 'C' }, ifMatch))).toEqual([
      '412 PRECONDITION-FAILED If-Match',
    ]);
    expect(dataOf(await get(`/${id}`)).attributes['name']).toBe('B');
  });
});

describe.each([
  ['sent', (body: Body | string) => post(body)],
  ['changed', (body: Body | string) => patch(11, body)],
])('a closing document that is %s', (_, send) => {
  it.each(Object.keys(act))('needs its %s', async (member) => {
    expect(refusalsOf(await send(without(member)))).toEqual([expect.stringMatching(/^400 INVALID-BODY ?$/)]);
  });

  it.each([
    ['key', 5],
    ['key', ''],
    ['key', 'x\0'],
    ['key', 'x'.repeat(256)],
    ['type', 'bill'],
    ['type', ['act']],
    ['name', null],
    ['amount', '123.45'],
    ['start_date', '01.02.2026'],
    ['start_date', '2026-02-30'],
    ['end_date', '2025-12-31'],
    ['file', files.pdf.toString('base64')],
    ['file', { content_type: 'application/pdf', content: files.pdf.toString('base64') }],
    ['file', dataUrlOf('application/pdf', files.doc)],
    ['file', dataUrlOf('text/html', Buffer.from('<html>'))],
  ])('is refused with the %s %j', async (member, value) => {
    const code = value === null ? 'INVALID-BODY' : 'INVALID-VALUE';
    const status = value === null ? 400 : 422;
    const [refusal] = refusalsOf(await send({ ...act, key: 'refused', [member]: value }));
    expect(refusal).toBe(value === null ? `${status} ${code} ` : `${status} ${code} /${member}`);
    expect(await countOf('refused')).toBe(0);
  });

  it.each([
    [{ currency: 'EUR' }, '400 INVALID-BODY /amount'],
    [{ total: '1' }, '400 INVALID-BODY /amount'],
    [{ total: 'NaN', currency: 'EUR' }, '422 INVALID-VALUE /amount/total'],
    [{ total: '1', currency: 'eur' }, '422 INVALID-VALUE /amount/currency'],
    [{ total: '1', currency: 'XXX' }, '422 UNKNOWN-CURRENCY /amount/currency'],
    [{ total: '1', currency: 'EUR', vat: 1 }, '400 INVALID-BODY /amount/vat'],
  ])('is refused with the amount %j', async (amount, refusal) => {
    expect(refusalsOf(await send({ ...act, key: 'refused', amount }))).toEqual([refusal]);
  });

  it('has no other members', async () => {
    expect(refusalsOf(await send({ ...act, account_id: 75 }))).toEqual(['400 INVALID-BODY /account_id']);
  });
});

describe('closing documents of somebody else', () => {
  const absent = async (method: string, path: string): Promise<string> =>
    (await ask(method, path, method === 'GET' ? undefined : act)).body;

  it.each([
    ['another account’s document', '/111', 74],
    ['a document that is nowhere', '/4711', 74],
    ['an id that is no number', '/abc', 74],
    ['an id beyond all measure', `/${'9'.repeat(40)}`, 74],
  ])('cannot be told from none: %s', async (_, path, account) => {
    for (const [method, rest] of [
      ['GET', ''],
      ['GET', '/file'],
      ['PATCH', ''],
    ] as const) {
      const answer = await ask(method, path + rest, method === 'GET' ? undefined : act, { account });
      expect(refusalsOf(answer)).toEqual(['404 EXTERNAL-INVOICE-NOT-FOUND']);
      expect(answer.body).toBe(await absent(method, `/4711${rest}`));
    }
  });

  it.each([
    ['another reseller’s account', 75],
    ['an account that is nowhere', 4711],
    ['an id that is no number', 'abc'],
    ['an id beyond all measure', '9'.repeat(40)],
  ])('are not below %s', async (_, account) => {
    const answers = [
      await post(act, { account }),
      await patch(111, act, { account }),
      await find('guid-111', { account }),
      await get('/111', { account }),
      await get('/111/file', { account }),
    ];
    for (const answer of answers) expect(refusalsOf(answer)).toEqual(['404 ACCOUNT-NOT-FOUND']);
  });

  it.each([
    ['the parent', tokens.child, 1, 74],
    ['a sibling', tokens.sibling, 2, 75],
    ['one that is nowhere', tokens.root, 4711, 74],
  ])('are not below %s as a reseller', async (_, token, reseller, account) => {
    const options = { token, reseller, account };
    const answers = [
      await post(act, options),
      await patch(11, act, options),
      await find('guid-11', options),
      await get('/11', options),
      await get('/11/file', options),
    ];
    for (const answer of answers) expect(refusalsOf(answer)).toEqual(['404 RESELLER-NOT-FOUND']);
  });

  it('are found through the path of their reseller, by managers of those above', async () => {
    expect((await find('guid-111', { reseller: 2, account: 75 })).status).toBe(200);
    expect(refusalsOf(await find('guid-111'))).toEqual(['404 EXTERNAL-INVOICE-NOT-FOUND']);
  });
});

describe('closing documents', () => {
  it('are found by a key alone', async () => {
    expect(refusalsOf(await get(''))).toEqual(['400 INVALID-FILTER filter[key]']);
    expect(refusalsOf(await find(''))).toEqual(['400 INVALID-FILTER filter[key]']);
    expect(refusalsOf(await find('\0'))).toEqual(['400 INVALID-FILTER filter[key]']);
    expect(refusalsOf(await get('?filter%5Bname%5D=Act'))).toEqual(['400 INVALID-FILTER filter[name]']);
    expect(refusalsOf(await get('?filter%5Bkey%5D=a&page%5Bsize%5D=1'))).toEqual(['400 INVALID-PARAMETER page[size]']);
    expect(refusalsOf(await get('?filter%5Bkey%5D=a&include=account'))).toEqual(['400 INVALID-INCLUDE include']);
    expect(refusalsOf(await get('/11/file?fields=x'))).toEqual(['400 INVALID-PARAMETER fields']);
  });

  it('are read by salesmen and not by product owners, and sent by neither', async () => {
    expect((await find('guid-11', { token: tokens.sales })).status).toBe(200);
    for (const path of ['?filter%5Bkey%5D=guid-11', '/11', '/11/file']) {
      expect(refusalsOf(await get(path, { token: tokens.owner }))).toEqual(['403 FORBIDDEN']);
    }
    for (const token of [tokens.sales, tokens.owner]) {
      expect(refusalsOf(await post(act, { token }))).toEqual(['403 FORBIDDEN']);
      expect(refusalsOf(await patch(11, act, { token }))).toEqual(['403 FORBIDDEN']);
    }
  });

  it('are sent as JSON:API’s media type alone', async () => {
    expect(refusalsOf(await post(act, { headers: { 'content-type': 'application/json' } }))).toEqual([
      '415 UNSUPPORTED-MEDIA-TYPE Content-Type',
    ]);
  });
});

describe('whatever is sent as a closing document', () => {
  it('is answered without an error of the server, and leaves whole rows only', async () => {
    const json = fc.anything({ withNullPrototype: false, maxDepth: 3 }).map((value) => {
      try {
        return JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one)) ?? 'null';
      } catch {
        return 'null';
      }
    });
    const changed = fc.record(
      Object.fromEntries(
        Object.keys(act).map((member) => [member, fc.oneof(fc.constant(JSON.stringify(act[member])), json)]),
      ),
      { requiredKeys: [] },
    );
    const bodies = fc.oneof(
      json,
      fc.string(),
      changed.map(
        (body) =>
          `{${Object.entries(body)
            .map(([name, text]) => `"${name}":${text}`)
            .join()}}`,
      ),
    );
    await fc.assert(
      fc.asyncProperty(bodies, fc.constantFrom('POST', 'PATCH'), async (body, method) => {
        const { status } = await ask(method, method === 'POST' ? '' : '/11', body);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: runs(100) },
    );
    const [broken] = await server.database.dataSource.query<readonly { readonly count: number }[]>(
      `SELECT count(*)::integer FROM external_invoices LEFT JOIN external_invoice_files ON external_invoice_id = id
       WHERE content IS NULL OR (id NOT IN (11, 111) AND octet_length(content) <> file_size)`,
    );
    expect(broken?.count).toBe(0);
  }, 60_000);
});
