import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { invoiceIdOf, RunSales, type SalesReport } from '@org/invoice-domain';
import type { Answer } from '@org/tools/testing';
import { Billing } from '../src/billing/billing.js';
import { prepareJobs } from '../src/billing/prepare-jobs.js';
import { Storefront } from './scenarios/support/storefront.js';
import { dataOf, refusalsOf } from './support/admin-requests.js';
import { faultsOf, ManagedWorld } from './support/managed-world.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;
let shop: Storefront;

beforeEach(async () => {
  server = await startTestApp();
  await prepareJobs(server.database.dataSource, server.database.url);
  server.clock.moveTo('2026-11-01T12:00:00Z');
  shop = new Storefront(server);
});

afterEach(() => server.close());

const run = (at: string, retryParked = false): Promise<SalesReport> => {
  server.clock.moveTo(at);
  return server.app.get(RunSales).execute({ actor: 'job:sales-run' }, { retryParked });
};

/** Runs over what was sold. @throws what could not be billed */
const bill = async (...at: readonly string[]): Promise<void> => {
  for (const moment of at) for (const error of (await run(moment)).failed.values()) throw error;
};

/** A customer with a postpaid subscription. @returns the account's id */
const customer = async (name: string, subscription: object = {}): Promise<string> => {
  const account = await shop.openAccount(name, { 'payment-model': 'Postpay' });
  await shop.import('subscription', {
    ...{ external_key: name, account_id: Number(account), plan_id: 1, name: 'Plan', status: 'active' },
    ...{ payment_model: 'postpay', start_date: '2026-11-01', ...subscription },
  });
  return account;
};

const charge = (account: string, name: string, day: string, price = 100): Promise<void> =>
  shop.import('charge', {
    ...{ external_key: `${name} of ${day}`, account_id: Number(account), subscription_key: name, name: 'Fee' },
    ...{ description: 'Fee', type: 'Charge::Renew', status: 'blocked', quantity: 1, duration: 1 },
    ...{ operate_from: day, operate_to: day, unit_price: price },
  });

const onlyInvoice = async (account: string): Promise<string> => {
  const [invoice, ...others] = await shop.invoices(account);
  if (invoice === undefined || others.length > 0) throw new Error('there is to be one invoice');
  return invoice.id;
};

const act = (path: string, body = '{}'): Promise<Answer> => shop.admin.post(path, body);

describe('a running invoice of subscriptions', () => {
  let account: string;
  let invoice: string;

  beforeEach(async () => {
    account = await customer('running');
    await charge(account, 'running', '2026-11-01');
    await bill('2026-11-20T12:00:00Z');
    invoice = await onlyInvoice(account);
  });

  const refusal = "Invoice can't be approved: it is of subscriptions, and closed by their calendar";

  it('is approved neither alone nor among many, and goes on', async () => {
    const alone = await act(`/invoices/${invoice}/approve`, '');
    expect([alone.status, refusalsOf(alone)]).toEqual([422, [`100 | ${refusal} | /data`]]);
    const many = await act('/invoices/approve', JSON.stringify({ data: [{ type: 'invoices', id: invoice }] }));
    expect(many.json()).toMatchObject({
      meta: { outcomes: [{ id: invoice, outcome: 'Refused', errors: [{ detail: refusal }] }] },
    });

    await bill('2026-11-21T12:00:00Z');
    expect(await shop.invoicesOf(account)).toEqual(['2026-11-01 to 2026-12-01: open, 100.0']);
    await bill('2026-12-02T12:00:00Z');
    expect(await shop.invoicesOf(account)).toEqual([
      '2026-11-01 to 2026-12-01: closed, 100.0',
      '2026-12-01 to 2027-01-01: open, 0.0',
    ]);
    expect(await shop.paymentsOf(account)).toEqual(['waiting_for_payment: 100.0, due 2026-12-16']);
  });

  it('is left alone by a job that approves', async () => {
    await server.app.get(Billing).approve(invoiceIdOf(Number(invoice)), { actor: 'job:approve-invoice' });
    expect(await shop.invoicesOf(account)).toEqual(['2026-11-01 to 2026-12-01: open, 100.0']);
  });

  it('is neither refilled from usage nor deleted', async () => {
    expect(refusalsOf(await act(`/invoices/${invoice}/refill`, ''))).toEqual([
      "100 | Invoice can't be refilled | /data",
    ]);
    expect((await shop.admin.remove(`/invoices/${invoice}`)).status).toBe(422);
    expect(await shop.invoicesOf(account)).toEqual(['2026-11-01 to 2026-12-01: open, 100.0']);
  });

  it('is told from one of usage in the admin list, which shows no more than it did', async () => {
    const ids = async (query: string): Promise<readonly string[]> => {
      const answer = await shop.admin.get(`/invoices?filter[account_id_eq]=${account}&${query}`);
      return (answer.json() as { readonly data: readonly { readonly id: string }[] }).data.map(({ id }) => id);
    };
    expect(await ids('filter[kind_eq]=Subscription')).toEqual([invoice]);
    expect(await ids('filter[kind_eq]=Usage')).toEqual([]);
    expect((await shop.admin.get('/invoices?filter[kind_eq]=Other')).status).toBe(400);
    expect(dataOf(await shop.admin.get(`/invoices/${invoice}`)).attributes).not.toHaveProperty('kind');
    expect(dataOf(await shop.admin.get(`/invoices/${invoice}?fields[invoices]=kind`)).attributes).toEqual({
      kind: 'Subscription',
    });
  });
});

