import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '@org/tools/testing';
import { gzipSync } from 'node:zlib';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp();
});

afterAll(() => server.close());

type Row = Readonly<Record<string, string | number>>;

const send = (type: string, id: string, ...rows: readonly Row[]): Promise<Answer> =>
  server.send(`/api/rest/admin/${type}`, {
    method: 'POST',
    headers: {
      authorization: server.adminToken(),
      'content-type': 'application/x-ndjson',
      'content-encoding': 'gzip',
      'idempotency-key': id,
    },
    body: gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
  });

const attributesOf = (answer: Answer) =>
  (answer.json() as { data: { attributes: Readonly<Record<string, unknown>> } }).data.attributes;

const balance = async () => {
  const [found] = await server.database.dataSource.query<readonly { balance: string }[]>(
    'SELECT balance::text FROM accounts WHERE id = 75',
  );
  return Number(found?.balance);
};

const charge: Row = {
  external_key: 'c1',
  account_id: 75,
  subscription_key: 's1',
  name: 'Cloud PBX',
  description: 'Cloud PBX, February',
  type: 'Charge::Renew',
  status: 'blocked',
  quantity: 1,
  duration: 1,
  operate_from: '2026-02-01',
  operate_to: '2026-03-01',
  unit_price: 20,
};

const kinds: readonly (readonly [type: string, row: Row, debit: number])[] = [
  [
    'subscription-batches',
    { external_key: 's1', account_id: 75, plan_id: 9, name: 'Cloud PBX', status: 'active', payment_model: 'postpay' },
    0,
  ],
  ['charge-batches', charge, 20],
  ['tax-batches', { external_key: 't1', account_id: 75, charge_key: 'c1', name: 'VAT', value: 4 }, 4],
  ['correction-batches', { external_key: 'k1', account_id: 75, status: 'approved', total: -1.5 }, -1.5],
  [
    'payment-batches',
    { external_key: 'p1', account_id: 75, document_id: 'P1', status: 'completed', initial_total: 30 },
    -30,
  ],
];

describe('batches of commerce', () => {
  it.each(kinds)(
    'are imported once by their id, and their rows once by their external key: %s',
    async (type, row, debit) => {
      const before = await balance();
      const bad = { ...row, external_key: 'bad', account_id: 9 };
      const first = await send(type, 'a', row, bad);
      expect(first).toMatchObject({ status: 201, headers: { location: expect.stringMatching(`/${type}/a$`) } });
      expect(attributesOf(first)).toMatchObject({
        received: 2,
        accepted: 1,
        'already-there': 0,
        rejected: 1,
        rejects: [{ line: 2, reason: "account_id names none of the ledger's accounts: 9" }],
      });
      expect(await send(type, 'a', row, bad)).toMatchObject({ status: 200, body: first.body });
      expect(await send(type, 'a', row)).toMatchObject({ status: 409 });
      expect(attributesOf(await send(type, 'b', row))).toMatchObject({ accepted: 0, 'already-there': 1, rejected: 0 });
      expect(await balance()).toBe(before - debit);

      const kept = await server.send(`/api/rest/admin/${type}/a`, { headers: { authorization: server.adminToken() } });
      expect(kept).toMatchObject({ status: 200, body: first.body });
    },
  );

  it('are one transaction each', async () => {
    const { dataSource } = server.database;
    const before = await balance();
    await dataSource.query(`ALTER TABLE usage_batches ADD CONSTRAINT refused CHECK (id <> 'c')`);
    const answer = await send('charge-batches', 'c', { ...charge, external_key: 'c2' });
    await dataSource.query('ALTER TABLE usage_batches DROP CONSTRAINT refused');
    expect(answer.status).toBe(500);
    expect(await balance()).toBe(before);
    expect(await dataSource.query(`SELECT FROM charges WHERE external_key = 'c2'`)).toEqual([]);
  });

  it('leave the balance that accounts show', async () => {
    const answer = await server.send('/api/rest/admin/accounts/75', {
      headers: { authorization: server.adminToken() },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain(`"balance":"${(await balance()).toFixed(1)}"`);
  });
});
