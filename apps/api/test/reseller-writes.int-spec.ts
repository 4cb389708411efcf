import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refused, resellerAction, resellerExposures } from '@org/invoice-domain';
import { flatBody, onRecord, textMember, theRecord } from '@org/json-api';
import { resellerActionController } from '../src/reseller/actions/reseller-action.controller.js';
import { idInPath } from '../src/http/path-id.js';
import type { ChangeHandler } from '../src/reseller/actions/reseller-handler.js';
import { jsonApiType } from './support/admin-requests.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

/** An action such as the API's own: it gives an invoice another number. */
const renumber = resellerAction('renumberInvoice', {
  on: onRecord(resellerExposures.invoice),
  path: 'renumber',
  right: 'approve-invoice',
  body: flatBody('Renumbering', { documentId: textMember() }),
  refusals: ['already-completed'],
  answers: theRecord,
  summary: 'Give an invoice another number',
});

const handler: ChangeHandler<typeof renumber> = {
  lock: async ({ manager, scope, ids }) => {
    const id = idInPath('invoice', ids.invoices);
    await manager.query('SELECT FROM invoices WHERE id = $1 AND reseller_id = $2 FOR UPDATE', [id, scope.resellerId]);
    return id;
  },
  perform: async ({ manager, ids: { invoices: id }, body }) => {
    if (body.documentId === 'refused') throw new Refused('already-completed');
    await manager.query('UPDATE invoices SET reference = $2 WHERE id = $1', [id, body.documentId]);
    return id;
  },
};

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp({ extra: [resellerActionController(renumber, () => handler)] });
});

afterAll(() => server.close());

type Headers = Readonly<Record<string, string>>;

const post = (token: string, path: string, body: string, headers: Headers = {}) =>
  server.send(`/api/v3/resellers/${path}`, {
    method: 'POST',
    headers: { 'x-api-token': token, 'content-type': jsonApiType, ...headers },
    body,
  });

const get = (path: string) => server.send(`/api/v3/resellers/${path}`, { headers: { 'x-api-token': tokens.root } });

const named = (name: string): string => JSON.stringify({ document_id: name });

const codesOf = (body: string): readonly string[] =>
  (JSON.parse(body) as { readonly errors: readonly { readonly code: string }[] }).errors.map(({ code }) => code);

const referenceOf = async (id: number): Promise<string> => {
  const [row] = await server.database.dataSource.query<readonly { readonly reference: string }[]>(
    'SELECT reference FROM invoices WHERE id = $1',
    [id],
  );
  return row?.reference ?? '';
};

describe('a change through the reseller API', () => {
  it('answers with the record, byte for byte as a request for it does, with the same ETag', async () => {
    const changed = await post(tokens.root, '1/invoices/19/renumber', named('ERP-1'));
    const shown = await get('1/invoices/19');

    expect(changed.status).toBe(200);
    expect(changed.body).toBe(shown.body);
    expect(changed.headers['etag']).toBe(shown.headers['etag']);
    expect(changed.body).toContain('"document_id":"ERP-1"');
  });

  it('reaches a reseller below through its path', async () => {
    expect((await post(tokens.root, '2/invoices/119/renumber', named('ERP-2'))).status).toBe(200);
  });

  it('is made once for each idempotency key, also after the record has changed', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await post(tokens.root, '1/invoices/19/renumber', named('once'), headers);
    await post(tokens.root, '1/invoices/19/renumber', named('later'));
    const second = await post(tokens.root, '1/invoices/19/renumber', named('once'), headers);

    expect(second.body).toBe(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await referenceOf(19)).toBe('later');
    const other = await post(tokens.root, '1/invoices/19/renumber', named('other'), headers);
    expect([other.status, codesOf(other.body)]).toEqual([409, ['IDEMPOTENCY-KEY-REUSED']]);
  });

  it('is made of no other version than If-Match means', async () => {
    const { headers } = await get('1/invoices/19');
    await post(tokens.root, '1/invoices/19/renumber', named('between'));
    const stale = await post(tokens.root, '1/invoices/19/renumber', named('stale'), {
      'if-match': String(headers['etag']),
    });

    expect([stale.status, codesOf(stale.body)]).toEqual([412, ['PRECONDITION-FAILED']]);
    expect(await referenceOf(19)).toBe('between');
  });

  it('words what a rule refuses, and leaves nothing behind', async () => {
    const answer = await post(tokens.root, '1/invoices/19/renumber', named('refused'));

    expect(answer.status).toBe(400);
    expect(answer.json()).toEqual({
      errors: [{ status: '400', code: 'INVOICE-0015', title: 'The invoice has already been completed' }],
    });
  });

  it.each([
    ['another reseller’s record', '1/invoices/119/renumber'],
    ['a record that does not exist', '1/invoices/4711/renumber'],
    ['an id that is no number', '1/invoices/abc/renumber'],
    ['an id beyond all measure', `1/invoices/${'9'.repeat(40)}/renumber`],
  ])('finds nothing for %s', async (_, path) => {
    const answer = await post(tokens.root, path, named('x'));

    expect([answer.status, codesOf(answer.body)]).toEqual([404, ['INVOICE-NOT-FOUND']]);
    expect(answer.body).toBe((await get('1/invoices/4711')).body);
  });
});

