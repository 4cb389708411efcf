import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminRequests, adminPrefix, dataOf, jsonApiType, linked, refusalsOf } from './support/admin-requests.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

let server: TestApp;
let admin: AdminRequests;

beforeAll(async () => {
  server = await startTestApp();
  admin = new AdminRequests(server);
});

afterAll(() => server.close());

const country = (name: string, iso2: string) => ({ type: 'countries', attributes: { name, iso2 } });

const rename = (name: string) => ({ type: 'network-types', id: '1', attributes: { name } });

const rowsNamed = async (table: string, name: string): Promise<number | undefined> =>
  (
    await server.database.dataSource.query<readonly { readonly n: number }[]>(
      `SELECT count(*) AS n FROM ${table} WHERE name = $1`,
      [name],
    )
  )[0]?.n;

const etagOf = async (path: string): Promise<string> => (await admin.get(path)).headers.etag ?? '';

let keys = 0;
const newKey = (): Readonly<Record<string, string>> => {
  keys += 1;
  return { 'idempotency-key': `key-${keys}` };
};

describe('a change with an Idempotency-Key', () => {
  it('is made once, and answered alike the second time', async () => {
    const key = newKey();
    const first = await admin.post('/countries', country('Andorra', 'AD'), key);
    const second = await admin.post('/countries', country('Andorra', 'AD'), key);

    expect(first.status).toBe(201);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(second.headers).toMatchObject({
      'idempotency-replayed': 'true',
      location: first.headers.location,
      etag: first.headers.etag,
      'content-type': jsonApiType,
    });
    expect(await rowsNamed('countries', 'Andorra')).toBe(1);
  });

  it('is answered as it was then, also when the record has changed or gone since', async () => {
    const key = newKey();
    const first = await admin.post('/countries', country('Angola', 'AO'), key);
    await admin.remove(`/countries/${dataOf(first).id}`);

    expect((await admin.post('/countries', country('Angola', 'AO'), key)).body).toBe(first.body);
    expect(await rowsNamed('countries', 'Angola')).toBe(0);
  });

  it('can be a change or a deletion, too', async () => {
    const { id } = dataOf(await admin.post('/countries', country('Aruba', 'AW')));
    const [changing, removing] = [newKey(), newKey()];
    const data = { type: 'countries', id, attributes: { name: 'Aruba!' } };
    const changed = await admin.patch(`/countries/${id}`, data, changing);
    const removed = await admin.remove(`/countries/${id}`, removing);

    expect([changed.status, removed.status]).toEqual([200, 204]);
    expect(await admin.patch(`/countries/${id}`, data, changing)).toMatchObject({ status: 200, body: changed.body });
    const again = await admin.remove(`/countries/${id}`, removing);
    expect(again).toMatchObject({ status: 204, body: '', headers: { 'idempotency-replayed': 'true' } });
  });

  it('is made once by many requests at the same time, which all get the one answer', async () => {
    const key = newKey();
    const post = () =>
      admin.post(
        '/payments',
        {
          type: 'payments',
          attributes: { amount: '3.5', notes: 'once' },
          relationships: linked({ account: ['accounts', 75] }),
        },
        key,
      );
    const before = dataOf(await admin.get('/accounts/75')).attributes['balance'];
    const answers = await Promise.all(Array.from({ length: 20 }, post));

    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
    const rows = await server.database.dataSource.query<readonly unknown[]>(
      `SELECT FROM payments WHERE comment = 'once'`,
    );
    expect(rows).toHaveLength(1);
    expect(before).toBe('0.0');
    expect(dataOf(await admin.get('/accounts/75')).attributes['balance']).toBe('3.5');
  });

  it.each([
    ['body', 'POST', '/invoice-templates', 'b'],
    ['path', 'POST', '/invoice-template', 'a'],
    ['method', 'PUT', '/invoice-templates', 'a'],
  ])('is refused when its key came with another %s', async (what, method, path, name) => {
    const template = (own: string) => ({
      type: 'invoice-templates',
      attributes: { name: `${own} of ${what}`, filename: `${own}.odt` },
    });
    const key = newKey();
    const { id } = dataOf(await admin.post('/invoice-templates', template('a'), key));
    const isPut = method === 'PUT';
    const answer = await admin.send(
      method,
      isPut ? `${path}/${id}` : path,
      { ...template(name), ...(isPut && { id }) },
      key,
    );

    expect(answer.status).toBe(409);
    expect(refusalsOf(answer)).toEqual(['409 | The Idempotency-Key belongs to another request.']);
    expect(await rowsNamed('invoice_templates', `a of ${what}`)).toBe(1);
    expect(await rowsNamed('invoice_templates', `b of ${what}`)).toBe(0);
  });

  it('leaves no trace when it is refused: the key is free for a better attempt', async () => {
    const key = newKey();
    expect((await admin.post('/countries', country('Benin', 'bj'), key)).status).toBe(422);
    expect((await admin.post('/countries', country('Benin', 'BJ'), key)).status).toBe(201);
  });

  it.each(['', ' ', 'a b', 'ключ'.normalize(), 'x'.repeat(256)])('is refused with the key %j', async (key) => {
    const header = { 'idempotency-key': Buffer.from(key).toString('latin1') };
    const answer = await admin.post('/countries', country('Bhutan', 'BT'), header);

    expect(answer.status).toBe(400);
    expect(refusalsOf(answer)).toEqual([
      '400 | Idempotency-Key must be one to 255 visible characters of ASCII, without blanks.',
    ]);
    expect(await rowsNamed('countries', 'Bhutan')).toBe(0);
  });

  it('is of one caller: the same key of another has nothing to do with it', async () => {
    await server.database.dataSource.query(
      `INSERT INTO admin_users (id, username, password_hash) VALUES (140, 'other', 'x')`,
    );
    const key = newKey();
    await admin.post('/countries', country('Bolivia', 'BO'), key);
    await server.database.dataSource.query(`UPDATE idempotency_keys SET caller = 'admin:140' WHERE key = $1`, [
      key['idempotency-key'],
    ]);
    const answer = await admin.post('/countries', country('Brazil', 'BR'), key);

    expect(answer).toMatchObject({ status: 201 });
    expect(answer.headers['idempotency-replayed']).toBeUndefined();
  });

  it('is forgotten after a day', async () => {
    const key = newKey();
    await admin.post('/countries', country('Burundi', 'BI'), key);
    server.clock.moveTo('2026-03-02T11:59:59Z');
    expect((await admin.post('/countries', country('Burundi', 'BI'), key)).status).toBe(201);

    server.clock.moveTo('2026-03-02T12:00:01Z');
    const answer = await admin.post('/countries', country('Burundi', 'BI'), key);
    expect(answer.status).toBe(422);
    server.clock.moveTo('2026-03-01T12:00:00Z');
    const kept = await server.database.dataSource.query<readonly unknown[]>(
      'SELECT FROM idempotency_keys WHERE key = $1',
      [key['idempotency-key']],
    );
    // What was refused is undone, the forgetting with it.
    expect(kept).toHaveLength(1);
  });

  it('takes what was forgotten out of the table', async () => {
    await server.database.dataSource.query(
      `INSERT INTO idempotency_keys (caller, key, request_digest, status, created_at)
       SELECT 'admin:139', 'old-' || n, 'x', 204, '2026-01-01T00:00:00Z' FROM generate_series(1, 150) n`,
    );
    const left = async () =>
      (
        await server.database.dataSource.query<readonly unknown[]>(
          `SELECT FROM idempotency_keys WHERE key LIKE 'old-%'`,
        )
      ).length;
    await admin.patch('/network-types/1', rename('Mobile'), newKey());
    expect(await left()).toBe(50);
    await admin.patch('/network-types/1', rename('Mobile'), newKey());
    expect(await left()).toBe(0);
  });
});

