import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UndoneImports } from '@org/invoice-domain/persistence';
import { importIdOf } from '@org/invoice-domain';
import { prepareJobs } from '../src/billing/prepare-jobs.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;

beforeEach(async () => {
  server = await startTestApp();
  await prepareJobs(server.database.dataSource, server.database.url);
});

afterEach(() => server.close());

const rows = (sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  server.database.dataSource.query(sql);

const send = (method: string, path: string, body?: object) =>
  server.send(`/api/rest/admin/${path}`, {
    method,
    headers: {
      authorization: server.adminToken(),
      ...(body === undefined ? {} : { 'content-type': 'application/vnd.api+json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const sendRows = (type: string, id: string, ...sent: readonly object[]) =>
  server.send(`/api/rest/admin/${type}`, {
    method: 'POST',
    headers: {
      authorization: server.adminToken(),
      'content-type': 'application/x-ndjson',
      'idempotency-key': id,
    },
    body: sent.map((row) => `${JSON.stringify(row)}\n`).join(''),
  });

const call = (id: number, price: string) => ({
  ...{ id, time_start: '2026-02-05T10:00:00Z', is_last_cdr: true, duration: 60, success: true },
  ...{ customer_account_id: 75, customer_price: price },
});

interface Document {
  readonly data: { readonly id: string; readonly attributes: Readonly<Record<string, unknown>> };
}

const latest = async (): Promise<Document['data']> => {
  const { data } = (await send('GET', 'imports?sort=-id&page[size]=1')).json() as { readonly data: Document['data'][] };
  const [last] = data;
  if (last === undefined) throw new Error('there is no import');
  return last;
};

/** Attributes of revisions, the latest first. @param filter without its first word: `record-key_eq]=901` */
const revisionsBy = async (filter: string): Promise<readonly Document['data']['attributes'][]> => {
  const answer = await send('GET', `usage-revisions?sort=-id&filter[${filter}`);
  return (answer.json() as { readonly data: Document['data'][] }).data.map(({ attributes }) => attributes);
};

const undone = (id: string) => server.app.get(UndoneImports).undo(importIdOf(Number(id)));

describe('a batch', () => {
  it('is an import, with who sent it and what it added', async () => {
    await sendRows('cdr-batches', 'monday', call(901, '1.10'), call(902, '2'));
    const { id, attributes } = await latest();

    expect(attributes).toMatchObject({
      ...{ kind: 'cdrs', name: 'monday', source: 'batch', state: 'Finished', actor: 'admin:139' },
      ...{ 'read-count': 2, 'added-count': 2, 'already-there-count': 0, 'rejected-count': 0 },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      sums: [{ currency: 'USD', customerPrice: '3.1', vendorPrice: '0' }],
    });
    expect(await rows(`SELECT id FROM cdrs WHERE import_id = ${id} ORDER BY id`)).toEqual([{ id: 901 }, { id: 902 }]);
    expect((await send('GET', 'imports?filter[name_eq]=monday&filter[kind_eq]=cdrs')).json()).toMatchObject({
      data: [{ id }],
    });
  });
});

describe('POST /imports/{id}/undo', () => {
  it('takes out what the import has added, by a job and once, and tells who wanted it', async () => {
    await sendRows('cdr-batches', 'monday', call(901, '1.10'));
    const { id } = await latest();
    const answer = await send('POST', `imports/${id}/undo`, { meta: { reason: 'the wrong month' } });

    expect([answer.status, answer.json()]).toMatchObject([
      202,
      { data: { id, attributes: { state: 'Undoing', 'undone-by': 'admin:139', reason: 'the wrong month' } } },
    ]);
    expect((await send('POST', `imports/${id}/undo`)).status).toBe(202);
    expect(await rows(`SELECT data FROM pgboss.job WHERE name = 'undo-import'`)).toEqual([
      { data: { job: 'undo-import', importId: Number(id) } },
    ]);
    await undone(id);
    expect(await rows('SELECT FROM cdrs WHERE id = 901')).toEqual([]);
    expect((await send('GET', `imports/${id}`)).json()).toMatchObject({ data: { attributes: { state: 'Undone' } } });
    expect((await sendRows('cdr-batches', 'monday again', call(901, '1.10'))).status).toBe(400);
    expect((await sendRows('cdr-batches', 'monday-again', call(901, '1.10'))).json()).toMatchObject({
      data: { attributes: { accepted: 1 } },
    });
  });

  it('is refused for what cannot be undone', async () => {
    await rows(`INSERT INTO imports (id, kind, name, source, state, actor, started_at, finished_at)
      VALUES (90, 'taxes', 'taxes.csv', 'file', 'finished', 'job:ingest', now(), now())`);
    const refused = await send('POST', 'imports/90/undo');

    expect([refused.status, refused.json()]).toMatchObject([
      422,
      { errors: [{ title: 'Only imports of calls and of transactions can be undone', source: { pointer: '/data' } }] },
    ]);
    expect((await send('POST', 'imports/4711/undo')).status).toBe(404);
    expect((await send('POST', 'imports/abc/undo')).status).toBe(400);
  });
});

describe('GET /usage-revisions', () => {
  it('tells what a call was, who changed it and why, by the call, its time, its accounts and its import', async () => {
    const served = { ...call(901, '1.10'), vendor_account_id: 74 };
    await sendRows('cdr-batches', 'monday', served, call(902, '2'));
    const { id } = await latest();
    const replaced = { ...served, customer_price: '0.9', reason: 'the old rate' };
    await sendRows('cdr-replacement-batches', 'mended', replaced);
    await sendRows('cdr-void-batches', 'gone', { id: 901, time_start: served.time_start, reason: 'a test call' });

    const [voided, former] = await revisionsBy('record-key_eq]=901');
    expect(former).toMatchObject({
      ...{ kind: 'cdrs', 'record-key': '901', at: '2026-02-05T10:00:00.000Z', change: 'replaced' },
      ...{ 'account-id': 75, 'vendor-account-id': 74, 'import-id': Number(id) },
      ...{ actor: 'admin:139', reason: 'the old rate', 'created-at': '2026-03-01T12:00:00.000Z' },
      record: { id: 901, customer_account_id: 75, customer_price: 1.1 },
    });
    expect(voided).toMatchObject({ change: 'voided', reason: 'a test call', record: { customer_price: 0.9 } });
    const both = [voided, former];
    expect(await revisionsBy('account-id_eq]=75')).toEqual(both);
    expect(await revisionsBy('vendor-account-id_eq]=74')).toEqual(both);
    expect(await revisionsBy(`import-id_eq]=${id}`)).toEqual(both);
    expect(await revisionsBy('at_eq]=2026-02-05T10:00:00Z')).toEqual(both);
    expect(await revisionsBy('change_eq]=voided&filter[kind_eq]=cdrs&filter[account-id_eq]=75')).toEqual([voided]);
    expect(await revisionsBy('record-key_eq]=902')).toEqual([]);
  });

  it('tells it of a transaction by its uuid, and of whatever an import had brought that was undone', async () => {
    const uuid = '00000000-0000-4000-8000-000000000901';
    const row = { uuid, account_id: 75, amount: '12.5', created_at: '2026-02-05T10:00:00Z' };
    await sendRows('transaction-batches', 'fees', row);
    const { id } = await latest();
    await send('POST', `imports/${id}/undo`, { meta: { reason: 'the wrong month' } });
    await undone(id);

    expect(await revisionsBy(`record-key_eq]=${uuid}`)).toMatchObject([
      { kind: 'transactions', change: 'undone', 'account-id': 75, 'vendor-account-id': null, record: { amount: 12.5 } },
    ]);
    expect(await revisionsBy(`import-id_eq]=${id}`)).toHaveLength(1);
  });

  it('are read, and never written', async () => {
    const [{ id } = { id: 0 }] = await rows('SELECT id FROM usage_revisions');
    expect((await send('GET', `usage-revisions/${String(id)}`)).status).toBe(200);
    expect((await send('DELETE', `usage-revisions/${String(id)}`)).status).toBe(404);
    await expect(rows('DELETE FROM usage_revisions')).rejects.toThrow();
  });
});

describe('a call of an approved invoice', () => {
  const february = {
    data: {
      type: 'invoices',
      attributes: { 'start-date': '2026-02-01', 'end-date': '2026-03-01' },
      relationships: { account: { data: { type: 'accounts', id: '75' } } },
    },
  };

  it('is voided by a batch, which leaves the invoice and offers a correction', async () => {
    await sendRows('cdr-batches', 'monday', call(901, '1.10'), call(902, '2'));
    const { data } = (await send('POST', 'invoices', february)).json() as Document;
    await rows(`INSERT INTO stale_invoices (invoice_id, since) SELECT id, now() FROM invoices WHERE id = ${data.id}`);
    await rows(`UPDATE invoices SET state = 'pending', filled_at = now() WHERE id = ${data.id}`);
    await send('POST', `invoices/${data.id}/refill`);
    expect((await send('POST', `invoices/${data.id}/approve`)).status).toBe(200);
    const wrong = { id: 901, time_start: '2026-02-05T10:00:00Z', reason: 'a test call' };
    const [first, again] = [
      await sendRows('cdr-void-batches', 'voids-1', wrong),
      await sendRows('cdr-void-batches', 'voids-2', wrong),
    ];

    expect(first.json()).toMatchObject({ data: { attributes: { accepted: 1, rejected: 0 } } });
    expect(again.json()).toMatchObject({ data: { attributes: { accepted: 0, 'already-there': 1 } } });
    expect(
      await rows(`SELECT status, trim_scale(total)::text AS total FROM corrections WHERE late_invoice_id = ${data.id}`),
    ).toEqual([{ status: 'approval_required', total: '-1.1' }]);
    expect(await revisionsBy('record-key_eq]=901')).toMatchObject([{ actor: 'admin:139', reason: 'a test call' }]);
  });

  it('is no void without a reason', async () => {
    expect(
      (await sendRows('cdr-void-batches', 'voids', { id: 901, time_start: '2026-02-05T10:00:00Z' })).json(),
    ).toMatchObject({ data: { attributes: { rejected: 1, rejects: [{ line: 1, reason: 'reason is missing' }] } } });
  });
});