describe('terms that move while an invoice is open', () => {
  it.each([
    ['eastward', 'Europe/Berlin'],
    ['westward', 'America/New_York'],
  ])('%s in time leave neither gap nor overlap, on both wires', async (_, timezone) => {
    const account = await customer('moving');
    await charge(account, 'moving', '2026-11-01');
    await bill('2026-11-20T12:00:00Z');
    const changed = await shop.admin.patch(`/accounts/${account}`, {
      ...{ type: 'accounts', id: account, attributes: { timezone } },
    });
    expect(changed.status).toBe(200);
    await bill('2026-12-02T12:00:00Z', '2027-01-02T12:00:00Z');

    expect(await shop.invoicesOf(account)).toEqual([
      '2026-11-01 to 2026-12-01: closed, 100.0',
      '2026-12-01 to 2027-01-01: closed, 0.0',
      '2027-01-01 to 2027-02-01: open, 0.0',
    ]);
    const { data } = (await shop.admin.get(`/invoices?filter[account_id_eq]=${account}&sort=start-date`)).json() as {
      readonly data: readonly { readonly attributes: Readonly<Record<string, string>> }[];
    };
    const instants = data.map(({ attributes }) =>
      ['start-date', 'end-date'].map((name) => Date.parse(String(attributes[name]))),
    );
    expect(instants.slice(1).map(([start]) => start)).toEqual(instants.slice(0, -1).map(([, end]) => end));
  });

  it('of the account to another billing day apply from its end on', async () => {
    const account = await customer('other day');
    await charge(account, 'other day', '2026-11-01');
    await bill('2026-11-20T12:00:00Z');
    await shop.setTerms('account-terms', account, { 'billing-day': 15 });
    await charge(account, 'other day', '2026-11-25', 7);
    await bill('2026-11-26T12:00:00Z', '2026-12-02T12:00:00Z', '2026-12-20T12:00:00Z');

    expect(await shop.invoicesOf(account)).toEqual([
      '2026-11-01 to 2026-12-01: closed, 107.0',
      '2026-12-01 to 2026-12-15: closed, 0.0',
      '2026-12-15 to 2027-01-15: open, 0.0',
    ]);
  });
});

it('a charge with a mistyped year is on one invoice, and the years since then on none', async () => {
  const account = await customer('mistyped', { start_date: '2020-02-01' });
  await charge(account, 'mistyped', '2020-02-01');
  await bill('2026-11-20T12:00:00Z', '2026-11-21T12:00:00Z');

  expect(await shop.invoicesOf(account)).toEqual([
    '2020-02-01 to 2020-03-01: closed, 100.0',
    '2026-11-01 to 2026-12-01: open, 0.0',
  ]);
});

