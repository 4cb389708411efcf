import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InvoiceSketch, Issued } from '@org/invoice-domain/testing';
import fc from 'fast-check';
import { faultsOf, ManagedWorld } from './support/managed-world.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';
import { runs } from '@org/invoice-domain/testing';

let server: TestApp;
let world: ManagedWorld;

beforeAll(async () => {
  server = await startTestApp();
  world = new ManagedWorld(server);
});

afterAll(() => server.close());

const body = { document_id: 'ERP-1', billing_date: '2026-01-01' };

const complete = ({ id, reseller }: Issued, more: object = {}, headers: Readonly<Record<string, string>> = {}) =>
  world.post({ reseller }, `invoices/${id}/complete`, { ...body, ...more }, headers);

const expire = async (issued: Issued): Promise<void> => {
  await world.rows(`UPDATE payments SET status = 'expired' WHERE id = ${issued.id}`);
  await world.rows(`UPDATE subscriptions SET status = 'blocked' WHERE account_id = ${issued.id}`);
};

describe('an invoice that a third-party system completes', () => {
  it('is answered as GET shows it, byte for byte, its payment completed', async () => {
    const issued = await world.approved();
    const answer = await complete(issued);
    const shown = await world.get(issued, `invoices/${issued.id}`);

    expect([answer.status, answer.body]).toEqual([200, shown.body]);
    expect(answer.headers['etag']).toBe(shown.headers['etag']);
    expect((await world.get(issued, `payments/${issued.id}`)).json()).toMatchObject({
      data: { attributes: { status: 'completed', total: '100.0', closed_at: '2026-03-01T14:00:00.000000+0200' } },
    });
  });

  it('may be one that is found by its account and the first day of its period', async () => {
    const issued = await world.approved();
    const answer = await world.post(issued, `accounts/${issued.id}/complete_invoices`, body);

    expect([answer.status, answer.body]).toEqual([200, (await world.get(issued, `invoices/${issued.id}`)).body]);
  });

  it('may be overdue: its subscriptions go on', async () => {
    const issued = await world.approved();
    await expire(issued);

    expect((await complete(issued)).status).toBe(200);
    expect(await world.one(issued, 'subscriptions', 'status')).toEqual({ status: 'active' });
  });

  it('leaves a line in the audit', async () => {
    const issued = await world.approved();
    await complete(issued);

    expect((await world.events(issued)).slice(1)).toMatchObject([
      {
        event: 'completed',
        details: { paymentId: issued.id, from: 'waiting_for_payment', balanceBefore: '-100' },
      },
    ]);
  });

  it('keeps its seal', async () => {
    expect(await world.sealsHold(1)).toBe(true);
  });
});

