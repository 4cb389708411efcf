import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { issuedSql, type Issued } from '@org/invoice-domain/testing';
import type { Answer } from '@org/tools/testing';
import { AdminRequests, dataOf, linked, refusalsOf } from './support/admin-requests.js';
import { newFindings } from './support/findings.js';
import { ManagedWorld } from './support/managed-world.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;
let world: ManagedWorld;
let admin: AdminRequests;

beforeAll(async () => {
  server = await startTestApp();
  world = new ManagedWorld(server);
  admin = new AdminRequests(server);
});

afterAll(() => server.close());

const approval = { document_id: 'ERP-1', billing_date: '2026-01-01' };

const act = (payment: number | string, action: string, amount?: string, headers = {}): Promise<Answer> => {
  const data = { type: 'payments', id: String(payment), ...(amount !== undefined && { attributes: { amount } }) };
  return admin.post(
    `/payments/${payment}/${action}`,
    JSON.stringify({ data, meta: { reason: 'the bank called' } }),
    headers,
  );
};

const undo = (payment: number, headers = {}): Promise<Answer> =>
  admin.post(`/payments/${payment}/undo-completion`, JSON.stringify({ meta: { reason: 'a mistake' } }), headers);

const balance = async ({ id }: Pick<Issued, 'id'>): Promise<string> =>
  String(dataOf(await admin.get(`/accounts/${id}`)).attributes['balance']);

/** Kinds and amounts of an account's journal behind its opening. */
const journal = async ({ id }: Pick<Issued, 'id'>): Promise<readonly string[]> => {
  const { data } = (await admin.get(`/accounts/${id}/postings`)).json() as {
    data: { attributes: Readonly<Record<string, unknown>> }[];
  };
  return data.map(({ attributes: { kind, amount } }) => `${String(kind)} ${String(amount)}`).slice(1);
};

/** A payment as the reseller sees it. */
const shown = async (issued: Issued, payment = issued.id): Promise<Readonly<Record<string, unknown>>> =>
  dataOf(await world.get(issued, `payments/${payment}`)).attributes;

const completed = async (dueDate?: string): Promise<Issued> => {
  const issued = await world.issued();
  const due = dueDate === undefined ? {} : { due_date: dueDate };
  for (const [path, body] of [
    ['approve', { ...approval, ...due }],
    ['complete', approval],
  ] as const) {
    const answer = await world.post(issued, `invoices/${issued.id}/${path}`, body);
    if (answer.status !== 200) throw new Error(answer.body);
  }
  return issued;
};

const topUp = async ({ id }: Issued, amount: string): Promise<string> =>
  dataOf(
    await admin.post('/payments', {
      type: 'payments',
      attributes: { amount },
      relationships: linked({ account: ['accounts', id] }),
    }),
  ).id;