describe('a change with If-Match', () => {
  const path = '/network-types/1';

  it('is made of the version that the client has read', async () => {
    const answer = await admin.patch(path, rename('Mobile 1'), { 'if-match': await etagOf(path) });

    expect(answer.status).toBe(200);
    expect(answer.headers.etag).toBe(await etagOf(path));
  });

  it('is made of any version for *, and of one of several', async () => {
    const etag = await etagOf(path);

    expect((await admin.patch(path, rename('Mobile 2'), { 'if-match': '*' })).status).toBe(200);
    expect((await admin.patch(path, rename('Mobile 3'), { 'if-match': etag })).status).toBe(412);
    const current = await etagOf(path);
    expect((await admin.patch(path, rename('Mobile 4'), { 'if-match': `W/"x", ${current}` })).status).toBe(200);
  });

  it.each(['W/"00000000000000000000000000000000"', 'nonsense', ''])(
    'is refused for %j, and nothing is done',
    async (tag) => {
      const before = await admin.get(path);
      const answer = await admin.patch(path, rename('Never'), { 'if-match': tag });

      expect(answer.status).toBe(412);
      expect(refusalsOf(answer)).toEqual(['412 | The record is another version than If-Match means.']);
      expect((await admin.get(path)).body).toBe(before.body);
      expect((await admin.remove(path, { 'if-match': tag })).status).toBe(412);
    },
  );

  it('of a record that does not exist is answered 404', async () => {
    expect((await admin.remove('/network-types/999', { 'if-match': '*' })).status).toBe(404);
  });

  it('is made by one of many who have read the same version, and the others learn that they are late', async () => {
    const etag = await etagOf(path);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => admin.patch(path, rename(`Mobile by ${index}`), { 'if-match': etag })),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
  });

  it('and a key is answered as it was made, although the version is another since', async () => {
    const headers = { 'if-match': await etagOf(path), ...newKey() };
    const first = await admin.patch(path, rename('Mobile once'), headers);

    expect(first.status).toBe(200);
    expect(await admin.patch(path, rename('Mobile once'), headers)).toMatchObject({ status: 200, body: first.body });
  });

  it('knows the version of every writable record as it is read, and of a balance by its account', async () => {
    for (const one of [
      '/accounts/74',
      '/contractors/1',
      '/contacts/1',
      '/services/3',
      '/service-types/1',
      '/currencies/1',
    ]) {
      const [, type, id] = one.split('/');
      expect(await admin.patch(one, { type, id }, { 'if-match': await etagOf(one) })).toMatchObject({ status: 200 });
    }
    const balance = { type: 'balances', id: '7400', attributes: { balance: 1 } };
    const etag = await etagOf('/accounts/74');
    expect((await admin.patch('/accounts/7400/balance', balance, { 'if-match': etag })).status).toBe(200);
    expect((await admin.patch('/accounts/7400/balance', balance, { 'if-match': etag })).status).toBe(412);
  });
});