describe('of a change through the reseller API are checked, in this order,', () => {
  const good = { accept: jsonApiType, 'content-type': jsonApiType };
  const bad = { accept: 'text/html', 'content-type': 'application/json' };
  const acceptable = { ...bad, accept: '*/*' };
  const nowhere = '4711/invoices/4711/renumber';

  it.each([
    ['the token', bad, ['unknown', `${nowhere}?x=1`, '{}'], [401, 'UNAUTHORIZED']],
    ['Accept', bad, [tokens.sales, `${nowhere}?x=1`, '{}'], [406, 'NOT-ACCEPTABLE']],
    ['the query', acceptable, [tokens.sales, `${nowhere}?x=1`, '{}'], [400, 'INVALID-PARAMETER']],
    ['Content-Type', acceptable, [tokens.sales, nowhere, '{}'], [415, 'UNSUPPORTED-MEDIA-TYPE']],
    ['the role of a salesman', good, [tokens.sales, nowhere, '{}'], [403, 'FORBIDDEN']],
    ['the role of a product owner', good, [tokens.owner, nowhere, '{}'], [403, 'FORBIDDEN']],
    ['the reseller', good, [tokens.child, '1/invoices/4711/renumber', '{'], [404, 'RESELLER-NOT-FOUND']],
    ['that the body is JSON', good, [tokens.child, '2/invoices/4711/renumber', '{'], [400, 'INVALID-BODY']],
    ['the members of the body', good, [tokens.child, '2/invoices/4711/renumber', '{}'], [400, 'INVALID-BODY']],
    ['the record', good, [tokens.child, '2/invoices/4711/renumber', named('x')], [404, 'INVOICE-NOT-FOUND']],
  ] as const)('%s', async (_, headers, [token, path, body], [status, code]) => {
    const answer = await post(token, path, body, headers);

    expect([answer.status, codesOf(answer.body)]).toEqual([status, [code]]);
  });

  it('a body that is not there at all', async () => {
    const answer = await server.send('/api/v3/resellers/1/invoices/19/renumber', {
      method: 'POST',
      headers: { 'x-api-token': tokens.root },
    });

    expect([answer.status, codesOf(answer.body)]).toEqual([400, ['INVALID-BODY']]);
  });

  it.each([
    'include=charges',
    'fields[invoices]=total',
    'filter[id]=1',
    'sort=id',
    'page[size]=1',
    'page=1',
    'withTotals=true',
  ])('that there is no parameter such as %s', async (query) => {
    const answer = await post(tokens.root, `1/invoices/19/renumber?${query}`, named('x'));

    expect([answer.status, codesOf(answer.body)]).toEqual([400, ['INVALID-PARAMETER']]);
  });
});

describe('a manager’s change', () => {
  it('is kept in the manager’s name', async () => {
    const manager = await server.database.dataSource.query<readonly { readonly id: number }[]>(
      'SELECT id FROM managers WHERE name = $1',
      [tokens.root],
    );
    const events = await server.database.dataSource.query<readonly { readonly actor: string }[]>(
      'SELECT actor FROM invoice_events WHERE invoice_id = 19 ORDER BY id DESC LIMIT 1',
    );
    expect(events).toEqual([{ actor: `manager:${String(manager[0]?.id)}` }]);
  });
});
