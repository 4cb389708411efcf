import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Decimal } from '@org/kernel';
import { newFindings } from '../support/findings.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { SalesCalendar } from './support/sales-calendar.js';
import { Storefront } from './support/storefront.js';

/*
 * Three months of three customers of one reseller, from January to April, over nothing but HTTP. Every chapter goes on where the one before
 * it has ended.
 *
 *   Ann   pays before: her charges are paid when they come in
 *   Bob   pays afterwards: what he consumed is billed and due in 14 days
 *   Carl  pays afterwards, and an external system issues his invoices: from March on
 */
jest.setTimeout(60_000);

let server: TestApp;
let shop: Storefront;
let calendar: SalesCalendar;
let ann: string;
let bob: string;
let carl: string;
let foundBefore: readonly string[];

beforeAll(async () => {
  server = await startTestApp();
  shop = new Storefront(server);
  foundBefore = await newFindings(server);
  calendar = new SalesCalendar(server, '2026-01-01');
});

afterAll(() => server.close());

const subscription = (account: string, key: string, payment_model: string, start_date = '2026-01-01') => ({
  external_key: key,
  account_id: Number(account),
  plan_id: 7,
  name: key,
  status: 'active',
  payment_model,
  start_date,
});

const charge = (account: string, subscription_key: string, month: string, unit_price: string, status: string) => ({
  external_key: `${subscription_key}-${month}`,
  account_id: Number(account),
  subscription_key,
  name: 'Seats',
  description: `Seats, ${month}`,
  type: 'Charge::Renew',
  status,
  quantity: '3',
  duration: '1',
  unit_price,
  operate_from: `${month}-01`,
  operate_to: `${month}-28`,
  close_date: `${month}-${status === 'closed' ? '01' : '28'}`,
});

/** Both views of an account's invoices, once they are seen to be the same. */
const invoicesOf = async (account: string): Promise<readonly string[]> => {
  const invoices = await shop.invoicesOf(account);
  expect(await shop.seenByAdmin(account)).toEqual(invoices.map((invoice) => invoice.replace(', approved', '')));
  for (const { id, attributes } of await shop.invoices(account)) {
    expect([id, await shop.sumOfParts(id)]).toEqual([id, Decimal.of(String(attributes['total']))]);
  }
  return invoices;
};

