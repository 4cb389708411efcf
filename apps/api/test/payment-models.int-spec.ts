import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SalesCalendar } from './scenarios/support/sales-calendar.js';
import { Storefront } from './scenarios/support/storefront.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;
let shop: Storefront;
let calendar: SalesCalendar;

beforeAll(async () => {
  server = await startTestApp();
  shop = new Storefront(server);
  calendar = new SalesCalendar(server, '2026-01-02');
  await shop.setTerms('reseller-terms', '1', { 'externally-invoiced': true });
});

afterAll(() => server.close());

type Model = 'Prepay' | 'Postpay';

const switchTo = (account: string, model: Model): Promise<void> =>
  shop.setTerms('account-terms', account, { 'payment-model': model });

/** A customer who has bought something that is paid afterwards, for 100 a month. */
const customer = async (name: string, model: Model): Promise<string> => {
  const account = await shop.openAccount(name, { 'payment-model': model });
  const common = { account_id: Number(account) };
  await shop.import('subscription', {
    ...common,
    ...{ external_key: name, plan_id: 1, name, status: 'active', payment_model: 'postpay', start_date: '2026-01-01' },
  });
  await shop.import('charge', {
    ...common,
    ...{
      external_key: `${name}-1`,
      subscription_key: name,
      name: 'Seats',
      description: 'Seats',
      type: 'Charge::Renew',
    },
    ...{ status: 'blocked', quantity: '1', duration: '1', unit_price: '100' },
    ...{ operate_from: '2026-01-01', operate_to: '2026-01-31' },
  });
  return account;
};

/** A correction that a manager approves. @param subscription it is about, if it is about one */
const correct = async (account: string, total: string, subscription?: string): Promise<void> => {
  await shop.import('correction', {
    ...{ external_key: `${account} ${total}`, account_id: Number(account), status: 'approval_required', total },
    ...{ include_in_invoice: true, ...(subscription !== undefined && { subscription_key: subscription }) },
  });
  const listed = (await shop.send('GET', `/corrections?filter[account_id]=${account}`)).json() as {
    readonly data: readonly { readonly id: string }[];
  };
  const approved = await shop.send('POST', `/corrections/${listed.data.at(-1)?.id ?? ''}/approve`);
  expect(approved.status).toBe(200);
};

const amountsOf = async (account: string): Promise<readonly string[]> => {
  const { data } = (await shop.send('GET', `/accounts/${account}/postings`)).json() as {
    readonly data: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
  };
  return data.map(({ attributes: { kind, amount } }) => `${String(kind)} ${String(amount)}`);
};

/** A third party approves the only closed invoice of an account, and says that it was paid. */
const settle = async (account: string): Promise<void> => {
  const [invoice] = await shop.invoices(account);
  const body = { document_id: `ERP-${account}`, billing_date: '2026-01-01' };
  for (const action of ['approve', 'complete']) {
    const answer = await shop.send('POST', `/invoices/${invoice?.id ?? ''}/${action}`, body);
    expect([action, answer.status]).toEqual([action, 200]);
  }
};

/** What is told of an account: its invoices, what its payments come to, its balance and its journal. */
const told = async (account: string): Promise<Readonly<Record<string, unknown>>> => ({
  invoices: (await shop.invoicesOf(account)).filter((invoice) => invoice.includes('closed')),
  payments: (await shop.payments(account)).map(({ attributes }) => attributes['total']),
  balance: await shop.balanceOf(account),
  journal: await amountsOf(account),
});

describe('a correction of what is paid afterwards', () => {
  it('is debited once on an account that pays before, and its invoice settles what was posted, whatever the account switches to', async () => {
    const cases = [
      { total: '-30', balance: '-70.0', due: '70.0' },
      { total: '50', balance: '-150.0', due: '150.0' },
      { total: '-100', balance: '0.0', due: undefined },
    ] as const;
    const accounts: string[] = [];
    for (const { total, balance } of cases) {
      const account = await customer(`customer of ${total}`, 'Prepay');
      await correct(account, total, `customer of ${total}`);
      expect([total, await shop.balanceOf(account)]).toEqual([total, balance]);
      await switchTo(account, 'Postpay');
      accounts.push(account);
    }
    const journals = await Promise.all(accounts.map(amountsOf));
    await calendar.untilThe('2026-02-02');
    for (const account of accounts) await switchTo(account, 'Prepay');

    for (const [index, { balance, due }] of cases.entries()) {
      const account = accounts[index] ?? '';
      expect(await told(account)).toMatchObject({ balance, payments: due ? [due] : [], journal: journals[index] });
      if (due) await settle(account);
      expect(await shop.balanceOf(account)).toBe('0.0');
    }
  });
});

describe('a correction of no subscription', () => {
  it('is billed by the model that its account had when it was approved', async () => {
    const others = { Prepay: 'Postpay', Postpay: 'Prepay' } as const satisfies Record<Model, Model>;
    const pairs: { readonly model: Model; readonly stays: string; readonly switches: string }[] = [];
    for (const model of ['Prepay', 'Postpay'] as const) {
      const [stays, switches] = [
        await shop.openAccount(`stays ${model}`, { 'payment-model': model }),
        await shop.openAccount(`switches from ${model}`, { 'payment-model': model }),
      ];
      for (const account of [stays, switches]) await correct(account, '12.5');
      await switchTo(switches, others[model]);
      pairs.push({ model, stays, switches });
    }
    await calendar.untilThe('2026-03-02');

    for (const { model, stays, switches } of pairs) {
      expect([model, await told(stays)]).toEqual([
        model,
        {
          invoices: ['2026-02-01 to 2026-03-01: closed, 12.5'],
          payments: model === 'Postpay' ? ['12.5'] : [],
          balance: '-12.5',
          journal: ['correction -12.5'],
        },
      ]);
      expect([model, await told(switches)]).toEqual([model, await told(stays)]);
    }
  });
});