describe('the transaction of a change', () => {
  it('is in the name of the admin user, at the time of the clock', async () => {
    await server.database.dataSource.query(`
      CREATE TABLE seen (actor text, at text);
      CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO seen VALUES (current_setting('ledger.actor'), current_setting('ledger.at'));
        RETURN NULL;
      END $$;
      CREATE TRIGGER see AFTER UPDATE ON network_types FOR EACH ROW EXECUTE FUNCTION see()`);
    await admin.patch('/network-types/1', rename('Seen'));

    expect(await server.database.dataSource.query('SELECT * FROM seen')).toEqual([
      { actor: 'admin:139', at: '2026-03-01T12:00:00Z' },
    ]);
  });
});

describe('the headers of a change', () => {
  const body = country('Cuba', 'CU');

  it.each([
    ['POST', '/countries'],
    ['PATCH', '/countries/1'],
    ['PUT', '/countries/1'],
  ])('of %s name the media type of the document', async (method, path) => {
    for (const type of ['application/json', 'text/plain', '']) {
      const answer = await admin.send(method, path, body, { 'content-type': type });

      expect(answer.status).toBe(415);
      expect(refusalsOf(answer)).toEqual([
        `415 | All requests that create or update must use the 'application/vnd.api+json' Content-Type. This request specified '${type}'.`,
      ]);
    }
  });

  it('may name it with parameters', async () => {
    const answer = await admin.post('/countries', body, { 'content-type': `${jsonApiType}; charset=utf-8` });

    expect(answer.status).toBe(201);
  });

  it('must accept the answer, which is asked after the media type', async () => {
    const accept = 'text/html';

    expect((await admin.post('/countries', body, { accept })).status).toBe(406);
    expect((await admin.remove('/countries/1', { accept })).status).toBe(406);
    expect((await admin.post('/countries', body, { accept, 'content-type': 'application/json' })).status).toBe(415);
  });

  it.each(['POST', 'PATCH', 'DELETE'])('of %s carry a token, or nothing else is looked at', async (method) => {
    const path = `${adminPrefix}/countries${method === 'POST' ? '' : '/1'}`;
    const headers = { 'content-type': jsonApiType, 'content-length': 3 };

    expect(await server.send(path, { method, headers, body: '{"a' })).toMatchObject({ status: 401, body: '' });
    expect(
      await server.send(path, { method, headers: { ...headers, authorization: tokens.root }, body: '{"a' }),
    ).toMatchObject({ status: 401 });
  });
});