describe('three customers', () => {
  it('begin with terms and subscriptions', async () => {
    ann = await shop.openAccount('Ann', { 'payment-model': 'Prepay' });
    bob = await shop.openAccount('Bob', { 'payment-model': 'Postpay' });
    carl = await shop.openAccount('Carl', { 'payment-model': 'Postpay', 'billing-day': 10 });
    await shop.import(
      'subscription',
      subscription(ann, 'ann-mail', 'prepay'),
      subscription(bob, 'bob-office', 'postpay'),
      subscription(carl, 'carl-cloud', 'postpay', '2026-01-10'),
    );
    await shop.import(
      'charge',
      charge(ann, 'ann-mail', '2026-01', '3.335', 'closed'),
      charge(bob, 'bob-office', '2026-01', '10.005', 'blocked'),
      charge(carl, 'carl-cloud', '2026-01', '100', 'blocked'),
    );
    await calendar.untilThe('2026-01-02');

    // 3 x 3.335 is rounded to hundredths once, where the charge is made.
    expect(await invoicesOf(ann)).toEqual([]);
    expect(await invoicesOf(bob)).toEqual(['2026-01-01 to 2026-02-01: open, 30.02']);
    expect(await shop.balanceOf(bob)).toBe('-30.02');
  });

  it('are taxed and corrected while their invoices are open', async () => {
    const [invoice] = await shop.invoices(bob);
    const chargeId = Number(invoice?.relationships?.['charges']?.data?.[0]?.id);
    const taxed = await shop.send('POST', '/taxes', { taxes: [{ charge_id: chargeId, name: 'VAT', value: 6 }] });
    expect(taxed.status).toBe(201);
    await shop.import('correction', {
      external_key: 'bob-goodwill',
      account_id: Number(bob),
      status: 'approved',
      total: '-1.52',
      include_in_invoice: true,
    });
    await calendar.untilThe('2026-01-12');

    expect(await invoicesOf(bob)).toEqual(['2026-01-01 to 2026-02-01: open, 34.5']);
    expect(await shop.balanceOf(bob)).toBe('-34.5');
    expect(await invoicesOf(carl)).toEqual(['2026-01-10 to 2026-02-10: open, 300.0']);
  });

  it('have their first invoices closed on the second day after their periods', async () => {
    await calendar.untilThe('2026-02-01');
    expect(await invoicesOf(ann)).toEqual([]);
    await calendar.untilThe('2026-02-02');

    expect(await invoicesOf(ann)).toEqual(['2026-01-01 to 2026-02-01: closed, 10.01']);
    expect(await invoicesOf(bob)).toEqual([
      '2026-01-01 to 2026-02-01: closed, 34.5',
      '2026-02-01 to 2026-03-01: open, 0.0',
    ]);
    expect(await shop.paymentsOf(ann)).toEqual([]);
    expect(await shop.paymentsOf(bob)).toEqual(['waiting_for_payment: 34.5, due 2026-02-16']);
    // What was billed is final, in both APIs.
    const [closed] = await shop.invoices(bob);
    expect((await shop.admin.remove(`/invoices/${closed?.id ?? ''}`)).status).toBe(423);
  });

  it('lose what they bought when nobody pays in time, and get it back when somebody does', async () => {
    await calendar.untilThe('2026-02-16');
    expect(await shop.subscriptionsOf(bob)).toEqual(['bob-office: active']);
    await calendar.untilThe('2026-02-17');
    expect(await shop.paymentsOf(bob)).toEqual(['expired: 34.5, due 2026-02-16']);
    expect(await shop.subscriptionsOf(bob)).toEqual(['bob-office: blocked']);

    const [payment] = await shop.payments(bob);
    const path = `/payments/${payment?.id ?? ''}/pay_from_balance`;
    expect((await shop.send('POST', path)).status).toBe(400);
    await shop.import('payment', {
      external_key: 'bob-top-up',
      account_id: Number(bob),
      document_id: 'TOPUP-1',
      status: 'completed',
      initial_total: '40',
    });
    expect(await shop.balanceOf(bob)).toBe('5.5');
    expect((await shop.send('POST', path)).body).toContain('PAYMENT-0004');
    expect((await shop.paymentsOf(bob))[0]).toBe('paid_from_balance: 34.5, due 2026-02-16');
    expect(await shop.subscriptionsOf(bob)).toEqual(['bob-office: active']);
    expect(await shop.balanceOf(bob)).toBe('5.5');
  });

  it('go on with what is charged late, and lose nothing of it', async () => {
    await shop.import(
      'charge',
      charge(ann, 'ann-mail', '2026-02', '4', 'closed'),
      charge(bob, 'bob-office', '2026-02', '1', 'blocked'),
      { ...charge(bob, 'bob-office', '2026-01', '0.335', 'blocked'), external_key: 'forgotten' },
    );
    await calendar.untilThe('2026-03-02');

    expect(await invoicesOf(ann)).toEqual([
      '2026-01-01 to 2026-02-01: closed, 10.01',
      '2026-02-01 to 2026-03-01: closed, 12.0',
    ]);
    expect(await invoicesOf(bob)).toEqual([
      '2026-01-01 to 2026-02-01: closed, 34.5',
      '2026-02-01 to 2026-03-01: closed, 4.01',
      '2026-03-01 to 2026-04-01: open, 0.0',
    ]);
    expect(await shop.balanceOf(bob)).toBe('1.49');
  });

  it('are billed by an external system, once the reseller says so', async () => {
    expect(await invoicesOf(carl)).toEqual([
      '2026-01-10 to 2026-02-10: closed, 300.0',
      '2026-02-10 to 2026-03-10: open, 0.0',
    ]);
    await shop.setTerms('reseller-terms', '1', { 'externally-invoiced': true });
    await shop.import('charge', charge(carl, 'carl-cloud', '2026-02', '50', 'blocked'));
    await calendar.untilThe('2026-03-11');
    expect((await shop.paymentsOf(carl)).at(-1)).toBe('waiting_for_payment: 150.0, due null');

    const [, second] = await shop.invoices(carl);
    const body = { document_id: 'NS2000015', billing_date: '2026-02-10' };
    const complete = () => shop.send('POST', `/invoices/${second?.id ?? ''}/complete`, body);
    expect((await complete()).status).toBe(400);
    const approved = await shop.send('POST', `/accounts/${carl}/approve_invoices`, {
      ...body,
      amount: { total: '160.00', currency: 'USD' },
      due_date: '2026-03-31',
    });
    expect(approved.status).toBe(200);
    expect((await shop.paymentsOf(carl)).at(-1)).toBe('waiting_for_payment: 150.0, due 2026-03-31');
    expect((await shop.invoicesOf(carl))[1]).toBe('2026-02-10 to 2026-03-10: closed, 150.0, approved');

    await calendar.untilThe('2026-03-20');
    expect((await complete()).status).toBe(200);
    expect((await complete()).body).toContain('INVOICE-0015');
    expect((await shop.paymentsOf(carl)).at(-1)).toBe('completed: 150.0, due 2026-03-31');
    // The first payment is expired since February: 300 of what he owes.
    expect(await shop.balanceOf(carl)).toBe('-300.0');
  });

  it('are left alone when a manager cancels a payment that nobody has approved', async () => {
    await shop.import('charge', charge(carl, 'carl-cloud', '2026-03', '10', 'blocked'));
    await calendar.untilThe('2026-04-11');
    const third = (await shop.invoices(carl))[2]?.id ?? '';
    const payment = (await shop.payments(carl)).at(-1)?.id ?? '';
    expect(await shop.balanceOf(carl)).toBe('-330.0');
    expect((await shop.send('POST', `/payments/${payment}/cancel`)).status).toBe(200);
    expect(await shop.balanceOf(carl)).toBe('-300.0');
    for (const action of ['approve', 'complete']) {
      const body = { document_id: 'NS2000016', billing_date: '2026-03-10' };
      expect((await shop.send('POST', `/invoices/${third}/${action}`, body)).body).toContain('INVOICE-0017');
    }
    expect(await invoicesOf(carl)).toEqual([
      '2026-01-10 to 2026-02-10: closed, 300.0',
      '2026-02-10 to 2026-03-10: closed, 150.0, approved',
      '2026-03-10 to 2026-04-10: closed, 30.0',
      '2026-04-10 to 2026-05-10: open, 0.0',
    ]);
  });

  it('leave a ledger in which everything is in its place', async () => {
    expect(await newFindings(server, foundBefore)).toEqual([]);
  });
});