describe('an undone completion', () => {
  it('lets the payment wait again until it is completed once more, and debits what was credited', async () => {
    const issued = await completed('2026-03-20');
    expect(await balance(issued)).toBe('0.0');

    const undone = await undo(issued.id);
    expect([undone.status, undone.body]).toEqual([200, (await admin.get(`/payments/${issued.id}`)).body]);
    expect(dataOf(undone).attributes).toMatchObject({ status: 'pending', 'rolledback-at': '2026-03-01T12:00:00.000Z' });
    expect(await shown(issued)).toMatchObject({
      ...{
        status: 'waiting_for_payment',
        expiration_date: '2026-03-20',
        closed_at: null,
        amount_paid_from_balance: '0.0',
      },
    });
    expect(await balance(issued)).toBe('-100.0');

    for (let again = 0; again < 2; again += 1) {
      expect((await world.post(issued, `invoices/${issued.id}/complete`, approval)).status).toBe(200);
      expect(await balance(issued)).toBe('0.0');
      expect(await shown(issued)).toMatchObject({ status: 'completed', amount_paid_from_balance: '0.0' });
      expect((await undo(issued.id)).status).toBe(200);
    }
    expect(await balance(issued)).toBe('-100.0');
    expect(await journal(issued)).toEqual([1, 2, 3].flatMap(() => ['payment 100.0', 'undone_completion -100.0']));
  });

  it('expires what is past due, and blocks for it', async () => {
    const issued = await completed('2026-03-01');
    server.clock.moveTo('2026-03-10T12:00:00Z');
    await undo(issued.id);
    server.clock.moveTo('2026-03-01T12:00:00Z');
    expect(await shown(issued)).toMatchObject({ status: 'expired', expiration_date: '2026-03-01' });
    expect(await world.one(issued, 'subscriptions', 'status')).toEqual({ status: 'blocked' });
    await world.post(issued, `invoices/${issued.id}/complete`, approval);
    expect(await world.one(issued, 'subscriptions', 'status')).toEqual({ status: 'active' });
    expect(await balance(issued)).toBe('0.0');
  });

  it('is of completed payments of invoices alone', async () => {
    const waiting = await world.approved();
    expect(refusalsOf(await undo(waiting.id))).toEqual([
      '100 | Only the completed payment of an invoice can be undone | /data',
    ]);
    const payment = await topUp(await world.issued({ payment: null }), '5');
    expect(refusalsOf(await undo(Number(payment)))).toEqual([
      '100 | Only the completed payment of an invoice can be undone | /data',
    ]);
  });
});