describe('the document of a change', () => {
  it.each<[string, string, string]>([
    ['is no JSON', '{', '400 | The request body is not valid JSON.'],
    ['is no object', '1', '400 | Request must be a hash'],
    ['is missing', '', '106 | The required parameter, data, is missing.'],
    ['has a list for data', '{"data":[]}', '122 | Data must be a hash.'],
    ['has no type', '{"data":{"attributes":{}}}', '106 | The required parameter, type, is missing.'],
    ['has another type', '{"data":{"type":"networks"}}', '101 | networks is not a valid resource.'],
    ['brings an id', '{"data":{"type":"countries","id":"7"}}', '105 | id is not allowed.'],
  ])('is refused when it %s', async (_, body, refusal) => {
    const answer = await admin.post('/countries', body);

    expect(answer.status).toBe(400);
    expect(refusalsOf(answer)).toEqual([refusal]);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-cache', 'content-type': jsonApiType });
  });

  it.each<[string, unknown, string]>([
    ['is no object', 'x', '115 | Data is not a valid Links Object.'],
    ['has no id', { type: 'contractors' }, '115 | Data is not a valid Links Object.'],
    [
      'has another type',
      { type: 'smtp-connections', id: '1' },
      '116 | smtp_connections is not a valid type for this operation.',
    ],
    ['has an id that is no number', { type: 'contractors', id: 'x' }, '103 | x is not a valid value for id.'],
  ])('is refused when a linkage %s', async (_, data, refusal) => {
    const answer = await admin.post('/contacts', { type: 'contacts', relationships: { contractor: { data } } });

    expect(answer.status).toBe(400);
    expect(refusalsOf(answer)).toEqual([refusal]);
  });

  it.each<[string, object, string]>([
    ['names no record', { type: 'countries' }, '109 | The resource object does not contain a key.'],
    ['names another record', { type: 'countries', id: '2' }, '110 | The URL does not support the key 2'],
  ])('is refused when it %s', async (_, data, refusal) => {
    expect(refusalsOf(await admin.patch('/countries/1', data))).toEqual([refusal]);
  });

  it.each([
    ['abc', 400, '103 | abc is not a valid value for id.'],
    ['999', 404, '404 | The record identified by 999 could not be found.'],
    ['99999999999', 404, '404 | The record identified by 99999999999 could not be found.'],
    ['-1', 404, '404 | The record identified by -1 could not be found.'],
  ])('cannot change or delete the record %s, which does not exist', async (id, status, refusal) => {
    const changed = await admin.patch(`/countries/${id}`, { type: 'countries', id });
    const removed = await admin.remove(`/countries/${id}`);

    expect([changed.status, removed.status]).toEqual([status, status]);
    expect([refusalsOf(changed), refusalsOf(removed)]).toEqual([[refusal], [refusal]]);
  });

  it('cannot change or delete a contact that the API does not show', async () => {
    await server.database.dataSource.query(`INSERT INTO contacts (id, email) VALUES (99, 'admin@here.test')`);

    expect((await admin.patch('/contacts/99', { type: 'contacts', id: '99' })).status).toBe(404);
    expect((await admin.remove('/contacts/99')).status).toBe(404);
  });

  it.each(['include=contractor', 'fields[contacts]=email', 'page=1', 'colour=red', 'withTotals=true'])(
    'takes no parameter that would shape the answer: %s',
    async (query) => {
      const answer = await admin.post(`/contacts?${query}`, { type: 'contacts' });

      expect(answer.status).toBe(400);
      expect(refusalsOf(answer)[0]).toMatch(/^105 /);
    },
  );

  it('is written under the second path of a resource as under the first', async () => {
    const answer = await admin.post('/invoice-template', {
      type: 'invoice-templates',
      attributes: { name: 'by the other path', filename: 'x.odt' },
    });

    expect(answer.status).toBe(201);
    expect(answer.headers.location).toMatch(/\/invoice-templates\/\d+$/);
  });
});
