import { balanceBecomes } from '@org/invoice-domain/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Issued } from '@org/invoice-domain/testing';
import { faultsOf, ManagedWorld } from './support/managed-world.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

let server: TestApp;
let world: ManagedWorld;

beforeAll(async () => {
  server = await startTestApp();
  world = new ManagedWorld(server);
});

afterAll(() => server.close());

const approval = { document_id: 'ERP-1', billing_date: '2026-01-01' };

const cancel = (issued: Issued) => world.post(issued, `payments/${issued.id}/cancel`, undefined);
const pay = (issued: Issued) => world.post(issued, `payments/${issued.id}/pay_from_balance`, undefined);

const topUp = (issued: Issued, amount: number) => world.rows(balanceBecomes(issued.id, `balance + ${amount}`));

describe('a payment that is cancelled before its invoice is approved', () => {
  it('is answered as GET shows it, and no debt is left', async () => {
    const issued = await world.issued();
    const answer = await cancel(issued);

    expect([answer.status, answer.body]).toEqual([200, (await world.get(issued, `payments/${issued.id}`)).body]);
    expect(answer.json()).toMatchObject({ data: { attributes: { status: 'cancelled' } } });
    expect(await world.one(issued, 'accounts', 'balance')).toEqual({ balance: '0' });
    expect(await world.one(issued, 'subscriptions', 'status')).toEqual({ status: 'active' });
    expect(await world.events(issued)).toMatchObject([
      { event: 'paymentCancelled', details: { paymentId: issued.id } },
    ]);
  });

  it('ends its invoice: neither approval nor completion, INVOICE-0017', async () => {
    const issued = await world.issued();
    await cancel(issued);
    for (const path of ['approve', 'complete']) {
      expect(faultsOf(await world.post(issued, `invoices/${issued.id}/${path}`, approval))).toEqual([
        400,
        'INVOICE-0017',
      ]);
    }
    for (const path of ['approve_invoices', 'complete_invoices']) {
      expect(faultsOf(await world.post(issued, `accounts/${issued.id}/${path}`, approval))).toEqual([
        400,
        'INVOICE-0017',
      ]);
    }
  });

  it('is refused once the invoice is approved', async () => {
    expect(faultsOf(await cancel(await world.approved()))).toEqual([400, 'PAYMENT-0002']);
  });
});

describe('a payment from the balance', () => {
  it('is made where the account’s own funds cover it, and the balance stays', async () => {
    const issued = await world.approved();
    await topUp(issued, 100);
    const answer = await pay(issued);

    expect([answer.status, answer.body]).toEqual([200, (await world.get(issued, `payments/${issued.id}`)).body]);
    expect(answer.json()).toMatchObject({
      data: {
        attributes: {
          status: 'paid_from_balance',
          amount_paid_from_balance: '100.0',
          closed_at: '2026-03-01T14:00:00.000000+0200',
        },
      },
    });
    expect(await world.one(issued, 'accounts', 'balance')).toEqual({ balance: '0' });
    expect((await world.events(issued)).slice(1)).toMatchObject([{ event: 'paidFromBalance' }]);
    const completion = await world.post(issued, `invoices/${issued.id}/complete`, approval);
    expect(faultsOf(completion)).toEqual([400, 'INVOICE-0015']);
  });

  it('is refused when a cent is missing', async () => {
    const issued = await world.approved();
    await topUp(issued, 99.99);

    expect(faultsOf(await pay(issued))).toEqual([400, 'PAYMENT-0007']);
  });

  it.each([
    ['another amount', { total: '99.99', currency: 'EUR' }, [400, 'PAYMENT-0006']],
    ['the same amount', { total: '100.00', currency: 'EUR' }, 200],
  ] as const)('looks at what the third-party invoice says: %s', async (_, amount, outcome) => {
    const issued = await world.issued();
    await topUp(issued, 100);
    await world.post(issued, `invoices/${issued.id}/approve`, { ...approval, amount });
    const answer = await pay(issued);

    expect(answer.status === 200 ? 200 : faultsOf(answer)).toEqual(outcome);
  });

  it('is made once, however often it is asked for at once', async () => {
    const issued = await world.approved();
    await topUp(issued, 100);
    const answers = await Promise.all(Array.from({ length: 50 }, () => pay(issued)));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.includes('PAYMENT-0004'))).toHaveLength(49);
  }, 30_000);
});

describe('why a manager does so', () => {
  it('is kept in the audit', async () => {
    const issued = await world.issued();
    await world.post(issued, `payments/${issued.id}/cancel`, { reason: 'agreed by telephone' });

    expect(
      await world.rows(
        `SELECT reason FROM invoice_events WHERE invoice_id = ${issued.id} AND event = 'paymentCancelled'`,
      ),
    ).toEqual([{ reason: 'agreed by telephone' }]);
  });
});

describe.each(['cancel', 'pay_from_balance'])('payments/{id}/%s', (path) => {
  it('is for payments of invoices alone', async () => {
    await world.rows(`
      INSERT INTO payments (id, account_id, reseller_id, document_id, status, currency_code, initial_total, total)
      VALUES (900${path.length}, 74, 1, 'P', 'waiting_for_payment', 'EUR', 5, 5)`);

    expect(faultsOf(await world.post({ reseller: 1 }, `payments/900${path.length}/${path}`, {}))).toEqual([
      400,
      'PAYMENT-0001',
    ]);
  });

  it('is for administrators alone', async () => {
    const issued = await world.issued();
    for (const role of ['sales', 'owner'] as const) {
      const answer = await world.post(issued, `payments/${issued.id}/${path}`, {}, { 'x-api-token': tokens[role] });
      expect(faultsOf(answer)).toEqual([403, 'FORBIDDEN']);
    }
  });

  it('takes nothing but the path and a reason', async () => {
    const issued = await world.issued();

    expect(faultsOf(await world.post(issued, `payments/${issued.id}/${path}`, { total: 1 }))).toEqual([
      400,
      'INVALID-BODY /total',
    ]);
    expect(faultsOf(await world.post(issued, `payments/${issued.id}/${path}`, '[]'))).toEqual([400, 'INVALID-BODY']);
  });

  it('finds another reseller’s payment as little as one that does not exist', async () => {
    const { id } = await world.issued({ resellerId: 2 });
    const absent = await world.post({ reseller: 1 }, `payments/4711/${path}`, {});

    expect(faultsOf(absent)).toEqual([404, 'PAYMENT-NOT-FOUND']);
    for (const other of [id, 'abc', '9'.repeat(30)]) {
      const answer = await world.post({ reseller: 1 }, `payments/${other}/${path}`, {});
      expect([answer.status, answer.body]).toEqual([404, absent.body]);
    }
  });
});

describe('the payment of an invoice', () => {
  it.each([
    `UPDATE payments SET total = 1`,
    `UPDATE payments SET currency_code = 'USD'`,
    `UPDATE payments SET status = 'waiting_for_payment'`,
  ])('keeps its amount and its outcome in the database: %s', async (sql) => {
    const issued = await world.issued({ payment: 'completed' });

    await expect(world.rows(`${sql} WHERE id = ${issued.id}`)).rejects.toThrow(
      `payment ${issued.id} belongs to an invoice`,
    );
  });
});
