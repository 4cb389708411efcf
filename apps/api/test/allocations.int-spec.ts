import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Answer } from '@org/tools/testing';
import { adminPrefix, linked } from './support/admin-requests.js';
import { faultsOf } from './support/managed-world.js';
import { SalesCalendar } from './scenarios/support/sales-calendar.js';
import { Storefront } from './scenarios/support/storefront.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

/*
 * What credits pay, over HTTP alone: charges in advance in January, invoices afterwards from February on. Every customer has a chapter of
 * its own; days go by for all of them.
 */
jest.setTimeout(60_000);

let server: TestApp;
let shop: Storefront;
let calendar: SalesCalendar;
let batches = 0;

beforeAll(async () => {
  server = await startTestApp();
  shop = new Storefront(server);
  calendar = new SalesCalendar(server, '2026-01-01');
});

afterAll(() => server.close());

interface Resource {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const dataIn = (answer: Answer): readonly Resource[] => {
  if (answer.status !== 200) throw new Error(answer.body);
  return [(answer.json() as { readonly data: Resource | readonly Resource[] }).data].flat();
};

/** A batch of rows. @returns the reasons of those that stay out */
const send = async (kind: string, ...rows: readonly object[]): Promise<readonly string[]> => {
  batches += 1;
  const answer = await server.send(`${adminPrefix}/${kind}-batches`, {
    method: 'POST',
    headers: {
      authorization: server.adminToken(),
      'content-type': 'application/x-ndjson',
      'idempotency-key': `allocations-${batches}`,
    },
    body: rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  });
  const { attributes } = (answer.json() as { readonly data: Resource }).data;
  return (attributes['rejects'] as readonly { readonly reason: string }[]).map(({ reason }) => reason);
};

const opened = async (
  name: string,
  paymentModel: 'Prepay' | 'Postpay',
  soldAs = paymentModel.toLowerCase(),
): Promise<string> => {
  const account = await shop.openAccount(name, { 'payment-model': paymentModel });
  await shop.import('subscription', {
    ...{ external_key: `${name}-s`, account_id: Number(account), plan_id: 7, name, status: 'active' },
    ...{ payment_model: soldAs, start_date: '2026-01-01' },
  });
  return account;
};

const charge = (account: string, name: string, amount: string, more: object = {}) => ({
  ...{ external_key: `${name}-c`, account_id: Number(account), subscription_key: `${name}-s`, name: 'Seat' },
  ...{ description: 'Seat, January', type: 'Charge::Renew', status: 'opened', quantity: '1', duration: '1' },
  ...{ unit_price: amount, operate_from: '2026-01-05', operate_to: '2026-02-05' },
  ...more,
});

const payment = (account: string, key: string, amount: string, more: object = {}) => ({
  ...{ external_key: key, account_id: Number(account), document_id: key, status: 'completed', initial_total: amount },
  ...more,
});

const balanceOf = async (account: string): Promise<readonly unknown[]> => {
  const [byAdmin] = dataIn(await shop.admin.get(`/accounts/${account}?fields[accounts]=balance,balance-due`));
  const [byReseller] = dataIn(await shop.send('GET', `/accounts/${account}?fields[accounts]=balance,balance_due`));
  expect(Object.values(byReseller?.attributes ?? {})).toEqual(Object.values(byAdmin?.attributes ?? {}));
  return Object.values(byAdmin?.attributes ?? {});
};

const chargeOf = async (account: string, key: string): Promise<Resource> => {
  const rows = await server.database.dataSource.query<readonly { id: number }[]>(
    'SELECT id FROM charges WHERE account_id = $1 AND external_key = $2',
    [account, key],
  );
  const path = `/charges/${String(rows[0]?.id)}?fields[charges]=status,close_date,amount_due`;
  const [found] = dataIn(await shop.send('GET', path));
  if (found === undefined) throw new Error(`no charge ${key}`);
  return found;
};

const shown = ({ attributes }: Resource): readonly unknown[] => Object.values(attributes);

/** What is allocated below a record, by both APIs where both have it. */
const allocated = async (path: string): Promise<readonly unknown[]> => {
  const byReseller = dataIn(await shop.send('GET', `${path}/allocations`));
  if (!path.startsWith('/charges')) {
    const byAdmin = dataIn(await shop.admin.get(`${path}/allocations`));
    expect(byAdmin.map(({ id, attributes }) => [id, attributes['amount']])).toEqual(
      byReseller.map(({ id, attributes }) => [id, attributes['amount']]),
    );
  }
  return byReseller.map(({ attributes }) => attributes['amount']);
};

const invoiceDue = async (account: string): Promise<readonly unknown[]> => {
  const byReseller = dataIn(
    await shop.send('GET', `/invoices?filter[account_id]=${account}&sort=from_date&fields[invoices]=amount_due`),
  ).flatMap(shown);
  const path = `/invoices?filter[account_id_eq]=${account}&sort=start-date&fields[invoices]=amount-due`;
  expect(dataIn(await shop.admin.get(path)).flatMap(shown)).toEqual(byReseller);
  return byReseller;
};

describe('a charge in advance', () => {
  it('of 100 is closed by the first 100; the 900 that come then are credit, and 500 from the balance are refused', async () => {
    const ann = await opened('ann', 'Prepay');
    await shop.import('charge', charge(ann, 'ann', '100'));
    expect(await balanceOf(ann)).toEqual(['0.0', '100.0']);
    const named = { charge_keys: 'ann-c' };
    await shop.import('payment', payment(ann, 'ann-1', '100', named));
    const { id, attributes } = await chargeOf(ann, 'ann-c');
    expect(Object.values(attributes)).toEqual(['closed', '2026-01-01', '0.0']);
    expect(await balanceOf(ann)).toEqual(['0.0', '0.0']);
    await shop.import('payment', payment(ann, 'ann-2', '900', named));
    expect(await balanceOf(ann)).toEqual(['900.0', '0.0']);
    expect(await send('payment', payment(ann, 'ann-3', '500', { ...named, status: 'paid_from_balance' }))).toEqual([
      'the payment is more than its charges are open for, and a part of it is paid from the balance',
    ]);
    expect(await balanceOf(ann)).toEqual(['900.0', '0.0']);
    expect(await allocated(`/charges/${id}`)).toEqual(['100.0']);
    const payments = await shop.payments(ann);
    expect(await Promise.all(payments.map((one) => allocated(`/payments/${one.id}`)))).toEqual([['100.0'], []]);
  });

  it('at balance 0 is not paid from the balance', async () => {
    const ben = await opened('ben', 'Prepay');
    await shop.import('charge', charge(ben, 'ben', '100'));
    const fromBalance = { charge_keys: 'ben-c', status: 'paid_from_balance' };
    expect(await send('payment', payment(ben, 'ben-1', '100', fromBalance))).toEqual([
      'amount_paid_from_balance is more than the own funds of the account, 0',
    ]);
    const { id } = await chargeOf(ben, 'ben-c');
    expect(faultsOf(await shop.send('POST', `/charges/${id}/pay_from_balance`))).toEqual([400, 'PAYMENT-0007']);
    expect(await balanceOf(ben)).toEqual(['0.0', '100.0']);
  });

  it('is paid from the balance by hand, in parts and never more than is due', async () => {
    const cid = await opened('cid', 'Prepay');
    await shop.import('charge', charge(cid, 'cid', '100'));
    await shop.import('payment', payment(cid, 'cid-1', '150'));
    expect(await balanceOf(cid)).toEqual(['150.0', '100.0']);
    const { id } = await chargeOf(cid, 'cid-c');
    const pay = (body?: object, token?: string) => shop.send('POST', `/charges/${id}/pay_from_balance`, body, token);
    expect((await pay({ amount: '40', reason: 'as agreed' })).status).toBe(200);
    expect([...(await balanceOf(cid)), ...shown(await chargeOf(cid, 'cid-c'))]).toEqual([
      '110.0',
      '60.0',
      'opened',
      null,
      '60.0',
    ]);
    expect(faultsOf(await pay({ amount: '60.01' }))).toEqual([400, 'PAYMENT-0008 /amount']);
    expect(faultsOf(await pay({ amount: '0' }))).toEqual([400, 'PAYMENT-0009 /amount']);
    expect(faultsOf(await pay({ amount: '0.001' }))).toEqual([400, 'PAYMENT-0009 /amount']);
    expect(faultsOf(await pay({ amount: 'all' }))).toEqual([422, 'INVALID-VALUE /amount']);
    expect(faultsOf(await pay({ sum: '1' }))).toEqual([400, 'INVALID-BODY /sum']);
    expect(faultsOf(await pay({}, tokens.sales))).toEqual([403, 'FORBIDDEN']);
    expect((await pay()).status).toBe(200);
    expect([...(await balanceOf(cid)), ...shown(await chargeOf(cid, 'cid-c'))]).toEqual([
      '50.0',
      '0.0',
      'closed',
      '2026-01-01',
      '0.0',
    ]);
    expect(faultsOf(await pay())).toEqual([400, 'CHARGE-0007']);
    expect(await allocated(`/charges/${id}`)).toEqual(['40.0', '60.0']);
  });
});

describe('an invoice that is paid afterwards', () => {
  let dan: string;
  let eve: string;
  let fay: string;
  let gil: string;

  it('waits for its due day', async () => {
    [dan, eve, fay] = [await opened('dan', 'Postpay'), await opened('eve', 'Postpay'), await opened('fay', 'Postpay')];
    for (const [account, name] of [
      [dan, 'dan'],
      [eve, 'eve'],
      [fay, 'fay'],
    ] as const) {
      await shop.import('charge', charge(account, name, '100', { status: 'blocked', close_date: '2026-01-20' }));
    }
    await shop.import('payment', payment(dan, 'dan-1', '500'), payment(eve, 'eve-1', '30'));
    gil = await opened('gil', 'Prepay', 'postpay');
    await shop.import('charge', charge(gil, 'gil', '100', { status: 'blocked', close_date: '2026-01-20' }));
    await shop.import('correction', {
      ...{ external_key: 'gil-k', account_id: Number(gil), subscription_key: 'gil-s', status: 'approved' },
      ...{ total: '-30', include_in_invoice: true },
    });
    expect((await balanceOf(gil))[0]).toBe('-70.0');
    await calendar.untilThe('2026-02-15');
    expect(await shop.paymentsOf(dan)).toContain('waiting_for_payment: 100.0, due 2026-02-16');
    expect([await balanceOf(dan), await invoiceDue(dan)]).toEqual([
      ['400.0', '100.0'],
      ['100.0', '0.0'],
    ]);
  });

  it('is settled on that day from credit, and nothing is blocked', async () => {
    await calendar.untilThe('2026-02-17');
    expect(await shop.paymentsOf(dan)).toContain('paid_from_balance: 100.0, due 2026-02-16');
    expect(await shop.subscriptionsOf(dan)).toEqual(['dan: active']);
    expect([await balanceOf(dan), await invoiceDue(dan)]).toEqual([
      ['400.0', '0.0'],
      ['0.0', '0.0'],
    ]);
    const [invoice] = await shop.invoices(dan);
    expect(await allocated(`/invoices/${invoice?.id ?? ''}`)).toEqual(['100.0']);
  });

  it('is settled in part as far as credit goes, and the rest is due', async () => {
    expect(await shop.paymentsOf(eve)).toContain('expired: 100.0, due 2026-02-16');
    expect([await balanceOf(eve), await invoiceDue(eve)]).toEqual([
      ['-70.0', '70.0'],
      ['70.0', '0.0'],
    ]);
    expect(await shop.subscriptionsOf(eve)).toEqual(['eve: blocked']);
  });

  it('is settled at once by what comes in, of which the rest is credit', async () => {
    const added = await shop.admin.post('/payments', {
      type: 'payments',
      attributes: { amount: '80' },
      relationships: linked({ account: ['accounts', eve] }),
    });
    expect(added.status).toBe(201);
    expect(await shop.paymentsOf(eve)).toContain('paid_from_balance: 100.0, due 2026-02-16');
    expect([await balanceOf(eve), await invoiceDue(eve)]).toEqual([
      ['10.0', '0.0'],
      ['0.0', '0.0'],
    ]);
    expect(await shop.subscriptionsOf(eve)).toEqual(['eve: active']);
    const [invoice] = await shop.invoices(eve);
    expect(await allocated(`/invoices/${invoice?.id ?? ''}`)).toEqual(['30.0', '70.0']);
  });

  it('of a charge of 100 and a correction of -30 is settled by 70, whatever its account pays before', async () => {
    expect(await shop.paymentsOf(gil)).toContain('expired: 70.0, due 2026-02-16');
    await shop.import('payment', payment(gil, 'gil-1', '69.99'));
    expect([await balanceOf(gil), await invoiceDue(gil)]).toEqual([
      ['-0.01', '0.01'],
      ['0.01', '0.0'],
    ]);
    await shop.import('payment', payment(gil, 'gil-2', '50'));
    expect([await balanceOf(gil), await invoiceDue(gil)]).toEqual([
      ['49.99', '0.0'],
      ['0.0', '0.0'],
    ]);
  });

  it('is paid by hand alone where the reseller wants it so', async () => {
    const set = (value: boolean) =>
      shop.admin.patch('/resellers/1', { type: 'resellers', id: '1', attributes: { 'settles-from-credit': value } });
    expect((await set(false)).status).toBe(200);
    await shop.import('payment', payment(fay, 'fay-1', '100'));
    expect(await shop.paymentsOf(fay)).toContain('expired: 100.0, due 2026-02-16');
    const due = (await shop.payments(fay)).find(({ attributes }) => attributes['status'] === 'expired');
    const pay = (body?: object) => shop.send('POST', `/payments/${due?.id ?? ''}/pay_from_balance`, body);
    expect((await pay({ amount: 25 })).status).toBe(200);
    expect([await balanceOf(fay), await invoiceDue(fay)]).toEqual([
      ['0.0', '75.0'],
      ['75.0', '0.0'],
    ]);
    expect(faultsOf(await pay({ amount: '75.01' }))).toEqual([400, 'PAYMENT-0008 /amount']);
    expect((await set(true)).status).toBe(200);
    expect((await pay()).status).toBe(200);
    expect(await shop.subscriptionsOf(fay)).toEqual(['fay: active']);
  });

  it('and what was allocated are found by nobody else', async () => {
    const [one] = dataIn(await shop.send('GET', '/allocations'));
    for (const path of ['/allocations/4711', `/invoices/4711/allocations`]) {
      expect((await shop.send('GET', path)).status).toBe(404);
    }
    expect((await shop.send('GET', `/allocations/${one?.id ?? ''}`, undefined, tokens.owner)).status).toBe(403);
    const other = await server.send(`/api/v3/resellers/2/allocations/${one?.id ?? ''}`, {
      headers: { 'x-api-token': tokens.root },
    });
    expect(other.status).toBe(404);
  });
});
