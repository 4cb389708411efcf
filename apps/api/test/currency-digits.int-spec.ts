import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSales } from '@org/invoice-domain';
import type { Answer } from '@org/tools/testing';
import { Storefront } from './scenarios/support/storefront.js';
import { adminPrefix, dataOf, refusalsOf } from './support/admin-requests.js';
import { faultsOf } from './support/managed-world.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;
let shop: Storefront;
let batches = 0;

beforeAll(async () => {
  server = await startTestApp();
  server.clock.moveTo('2026-11-01T12:00:00Z');
  shop = new Storefront(server);
});

afterAll(() => server.close());

const bill = async (at: string): Promise<void> => {
  server.clock.moveTo(at);
  const { failed } = await server.app.get(RunSales).execute({ actor: 'job:sales-run' }, { retryParked: false });
  for (const error of failed.values()) throw error;
};

/** A customer in a currency, with a postpaid subscription. */
const customer = async (currency: string): Promise<string> => {
  const account = await shop.openAccount(currency, { 'payment-model': 'Postpay' });
  await shop.admin.make('currencies', { name: currency, rate: '1' });
  const changed = await shop.admin.change('reseller-accounts', account, { currency });
  if (changed.status !== 200) throw new Error(changed.body);
  const own = { external_key: currency, account_id: Number(account), plan_id: 1, name: 'Plan', status: 'active' };
  await shop.import('subscription', { ...own, payment_model: 'postpay', start_date: '2026-11-01' });
  return account;
};

const charge = (account: string, subscription: string, unit_price: string, more: object = {}): object => ({
  ...{ external_key: `c-${subscription}`, account_id: Number(account), subscription_key: subscription, name: 'Fee' },
  ...{ description: 'Fee', type: 'Charge::Renew', status: 'blocked', quantity: 1, duration: 1 },
  ...{ operate_from: '2026-11-01', operate_to: '2026-12-01', unit_price, ...more },
});

/** The reasons for which the rows of a batch are rejected. */
const rejected = async (kind: string, row: object): Promise<readonly string[]> => {
  batches += 1;
  const answer = await server.send(`${adminPrefix}/${kind}-batches`, {
    method: 'POST',
    headers: {
      authorization: server.adminToken(),
      'content-type': 'application/x-ndjson',
      'idempotency-key': `digits-${batches}`,
    },
    body: JSON.stringify(row),
  });
  const { rejects } = dataOf(answer).attributes as { readonly rejects: readonly { readonly reason: string }[] };
  return rejects.map(({ reason }) => reason);
};

const credit = (invoice: string, amount: string): Promise<Answer> =>
  shop.send('POST', `/invoices/${invoice}/credit`, { reason: 'agreed', amount });

describe.each([
  { currency: 'JPY', digits: 0, price: '100.5', amount: '101.0', tooFine: '0.5', fine: '1' },
  { currency: 'KRW', digits: 0, price: '99.49', amount: '99.0', tooFine: '1.1', fine: '2' },
  { currency: 'KWD', digits: 3, price: '1.2345', amount: '1.235', tooFine: '0.0001', fine: '0.001' },
  { currency: 'BHD', digits: 3, price: '7.0004', amount: '7.0', tooFine: '0.0004', fine: '0.125' },
])('money in $currency, of $digits digits', ({ currency, digits, price, amount, tooFine, fine }) => {
  const words = digits === 0 ? `has decimals, and ${currency} has none` : 'has more than three decimals';
  const finer = (name: string): string => `${name} ${words}: "${tooFine}"`;
  let account: string;

  beforeAll(async () => {
    server.clock.moveTo('2026-11-01T12:00:00Z');
    account = await customer(currency);
  });

  it('is refused where it comes in with more of them', async () => {
    const own = { account_id: Number(account), external_key: `x-${currency}` };
    expect(await rejected('correction', { ...own, status: 'approved', total: tooFine })).toEqual([finer('total')]);
    expect(
      await rejected('payment', { ...own, document_id: 'P', status: 'completed', initial_total: tooFine }),
    ).toEqual([finer('initial_total')]);
    expect(await rejected('charge', charge(account, currency, price, { discount_amount: tooFine }))).toContain(
      finer('discount_amount'),
    );
    const paid = await shop.admin.post('/payments', {
      type: 'payments',
      attributes: { amount: tooFine },
      relationships: { account: { data: { type: 'accounts', id: account } } },
    });
    expect([paid.status, refusalsOf(paid)]).toEqual([
      422,
      [`100 | amount - has more decimals than ${currency}, which has ${digits} | /data/attributes/amount`],
    ]);
  });

  it('is rounded once where a charge is made, and is what its invoice asks for', async () => {
    await shop.import('charge', charge(account, currency, price));
    expect(await shop.balanceOf(account)).toBe(`-${amount}`);
    await bill('2026-11-02T12:00:00Z');
    const [open] = await shop.invoices(account);
    const id = Number(open?.relationships?.['charges']?.data?.[0]?.id);
    const taxed = await shop.send('POST', '/taxes', { taxes: [{ charge_id: id, name: 'VAT', value: tooFine }] });
    expect(faultsOf(taxed)).toEqual([400, 'CHARGE-0006 /taxes/0/value']);

    await bill('2026-12-02T12:00:00Z');
    const [invoice] = await shop.invoices(account);
    expect(invoice?.attributes).toMatchObject({ status: 'closed', total: amount });
    expect(await shop.paymentsOf(account)).toEqual([`waiting_for_payment: ${amount}, due 2026-12-16`]);
  });

  it('is credited in its own digits', async () => {
    const [invoice] = await shop.invoices(account);
    expect(faultsOf(await credit(invoice?.id ?? '', tooFine))).toEqual([400, 'CREDIT-0003 /amount']);
    expect((await credit(invoice?.id ?? '', fine)).status).toBe(201);
  });
});
