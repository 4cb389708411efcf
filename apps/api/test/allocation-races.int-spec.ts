import { balanceBecomes, type Issued } from '@org/invoice-domain/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Answer } from '@org/tools/testing';
import { adminPrefix } from './support/admin-requests.js';
import { ManagedWorld } from './support/managed-world.js';
import { startTestApp, type TestApp } from './support/test-app.js';

jest.setTimeout(60_000);

let server: TestApp;
let world: ManagedWorld;

beforeAll(async () => {
  server = await startTestApp();
  world = new ManagedWorld(server);
});

afterAll(() => server.close());

const many = <Result>(count: number, work: (index: number) => Promise<Result>): Promise<readonly Result[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

const done = (answers: readonly Answer[]): number => answers.filter(({ status }) => status < 300).length;

const sums = ({ id }: Issued) =>
  world.rows(
    `SELECT trim_scale(account.balance)::text AS balance, trim_scale((SELECT sum(amount) FROM postings WHERE account_id = $1))::text AS posted,
       trim_scale((SELECT sum(amount) FROM allocations WHERE account_id = $1))::text AS allocated,
       trim_scale(payment.amount_paid_from_balance)::text AS "fromBalance", payment.status
     FROM accounts account JOIN payments payment ON payment.id = $1 WHERE account.id = $1`,
    id,
  );

const topUp = ({ id }: Issued, index: number): Promise<Answer> =>
  server.send(`${adminPrefix}/payment-batches`, {
    method: 'POST',
    headers: {
      authorization: server.adminToken(),
      'content-type': 'application/x-ndjson',
      'idempotency-key': `race-${id}-${index}`,
    },
    body: `${JSON.stringify({
      ...{ external_key: `race-${id}-${index}`, account_id: id, document_id: `R${index}`, status: 'completed' },
      ...{ initial_total: '10' },
    })}\n`,
  });

describe('many at once', () => {
  it('pay as many parts as the balance covers', async () => {
    const issued = await world.approved();
    await world.rows(balanceBecomes(issued.id, 'balance + 45'));
    const answers = await many(20, () =>
      world.post(issued, `payments/${issued.id}/pay_from_balance`, { amount: '10' }),
    );
    expect(done(answers)).toBe(4);
    expect(answers.filter(({ body }) => body.includes('PAYMENT-0007'))).toHaveLength(16);
    expect(await sums(issued)).toEqual([
      { balance: '-55', posted: '-55', allocated: '40', fromBalance: '40', status: 'waiting_for_payment' },
    ]);
  });

  it('complete an invoice once, while others pay parts of it', async () => {
    const issued = await world.approved();
    await world.rows(balanceBecomes(issued.id, 'balance + 45'));
    const [parts, completions] = await Promise.all([
      many(10, () => world.post(issued, `payments/${issued.id}/pay_from_balance`, { amount: '10' })),
      many(10, () =>
        world.post(issued, `invoices/${issued.id}/complete`, { document_id: 'ERP-1', billing_date: '2026-01-01' }),
      ),
    ]);
    expect(done(completions)).toBe(1);
    expect([...parts, ...completions].filter(({ status }) => status >= 500)).toEqual([]);
    const fromBalance = String(done(parts) * 10);
    expect(await sums(issued)).toMatchObject([{ allocated: '100', fromBalance, status: 'completed' }]);
    const balance = String(45 - Number(fromBalance));
    expect(await sums(issued)).toMatchObject([{ balance, posted: balance }]);
  });

  it('top up an account whose invoice is due: it is paid by whoever brings the last of it', async () => {
    const issued = await world.issued({ dueDate: '2026-02-20' });
    const answers = await many(20, (index) => topUp(issued, index));
    expect(done(answers)).toBe(20);
    expect(await sums(issued)).toEqual([
      { balance: '100', posted: '100', allocated: '100', fromBalance: '100', status: 'paid_from_balance' },
    ]);
  });
});
