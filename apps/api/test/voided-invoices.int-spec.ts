import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instantOf } from '@org/kernel';
import { RunSales } from '@org/invoice-domain';
import { verificationOf } from '@org/invoice-domain/persistence';
import type { Answer } from '@org/tools/testing';
import { Storefront } from './scenarios/support/storefront.js';
import { dataOf } from './support/admin-requests.js';
import { faultsOf, ManagedWorld } from './support/managed-world.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;
let shop: Storefront;
let world: ManagedWorld;

beforeEach(async () => {
  server = await startTestApp();
  server.clock.moveTo('2026-11-01T12:00:00Z');
  shop = new Storefront(server);
  world = new ManagedWorld(server);
});

afterEach(() => server.close());

const bill = async (...at: readonly string[]): Promise<void> => {
  for (const moment of at) {
    server.clock.moveTo(moment);
    const { failed } = await server.app.get(RunSales).execute({ actor: 'job:sales-run' }, { retryParked: false });
    for (const error of failed.values()) throw error;
  }
};

/** A customer with a closed invoice of November: a charge of 100 with a tax of 19, and a correction of -30. */
const billed = async (): Promise<string> => {
  const account = await shop.openAccount('billed', { 'payment-model': 'Postpay' });
  const own = { account_id: Number(account) };
  await shop.import('subscription', {
    ...own,
    ...{
      external_key: 's',
      plan_id: 1,
      name: 'Plan',
      status: 'active',
      payment_model: 'postpay',
      start_date: '2026-11-01',
    },
  });
  await shop.import('charge', {
    ...own,
    ...{
      external_key: 'c',
      subscription_key: 's',
      name: 'Fee',
      description: 'Fee',
      type: 'Charge::Renew',
      status: 'blocked',
    },
    ...{ quantity: 1, duration: 1, operate_from: '2026-11-01', operate_to: '2026-12-01', unit_price: 100 },
  });
  await shop.import('tax', { ...own, external_key: 't', charge_key: 'c', name: 'VAT', value: 19 });
  await bill('2026-11-02T12:00:00Z');
  await shop.import('correction', {
    ...own,
    ...{ external_key: 'k', status: 'approved', total: -30, include_in_invoice: true, subscription_key: 's' },
  });
  await bill('2026-12-02T12:00:00Z');
  return account;
};

const act = (invoice: string, action: string, body: object = { reason: 'wrong' }): Promise<Answer> =>
  shop.send('POST', `/invoices/${invoice}/${action}`, body);

const firstOf = async (account: string): Promise<string> => {
  const [invoice] = await shop.invoices(account);
  if (invoice === undefined) throw new Error('there is no invoice');
  return invoice.id;
};

/** What verification says against the records of commerce, but for those of the sample ledger, which nobody has made. */
const findings = async (): Promise<readonly string[]> => {
  const found = await verificationOf(server.database.dataSource, server.clock).findings(
    instantOf('2000-01-01T00:00:00Z'),
  );
  return found
    .filter(
      ({ check, message }) =>
        ['credit notes', 'journal', 'charges', 'corrections', 'payments', 'allocations'].includes(check) &&
        !/account 7[45]\b|^credit note 13 /.test(message),
    )
    .map(({ message }) => message);
};

const sealOf = (invoice: string): Promise<unknown> =>
  world.rows(
    'SELECT seal, invoices_content(invoices) AS content, invoices_lines(invoices.id) AS lines FROM invoice_seals JOIN invoices ON id = invoice_id WHERE id = $1',
    invoice,
  );