describe('a refund', () => {
  it('gives credit back, in parts, and never more than was paid', async () => {
    const issued = await world.issued({ payment: null });
    const payment = await topUp(issued, '150');
    expect(await balance(issued)).toBe('50.0');
    expect((await act(payment, 'refund', '20')).status).toBe(200);
    expect(await balance(issued)).toBe('30.0');
    expect(refusalsOf(await act(payment, 'refund', '130.01'))[0]).toContain(
      'must be at most what was paid less what was given back | /data/attributes/amount',
    );
    for (const amount of ['0', '-1', '0.001'])
      expect(refusalsOf(await act(payment, 'refund', amount))[0]).toContain('| /data/attributes/amount');
    expect((await journal(issued)).slice(-2)).toEqual(['payment 150.0', 'refund -20.0']);
    const { data } = (await admin.get(`/allocations?filter[account-id_eq]=${issued.id}`)).json() as {
      data: { attributes: Readonly<Record<string, unknown>> }[];
    };
    expect(data.map(({ attributes }) => attributes)).toMatchObject([
      { amount: '20.0', 'invoice-id': null, 'charge-id': null, 'refund-id': expect.any(Number) },
    ]);
    const [refund] = await world.rows(
      `SELECT kind, status, amount::text, actor, reason FROM refunds WHERE payment_id = $1`,
      payment,
    );
    expect(refund).toEqual({
      kind: 'refund',
      status: 'done',
      amount: '20',
      actor: 'admin:139',
      reason: 'the bank called',
    });
  });

  it('of a payment of an invoice lets it wait for that again, in part or as a whole', async () => {
    const issued = await completed('2026-03-20');
    await act(issued.id, 'refund', '40');
    expect(await shown(issued)).toMatchObject({ status: 'waiting_for_payment' });
    expect(await balance(issued)).toBe('-40.0');
    expect(dataOf(await admin.get(`/payments/${issued.id}`)).attributes).toMatchObject({ 'rolledback-at': null });
    await world.post(issued, `invoices/${issued.id}/complete`, approval);
    expect(await balance(issued)).toBe('0.0');
    expect((await journal(issued)).slice(-3)).toEqual(['payment 100.0', 'refund -40.0', 'payment 40.0']);
  });

  it('lets invoices wait again that have been completed since another payment paid a part of them, and each is completed once more', async () => {
    const first = await world.issued({ dueDate: '2026-03-01' });
    const second = { id: first.id + 500_000, reseller: 1 };
    await world.rows(issuedSql(second.id, { account: first.id, dueDate: '2026-03-01' }));
    const payment = await topUp(first, '120');
    const both = [first, second].map((one, at) => ({
      one,
      named: { ...approval, document_id: `ERP-${first.id}-${at}` },
    }));
    const complete = async (): Promise<readonly number[]> => {
      const answers = [];
      for (const { one, named } of both) answers.push(await world.post(one, `invoices/${one.id}/complete`, named));
      return answers.map(({ status }) => status);
    };
    for (const { one, named } of both) {
      await world.rows(
        `UPDATE invoices SET externally_approved = true, reference = $2 WHERE id = $1`,
        one.id,
        named.document_id,
      );
    }
    expect(await complete()).toEqual([400, 200]);
    expect((await act(payment, 'refund', '110')).status).toBe(200);
    expect(await balance(first)).toBe('-110.0');
    expect(await complete()).toEqual([200, 200]);
    expect(await balance(first)).toBe('0.0');
    expect((await journal(first)).slice(-2)).toEqual(['payment 90.0', 'payment 20.0']);
    for (const { one } of both) expect(await shown(one)).toMatchObject({ status: 'completed' });
    expect((await act(payment, 'chargeback')).status).toBe(200);
    expect(await complete()).toEqual([200, 400]);
    expect(await balance(first)).toBe('0.0');
    expect((await undo(first.id)).status).toBe(200);
  });

  it('takes the money of charges in advance, which wait for it when it is ordered', async () => {
    const issued = await world.issued({ payment: null, total: '0' });
    const send = (kind: string, row: object, id = `${kind}-${issued.id}-${JSON.stringify(row).length}`) =>
      server.send(`/api/rest/admin/${kind}-batches`, {
        method: 'POST',
        headers: { authorization: server.adminToken(), 'content-type': 'application/x-ndjson', 'idempotency-key': id },
        body: `${JSON.stringify({ account_id: issued.id, ...row })}\n`,
      });
    await send('subscription', {
      external_key: 'ps',
      plan_id: 1,
      name: 'Mail',
      status: 'active',
      payment_model: 'prepay',
    });
    const terms = { description: 'Mail', type: 'Charge::Renew', status: 'opened', quantity: 1, duration: 1 };
    const days = { operate_from: '2026-03-01', operate_to: '2026-04-01' };
    await send('charge', {
      external_key: 'pc',
      subscription_key: 'ps',
      name: 'Mail',
      ...terms,
      ...days,
      unit_price: 100,
    });
    await send('payment', {
      external_key: 'pp',
      document_id: 'PP',
      status: 'completed',
      initial_total: 130,
      charge_keys: 'pc',
    });
    const [{ id: payment } = { id: 0 }] = (await world.rows(`SELECT id FROM payments WHERE external_key = 'pp'`)) as {
      id: number;
    }[];
    const status = async () =>
      (await world.rows(`SELECT status FROM charges WHERE external_key = 'pc'`))[0]?.['status'];
    expect([await status(), await balance(issued)]).toEqual(['closed', '30.0']);

    expect((await act(payment, 'order-refund')).status).toBe(200);
    expect([await status(), await balance(issued)]).toEqual(['waiting_for_refund', '30.0']);
    expect(refusalsOf(await act(payment, 'order-refund'))).toEqual(['100 | A refund of it is ordered already | /data']);
    expect(refusalsOf(await act(payment, 'chargeback'))).toEqual(['100 | A refund of it is ordered already | /data']);
    expect(refusalsOf(await act(payment, 'refund', '1'))[0]).toContain('must be that of the refund that is ordered');
    expect((await admin.post(`/payments/${payment}/call-off-refund`, '{}')).status).toBe(200);
    expect(await status()).toBe('closed');
    expect(refusalsOf(await admin.post(`/payments/${payment}/call-off-refund`, '{}'))).toEqual([
      '100 | No refund of it is ordered | /data',
    ]);

    await act(payment, 'order-refund', '130');
    expect((await act(payment, 'refund')).status).toBe(200);
    expect([await status(), await balance(issued)]).toEqual(['refunded', '0.0']);
    expect(refusalsOf(await act(payment, 'refund'))).toEqual([
      '100 | Nothing was paid with it that could be given back | /data',
    ]);
    expect(dataOf(await world.get(issued, `charges?filter[status]=refunded`)) as unknown).toHaveLength(1);
  });

  it('is repeated by its key, and refused for another version, an unknown member or payment', async () => {
    const issued = await world.issued({ payment: null });
    const payment = await topUp(issued, '150');
    const key = { 'idempotency-key': `refund-${payment}` };
    const first = await act(payment, 'refund', '10', key);
    expect(await act(payment, 'refund', '10', key)).toMatchObject({ status: 200, body: first.body });
    expect(await balance(issued)).toBe('40.0');
    expect((await act(payment, 'refund', '10', { 'if-match': '"another"' })).status).toBe(412);
    const data = { type: 'payments', id: payment, attributes: { sum: '1' } };
    expect((await admin.post(`/payments/${payment}/refund`, data)).status).toBe(400);
    for (const id of ['999999999', '9007199254740993', '9999999999999999999']) {
      expect({ id, status: (await act(id, 'refund')).status }).toEqual({ id, status: 404 });
    }
    expect((await act('abc', 'refund')).status).toBe(400);
    expect(await balance(issued)).toBe('40.0');
  });

  it('is no way to spend a balance twice', async () => {
    const issued = await world.issued({ payment: null });
    const payment = await topUp(issued, '100');
    expect(await balance(issued)).toBe('0.0');
    expect(refusalsOf(await act(payment, 'refund'))[0]).toContain("must be at most the account's own funds");
    expect((await act(payment, 'chargeback')).status).toBe(200);
    expect(await balance(issued)).toBe('-100.0');
  });
});

