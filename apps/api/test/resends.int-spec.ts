import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '@org/tools/testing';
import { AdminRequests, dataOf } from './support/admin-requests.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

let server: TestApp;
let admin: AdminRequests;

beforeAll(async () => {
  server = await startTestApp();
  admin = new AdminRequests(server);
});

afterAll(() => server.close());

type Row = Readonly<Record<string, string | number | boolean>>;

let batches = 0;

const send = (kind: string, ...rows: readonly Row[]): Promise<Answer> =>
  sendAs(`resend-${(batches += 1)}`, kind, ...rows);

const sendAs = (id: string, kind: string, ...rows: readonly Row[]): Promise<Answer> =>
  server.send(`/api/rest/admin/${kind}-batches`, {
    method: 'POST',
    headers: { authorization: server.adminToken(), 'content-type': 'application/x-ndjson', 'idempotency-key': id },
    body: rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  });

const reportOf = (answer: Answer): Readonly<Record<string, unknown>> => dataOf(answer).attributes;

const ofReseller = async (path: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const answer = await server.send(`/api/v3/resellers/1/${path}`, { headers: { 'x-api-token': tokens.root } });
  return (answer.json() as { data: { attributes: Readonly<Record<string, unknown>> }[] }).data.map(
    ({ attributes }) => attributes,
  );
};

/** Balance of account 74 on the admin wire. */
const balance = async (): Promise<unknown> => dataOf(await admin.get('/accounts/74')).attributes['balance'];

/** Movements of account 74 as both wires list them. */
const movements = async (): Promise<readonly string[]> => {
  const [byAdmin, byReseller] = [
    ((await admin.get('/accounts/74/postings')).json() as { data: { attributes: Row }[] }).data.map(
      (one) => one.attributes,
    ),
    await ofReseller('accounts/74/postings'),
  ];
  const shown = (all: readonly Readonly<Record<string, unknown>>[]) =>
    all.map(({ kind, amount }) => `${String(kind)} ${String(amount)}`);
  expect(shown(byReseller)).toEqual(shown(byAdmin));
  return shown(byAdmin);
};

const subscription: Row = {
  ...{ external_key: 's1', account_id: 74, plan_id: 9, name: 'Cloud PBX', status: 'active', payment_model: 'postpay' },
};

const charge: Row = {
  ...{
    external_key: 'c1',
    account_id: 74,
    subscription_key: 's1',
    name: 'Cloud PBX',
    description: 'Cloud PBX, February',
  },
  ...{
    type: 'Charge::Renew',
    status: 'new',
    quantity: 1,
    duration: 1,
    operate_from: '2026-02-01',
    operate_to: '2026-03-01',
  },
  unit_price: 100,
};