describe('a voided invoice', () => {
  it('is owed no more, and what was on it is billed once more, on the next invoice', async () => {
    const account = await billed();
    const invoice = await firstOf(account);
    const [before, sealed] = [
      await shop.send('GET', `/invoices/${invoice}?include=charges,corrections,taxes`),
      await sealOf(invoice),
    ];
    expect(await shop.balanceOf(account)).toBe('-89.0');
    expect(await shop.paymentsOf(account)).toEqual(['waiting_for_payment: 89.0, due 2026-12-16']);

    const answer = await act(invoice, 'void');
    expect(answer.status).toBe(200);
    expect(await shop.paymentsOf(account)).toEqual(['paid_from_balance: 89.0, due 2026-12-16']);
    expect(await shop.balanceOf(account)).toBe('-89.0');
    // The document that was sealed stays as it is; its time and its payment tell.
    const shown = await shop.send('GET', `/invoices/${invoice}?include=charges,corrections,taxes`);
    expect(shown.body.replaceAll(/"updated_at":"[^"]*"/g, '')).toBe(
      before.body.replaceAll(/"updated_at":"[^"]*"/g, ''),
    );
    expect(await sealOf(invoice)).toEqual(sealed);
    expect(dataOf(await shop.send('GET', `/invoices/${invoice}?fields[invoices]=voided_at`)).attributes).toEqual({
      voided_at: '2026-12-02T14:00:00.000000+0200',
    });

    await bill('2026-12-02T13:00:00Z', '2026-12-03T12:00:00Z');
    expect(await shop.invoicesOf(account)).toEqual([
      '2026-11-01 to 2026-12-01: closed, 89.0',
      '2026-12-01 to 2027-01-01: open, 89.0',
    ]);
    await bill('2027-01-02T12:00:00Z');
    const [, next] = await shop.invoices(account);
    expect(next?.attributes).toMatchObject({ status: 'closed', total: '89.0' });
    expect(String(await shop.sumOfParts(next?.id ?? ''))).toBe('89');
    expect(await shop.paymentsOf(account)).toEqual([
      'paid_from_balance: 89.0, due 2026-12-16',
      'waiting_for_payment: 89.0, due 2027-01-16',
    ]);
    expect(await shop.balanceOf(account)).toBe('-89.0');
    expect(await findings()).toEqual([]);
  });

  it('links to the one that replaces it and back, on both APIs', async () => {
    const account = await billed();
    const invoice = await firstOf(account);
    await act(invoice, 'void');
    await bill('2026-12-02T13:00:00Z', '2026-12-03T12:00:00Z');
    const [, next] = await shop.invoices(account);
    const linked = async (path: string, name: string): Promise<unknown> =>
      dataOf(await shop.send('GET', `${path}?include=${name}`)).relationships[name]?.data;

    expect(await linked(`/invoices/${invoice}`, 'replaced_by')).toEqual([{ type: 'invoices', id: next?.id }]);
    expect(await linked(`/invoices/${next?.id ?? ''}`, 'replaces')).toEqual([{ type: 'invoices', id: invoice }]);
    const byAdmin = await shop.admin.get(`/invoices/${next?.id ?? ''}/replaces`);
    expect(byAdmin.json()).toMatchObject({ data: [{ type: 'invoices', id: invoice }] });
    expect(dataOf(await shop.admin.get(`/invoices/${invoice}?fields[invoices]=voided-at`)).attributes).toEqual({
      'voided-at': '2026-12-02T12:00:00.000Z',
    });
  });

  it('is billed again by nobody: a run finds nothing twice, whenever it comes', async () => {
    const account = await billed();
    await act(await firstOf(account), 'void');
    const days = Array.from({ length: 70 }, (_, day) => new Date(Date.UTC(2026, 11, 2 + day, 13)).toISOString());
    await bill(...days);
    expect(await shop.invoicesOf(account)).toEqual([
      '2026-11-01 to 2026-12-01: closed, 89.0',
      '2026-12-01 to 2027-01-01: closed, 89.0',
      '2027-01-01 to 2027-02-01: closed, 0.0',
      '2027-02-01 to 2027-03-01: open, 0.0',
    ]);
    expect(await shop.balanceOf(account)).toBe('-89.0');
  });

  it('makes its subscriptions active again that were blocked for it', async () => {
    const account = await billed();
    await bill('2026-12-17T12:00:00Z');
    expect(await shop.subscriptionsOf(account)).toEqual(['Plan: blocked']);
    expect((await act(await firstOf(account), 'void')).status).toBe(200);
    expect(await shop.subscriptionsOf(account)).toEqual(['Plan: active']);
  });

  it('is voided on the admin API as well, once', async () => {
    const account = await billed();
    const invoice = await firstOf(account);
    const document = { type: 'credit-notes', attributes: { reason: 'wrong' } };
    const answer = await shop.admin.post(`/invoices/${invoice}/void`, document);
    expect([answer.status, dataOf(answer).id]).toEqual([200, invoice]);
    expect((await shop.admin.post(`/invoices/${invoice}/void`, document)).status).toBe(422);
    expect(faultsOf(await act(invoice, 'void'))).toEqual([400, 'CREDIT-0006']);
    expect(faultsOf(await act(invoice, 'credit'))).toEqual([400, 'CREDIT-0006']);
    expect(
      await world.rows('SELECT event FROM invoice_events WHERE invoice_id = $1 ORDER BY id DESC LIMIT 2', invoice),
    ).toEqual([{ event: 'paidFromBalance' }, { event: 'voided' }]);
  });
});

describe('an invoice is not voided', () => {
  it.each<[string, Parameters<ManagedWorld['issued']>[0], string]>([
    ['that is open', { state: 'pending', payment: null }, 'CREDIT-0001'],
    ['that is paid', { payment: 'completed' }, 'CREDIT-0008'],
    ['of which a part is paid', { paidFromBalance: '1' }, 'CREDIT-0008'],
    ['that was paid in advance', { paymentModel: 'prepay', payment: null }, 'CREDIT-0008'],
    ['whose payment is under way', { payment: 'processing' }, 'INVOICE-0019'],
    ['whose payment was cancelled', { payment: 'cancelled' }, 'INVOICE-0017'],
    ['of less than zero', { total: '-5', payment: null }, 'CREDIT-0002'],
  ])('%s', async (_, sketch, code) => {
    const { id } = await world.issued(sketch);
    expect(faultsOf(await act(String(id), 'void'))).toEqual([400, code]);
  });

  it('of usage, nor one that is credited in part, nor one that a third-party system has approved', async () => {
    await world.rows(`UPDATE invoices SET state = 'approved' WHERE id = 18`);
    expect(faultsOf(await act('18', 'void'))).toEqual([400, 'CREDIT-0007']);

    const { id } = await world.issued();
    expect((await act(String(id), 'credit', { reason: 'a part', amount: '1' })).status).toBe(201);
    expect(faultsOf(await act(String(id), 'void'))).toEqual([400, 'CREDIT-0009']);

    const approved = await world.approved();
    expect(faultsOf(await act(String(approved.id), 'void'))).toEqual([400, 'CREDIT-0010']);
    expect((await act(String(approved.id), 'withdraw_approval', {})).status).toBe(200);
    expect((await act(String(approved.id), 'void')).status).toBe(200);
  });
});