describe('a chargeback', () => {
  it('opens what the payment has paid by policy, which other credit pays then as far as it goes', async () => {
    const issued = await world.issued({ dueDate: '2026-03-01' });
    const [first, second] = [await topUp(issued, '70'), await topUp(issued, '60')];
    expect(await shown(issued)).toMatchObject({ status: 'paid_from_balance', amount_paid_from_balance: '100.0' });
    expect(await balance(issued)).toBe('30.0');
    await act(first, 'chargeback');
    expect(dataOf(await admin.get(`/payments/${first}`)).attributes).toMatchObject({
      ...{ status: 'completed', 'rolledback-at': '2026-03-01T12:00:00.000Z' },
    });
    expect(await balance(issued)).toBe('-40.0');
    expect(await shown(issued)).toMatchObject({ status: 'waiting_for_payment', amount_paid_from_balance: '60.0' });
    await topUp(issued, '40');
    expect(await shown(issued)).toMatchObject({ status: 'paid_from_balance', amount_paid_from_balance: '100.0' });
    expect(await balance(issued)).toBe('0.0');
    expect((await act(second, 'refund', '60')).status).toBe(200);
    expect(await shown(issued)).toMatchObject({ status: 'waiting_for_payment', amount_paid_from_balance: '40.0' });
  });
});