describe('what is sold and comes again', () => {
  it('moves along on both wires, with its money, and the report says so', async () => {
    const before = Number(await balance());
    expect(reportOf(await send('subscription', subscription))).not.toHaveProperty('moved');
    await send('charge', charge);
    const moved = await sendAs('the-move', 'charge', { ...charge, status: 'blocked' });
    expect(Object.entries(reportOf(moved)).slice(0, 5)).toEqual([
      ['received', 1],
      ['accepted', 0],
      ['moved', 1],
      ['already-there', 0],
      ['rejected', 0],
    ]);
    expect(Number(await balance())).toBe(before - 100);
    expect(await sendAs('the-move', 'charge', { ...charge, status: 'blocked' })).toMatchObject({
      status: 200,
      body: moved.body,
    });
    expect(Number(await balance())).toBe(before - 100);
    expect(await ofReseller('charges?filter[status]=blocked')).toContainEqual(
      expect.objectContaining({ name: 'Cloud PBX' }),
    );

    await send('charge', { ...charge, status: 'deleted' });
    expect(Number(await balance())).toBe(before);
    expect((await movements()).slice(-2)).toEqual(['charge -100.0', 'cancellation 100.0']);
    expect(reportOf(await send('charge', { ...charge, status: 'closed', close_date: '2026-02-28' }))).toMatchObject({
      accepted: 0,
      rejected: 1,
      rejects: [{ line: 1, reason: 'charge "c1" is deleted: it cannot become closed' }],
    });
    expect(Number(await balance())).toBe(before);
  });

  it('is stopped, and stays so', async () => {
    expect(reportOf(await send('subscription', { ...subscription, status: 'stopped' }, subscription))).toMatchObject({
      moved: 1,
      rejected: 1,
      rejects: [{ line: 2, reason: 'subscription "s1" is stopped: it cannot become active' }],
    });
    expect((await ofReseller('subscriptions')).map(({ status }) => status)).toContain('stopped');
  });

  it('is decided by its sender or by the reseller, and by nobody after that', async () => {
    const before = Number(await balance());
    const correction: Row = { external_key: 'k1', account_id: 74, status: 'approval_required', total: -30 };
    await send('correction', correction);
    expect(reportOf(await send('correction', { ...correction, status: 'approved' }))).toMatchObject({ moved: 1 });
    expect(Number(await balance())).toBe(before + 30);
    for (const status of ['declined', 'approval_required'])
      expect(reportOf(await send('correction', { ...correction, status }))).toMatchObject({
        rejects: [{ line: 1, reason: `correction "k1" is approved: it cannot become ${status}` }],
      });
    expect(reportOf(await send('correction', { ...correction, status: 'approved', total: -90 }))).toMatchObject({
      rejects: [
        {
          line: 1,
          reason:
            'a correction with this external_key is there already, with other values: total is -30 there and -90 here',
        },
      ],
    });
    expect(Number(await balance())).toBe(before + 30);
  });

  it('is paid when its payment is completed, and to be paid again when that is cancelled', async () => {
    const before = Number(await balance());
    await send('subscription', { ...subscription, external_key: 's2', payment_model: 'prepay' });
    await send('charge', { ...charge, external_key: 'c2', subscription_key: 's2', status: 'opened', name: 'Fax' });
    const payment: Row = {
      ...{
        external_key: 'p1',
        account_id: 74,
        document_id: 'PP-1',
        status: 'processing',
        initial_total: 120,
        charge_keys: 'c2',
      },
    };
    const seen = async () => {
      const [sold] = (await ofReseller('charges?filter[name]=Fax')).map(({ status }) => status);
      const [paid] = (await ofReseller('payments?filter[document_id]=PP-1')).map(({ status }) => status);
      return [paid, sold, Number(await balance()) - before];
    };
    await send('payment', payment);
    expect(await seen()).toEqual(['processing', 'opened', 0]);
    expect(reportOf(await send('payment', { ...payment, status: 'completed' }))).toMatchObject({
      moved: 1,
      accepted: 0,
    });
    expect(await seen()).toEqual(['completed', 'closed', 20]);
    expect(reportOf(await send('payment', { ...payment, status: 'cancelled' }))).toMatchObject({
      moved: 1,
      rejected: 0,
    });
    expect(await seen()).toEqual(['cancelled', 'opened', 0]);
    expect((await movements()).slice(-4)).toEqual([
      'payment 120.0',
      'settlement -100.0',
      'settlement 100.0',
      'cancellation -120.0',
    ]);
    expect(reportOf(await send('payment', { ...payment, status: 'completed' }))).toMatchObject({
      rejects: [{ line: 1, reason: 'payment "p1" is cancelled: it cannot become completed' }],
    });
  });

  it('is counted by imports on request', async () => {
    const [last] = (
      (await admin.get('/imports?sort=-id&fields[imports]=moved-count,added-count')).json() as {
        data: { attributes: Row }[];
      }
    ).data;
    expect(Object.keys(last?.attributes ?? {})).toEqual(['added-count', 'moved-count']);
    expect((await admin.get('/imports')).body).not.toContain('moved-count');
  });
});