describe('a completion is refused', () => {
  it.each<[string, InvoiceSketch, string]>([
    ['of a prepaid invoice', { paymentModel: 'prepay', payment: null }, 'INVOICE-0010'],
    ['of an invoice that is not approved yet', {}, 'INVOICE-0014'],
  ])('%s', async (_, sketch, code) => {
    const issued = await world.issued(sketch);

    expect(faultsOf(await complete(issued))).toEqual([400, code]);
    expect(faultsOf(await world.post(issued, `accounts/${issued.id}/complete_invoices`, body))).toEqual([400, code]);
  });

  it('with the number of another invoice', async () => {
    expect(faultsOf(await complete(await world.approved(), { document_id: 'ERP-2' }))).toEqual([
      400,
      'INVOICE-0006 /document_id',
    ]);
  });

  it('with the day of another period', async () => {
    const issued = await world.approved();

    expect(faultsOf(await complete(issued, { billing_date: '2026-02-01' }))).toEqual([
      400,
      'INVOICE-0005 /billing_date',
    ]);
    const byAccount = await world.post(issued, `accounts/${issued.id}/complete_invoices`, {
      ...body,
      billing_date: '2026-02-01',
    });
    expect(faultsOf(byAccount)).toEqual([404, 'INVOICE-0002']);
  });

  it.each(['document_id', 'billing_date'])('without %s', async (name) => {
    expect(faultsOf(await complete(await world.approved(), { [name]: undefined }))).toEqual([400, 'INVOICE-0001 ']);
  });

  it('with a member that it does not have', async () => {
    const answer = await complete(await world.approved(), { amount: { total: '1', currency: 'EUR' } });

    expect(faultsOf(answer)).toEqual([400, 'INVALID-BODY /amount']);
  });

  it.each(['sales', 'owner'] as const)('to the role %s', async (role) => {
    const issued = await world.approved();
    const headers = { 'x-api-token': tokens[role] };

    expect(faultsOf(await complete(issued, {}, headers))).toEqual([403, 'FORBIDDEN']);
    expect(faultsOf(await world.post(issued, `accounts/${issued.id}/complete_invoices`, body, headers))).toEqual([
      403,
      'FORBIDDEN',
    ]);
  });

  it('of another reseller’s invoice, as of one that does not exist, byte for byte', async () => {
    const { id } = await world.approved({ resellerId: 2 });
    const absent = await complete({ id: 4711, reseller: 1 });

    expect(faultsOf(absent)).toEqual([404, 'INVOICE-NOT-FOUND']);
    const other = await complete({ id, reseller: 1 });
    expect([other.status, other.body]).toEqual([404, absent.body]);
    const account = await world.post({ reseller: 1 }, `accounts/${id}/complete_invoices`, body);
    expect(faultsOf(account)).toEqual([404, 'ACCOUNT-NOT-FOUND']);
  });
});

describe('a hundred completions at once', () => {
  it('move the balance once; all others hear that it has been done', async () => {
    const issued = await world.approved();
    const answers = await Promise.all(Array.from({ length: 100 }, () => complete(issued)));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body: text }) => text.includes('INVOICE-0015'))).toHaveLength(99);
    expect(await world.one(issued, 'accounts', 'balance')).toEqual({ balance: '0' });
    expect(await world.events(issued)).toHaveLength(2);
  }, 30_000);

  it('with one key are answered alike', async () => {
    const issued = await world.approved();
    const headers = { 'idempotency-key': 'completed-once' };
    const answers = await Promise.all(Array.from({ length: 100 }, () => complete(issued, {}, headers)));

    expect(new Set(answers.map(({ status, body: text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(await world.one(issued, 'accounts', 'balance')).toEqual({ balance: '0' });
  }, 30_000);

  it('and cancellations and approvals beside them leave one outcome', async () => {
    const issued = await world.issued();
    const path = `invoices/${issued.id}`;
    const answers = await Promise.all(
      Array.from({ length: 60 }, (__, index) =>
        index % 3 === 0
          ? world.post(issued, `${path}/approve`, body)
          : index % 3 === 1
            ? complete(issued)
            : world.post(issued, `payments/${issued.id}/cancel`, undefined),
      ),
    );
    const { status } = await world.one(issued, 'payments', 'status');

    expect(answers.every((answer) => answer.status === 200 || answer.status === 400)).toBe(true);
    expect(status).toMatch(/^(cancelled|completed|waiting_for_payment)$/);
    const isSettled = status !== 'waiting_for_payment';
    expect(await world.one(issued, 'accounts', 'balance')).toEqual({ balance: isSettled ? '0' : '-100' });
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(status === 'completed' ? 2 : 1);
  }, 30_000);
});

describe('whatever is sent', () => {
  it('is completed or refused, and never a fault of the server', async () => {
    const issued = await world.issued();
    const anyBody = fc.dictionary(fc.constantFrom('document_id', 'billing_date', '__proto__', 'x'), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          anyBody.map((one) => JSON.stringify(one)),
          fc.string(),
        ),
        async (text) => {
          const { status } = await world.post(issued, `invoices/${issued.id}/complete`, text);
          expect(status).toBeGreaterThanOrEqual(400);
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: runs(20) },
    );
  }, 60_000);
});