describe('numbers of final invoices', () => {
  let world: ManagedWorld;

  beforeEach(() => {
    server.clock.moveTo('2026-03-01T12:00:00Z');
    world = new ManagedWorld(server);
  });

  const named = (document_id: string): object => ({ document_id, billing_date: '2026-01-01' });

  it('are no other invoice’s: neither one of a third party nor one that it was issued under', async () => {
    const [one, other] = [await world.issued(), await world.issued()];
    expect((await world.post(one, `invoices/${one.id}/approve`, named('X-1'))).status).toBe(200);
    for (const path of [`invoices/${other.id}/approve`, `accounts/${other.id}/approve_invoices`]) {
      for (const number of ['X-1', `INV-${one.id}`]) {
        expect(faultsOf(await world.post(other, path, named(number)))).toEqual([400, 'INVOICE-0020 /document_id']);
      }
    }
    const foreign = await world.issued({ resellerId: 2 });
    expect((await world.post(foreign, `invoices/${foreign.id}/approve`, named('X-1'))).status).toBe(200);
    expect((await world.post(other, `invoices/${other.id}/approve`, named('X-2'))).status).toBe(200);
  });

  it('are given to one alone, however many ask at once', async () => {
    const issued = [];
    for (let count = 0; count < 20; count += 1) issued.push(await world.issued());
    const answers = await Promise.all(
      issued.map((one) => world.post(one, `invoices/${one.id}/approve`, named('SAME'))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 400)]);
  });

  it('are refused for an invoice under review, also when another got one first', async () => {
    const one = await world.issued();
    await world.post(one, `invoices/${one.id}/approve`, named('X-1'));
    const change = (reference: string): Promise<Answer> =>
      shop.admin.post('/invoices/18/change-reference', { type: 'invoices', id: '18', attributes: { reference } });
    const refused = await change('X-1');
    expect([refused.status, refusalsOf(refused)]).toEqual([
      422,
      ['100 | reference - has already been taken | /data/attributes/reference'],
    ]);
    expect((await change('FREE')).status).toBe(200);
    expect((await act('/invoices/18/approve', '')).status).toBe(200);
  });

  it('let a job that approves fail, so that somebody is told', async () => {
    const one = await world.issued();
    await world.post(one, `invoices/${one.id}/approve`, named('X-1'));
    await world.rows(`UPDATE invoices SET reference = 'INV-${one.id}' WHERE id = 18`);
    const approval = server.app.get(Billing).approve(invoiceIdOf(18), { actor: 'job:approve-invoice' });
    await expect(approval).rejects.toThrow('another final invoice has its reference: change it, then retry');
  });

  it('of a third party are withdrawn until the invoice is paid, and the seals hold', async () => {
    const [wrong, right] = [await world.issued({ daysToPay: 14 }), await world.issued()];
    const before = await world.one(wrong, 'payments', 'status', 'expiration_date', 'external_total');
    const amount = { total: '7.00', currency: 'EUR' };
    await world.post(wrong, `invoices/${wrong.id}/approve`, { ...named('X-1'), amount });
    const withdrawn = await world.post(wrong, `invoices/${wrong.id}/withdraw_approval`, { reason: 'mixed up' });

    expect(withdrawn.json()).toMatchObject({
      data: { attributes: { document_id: `INV-${wrong.id}`, approved: 'false', status: 'closed' } },
    });
    expect(await world.one(wrong, 'payments', ...Object.keys(before))).toEqual(before);
    expect((await world.events(wrong)).slice(1)).toEqual([
      {
        event: 'approvalWithdrawn',
        actor: expect.stringMatching(/^manager:/),
        details: { from: 'X-1', to: `INV-${wrong.id}` },
      },
    ]);
    expect(await world.rows(`SELECT reason FROM invoice_events WHERE event = 'approvalWithdrawn'`)).toEqual([
      { reason: 'mixed up' },
    ]);
    expect((await world.post(right, `invoices/${right.id}/approve`, named('X-1'))).status).toBe(200);
    expect(await world.sealsHold(1)).toBe(true);

    expect(faultsOf(await world.post(wrong, `invoices/${wrong.id}/withdraw_approval`, {}))).toEqual([
      400,
      'INVOICE-0014',
    ]);
    await world.post(right, `invoices/${right.id}/complete`, named('X-1'));
    expect(faultsOf(await world.post(right, `invoices/${right.id}/withdraw_approval`, {}))).toEqual([
      400,
      'INVOICE-0015',
    ]);
  });

  it('are given to a credit invoice as to any other', async () => {
    const credit = await world.issued({ total: '-30', payment: null });
    const dated = { ...named('CN-1'), due_date: '2026-04-01' };
    expect(faultsOf(await world.post(credit, `invoices/${credit.id}/approve`, dated))).toEqual([
      400,
      'INVOICE-0016 /due_date',
    ]);
    const answer = await world.post(credit, `invoices/${credit.id}/approve`, named('CN-1'));
    expect([answer.status, answer.json()]).toMatchObject([
      200,
      { data: { attributes: { document_id: 'CN-1', approved: 'true', total: '-30.0' } } },
    ]);
    expect(faultsOf(await world.post(credit, `invoices/${credit.id}/complete`, named('CN-1')))).toEqual([
      400,
      'INVOICE-0018',
    ]);
  });
});

it('an account whose subscriptions cannot be billed is listed with the cause, and billed by a retry', async () => {
  await shop.setTerms('reseller-terms', '1', { 'invoice-ref-template': 'S-$year' });
  const [first, second] = [await customer('one'), await customer('two')];
  for (const [account, name] of [
    [first, 'one'],
    [second, 'two'],
  ] as const)
    await charge(account, name, '2026-11-01');
  await bill('2026-11-20T12:00:00Z');
  const { done, parked } = await run('2026-12-02T12:00:00Z');
  expect([done > 0, [...parked.keys()]]).toEqual([true, [Number(second)]]);

  const list = await shop.admin.get(`/parked-sales?filter[account_id_eq]=${second}`);
  const [record] = (list.json() as { readonly data: readonly { readonly id: string; readonly attributes: object }[] })
    .data;
  expect(record?.attributes).toMatchObject({
    'account-id': Number(second),
    cause: expect.stringContaining('another final invoice has the number S-2026. '),
    'parked-at': '2026-12-02T12:00:00.000Z',
  });

  const invoice = await onlyInvoice(second);
  const change = { type: 'invoices', id: invoice, attributes: { reference: 'S-2026-B' } };
  expect((await shop.admin.post(`/invoices/${invoice}/change-reference`, change)).status).toBe(200);
  expect((await run('2026-12-02T13:00:00Z')).done).toBe(0);
  expect((await act(`/parked-sales/${String(record?.id)}/retry`, '')).status).toBe(202);
  expect((await run('2026-12-02T14:00:00Z')).done).toBe(1);
  expect((await shop.admin.get(`/parked-sales/${String(record?.id)}`)).status).toBe(404);
  expect((await shop.invoicesOf(second))[0]).toBe('2026-11-01 to 2026-12-01: closed, 100.0');
});