describe('money of an invoice that was credited since', () => {
  const batch = (id: string, row: object): Promise<Answer> =>
    server.send('/api/rest/admin/payment-batches', {
      method: 'POST',
      headers: { authorization: server.adminToken(), 'content-type': 'application/x-ndjson', 'idempotency-key': id },
      body: `${JSON.stringify(row)}\n`,
    });
  const credit = async (issued: Issued, amount: string): Promise<void> => {
    const answer = await world.post(issued, `invoices/${issued.id}/credit`, { reason: 'agreed', amount });
    if (answer.status !== 201) throw new Error(answer.body);
  };
  const credited =
    'must be at most what was not credited: the rest of it was given back by credit notes, and spent | /data/attributes/amount';

  it('is neither refunded nor ordered to be once the customer has spent it, and says so; the rest of it is', async () => {
    const issued = await completed('2026-03-20');
    await credit(issued, '60');
    expect(await balance(issued)).toBe('60.0');
    await admin.post('/transactions', {
      type: 'transactions',
      attributes: { amount: '60' },
      relationships: linked({ account: ['accounts', issued.id] }),
    });
    for (const action of ['refund', 'order-refund']) {
      for (const amount of [undefined, '40.01'])
        expect(refusalsOf(await act(issued.id, action, amount))[0]).toContain(credited);
    }
    expect([await balance(issued), await shown(issued)]).toMatchObject(['0.0', { status: 'completed' }]);
    expect((await act(issued.id, 'refund', '40')).status).toBe(200);
    expect(await balance(issued)).toBe('-40.0');
    expect(await shown(issued)).toMatchObject({ status: 'waiting_for_payment', amount_paid_from_balance: '0.0' });
    expect(refusalsOf(await act(issued.id, 'refund', '0.01'))[0]).toContain(credited);
  });

  it('stays paid so far when the bank takes all of it back, and verification knows why', async () => {
    const issued = await completed('2026-03-20');
    await credit(issued, '60');
    await admin.post('/transactions', {
      type: 'transactions',
      attributes: { amount: '60' },
      relationships: linked({ account: ['accounts', issued.id] }),
    });
    const told = async (): Promise<readonly string[]> =>
      (await newFindings(server)).filter((finding) => finding.includes(`payment ${issued.id} of`));
    expect((await undo(issued.id)).status).toBe(200);
    expect([await balance(issued), await shown(issued)]).toMatchObject(['-100.0', { status: 'waiting_for_payment' }]);
    expect(await told()).toEqual([]);
    expect((await world.post(issued, `invoices/${issued.id}/complete`, approval)).status).toBe(200);
    expect([await balance(issued), await shown(issued)]).toMatchObject(['-60.0', { status: 'completed' }]);
    expect(await told()).toEqual([]);
    expect((await undo(issued.id)).status).toBe(200);
    expect([await balance(issued), await told()]).toEqual(['-100.0', []]);
  });

  it('is refunded while it is there', async () => {
    const issued = await completed('2026-03-20');
    await credit(issued, '60');
    expect((await act(issued.id, 'refund', '100')).status).toBe(200);
    expect(await balance(issued)).toBe('-40.0');
  });

  it('does not go back by a payment that comes again as cancelled, which both APIs still show as completed', async () => {
    const issued = await world.issued({ dueDate: '2026-03-01' });
    const row = { external_key: `credited-${issued.id}`, account_id: issued.id, document_id: 'T', initial_total: 100 };
    const sent = await batch(`paid-${issued.id}`, { ...row, status: 'completed' });
    expect(dataOf(sent).attributes).toMatchObject({ accepted: 1 });
    expect(await shown(issued)).toMatchObject({ status: 'paid_from_balance' });
    await credit(issued, '1');
    const report = dataOf(await batch(`cancelled-${issued.id}`, { ...row, status: 'cancelled' })).attributes;
    expect(report).toMatchObject({
      rejects: [
        {
          line: 1,
          reason: `an invoice that payment "${row.external_key}" paid for has been credited: it cannot become cancelled`,
        },
      ],
    });
    const [{ id } = { id: 0 }] = (await world.rows(
      'SELECT id::integer FROM payments WHERE external_key = $1',
      row.external_key,
    )) as { id: number }[];
    expect(await shown(issued, id)).toMatchObject({ status: 'completed' });
    expect(dataOf(await admin.get(`/payments/${id}`)).attributes).toMatchObject({ status: 'completed' });
    expect(await balance(issued)).toBe('1.0');
  });
});
