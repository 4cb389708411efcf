import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Decimal } from '@org/kernel';
import { AdminRequests, dataOf, linked } from '../support/admin-requests.js';
import { newFindings } from '../support/findings.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { SalesCalendar } from './support/sales-calendar.js';
import { Storefront } from './support/storefront.js';

/*
 * A year of a marketplace, from its first record to the statement of account at its end, over nothing but HTTP. Every chapter goes on where
 * the one before it has ended. What moved is written down beside it, in books that know nothing of the ledger.
 *
 *   Ann   pays afterwards: what she consumed is billed, approved and completed, but for June, which her credit pays; a part of September is
 *         credited
 *   Ben   pays before: each month in advance, and July is given back
 */
jest.setTimeout(240_000);

const months = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`);

let server: TestApp;
let admin: AdminRequests;
let shop: Storefront;
let calendar: SalesCalendar;
let foundBefore: readonly string[];
let ann: string;
let ben: string;

/** Movements as they should be, by account: `charge -100`. */
const books = new Map<string, string[]>();
const enter = (account: string, kind: string, amount: string): void => {
  books.set(account, [...(books.get(account) ?? []), `${kind} ${amount}`]);
};
const sumOf = (entries: readonly string[]): string =>
  Decimal.sum(entries.map((entry) => Decimal.of(entry.split(' ')[1] ?? ''))).toString();
const entriesOf = (account: string, isIt: (amount: Decimal) => boolean = () => true): readonly string[] =>
  (books.get(account) ?? []).filter((entry) => isIt(Decimal.of(entry.split(' ')[1] ?? '')));

beforeAll(async () => {
  server = await startTestApp();
  admin = new AdminRequests(server);
  calendar = new SalesCalendar(server, '2026-01-01');
  foundBefore = await newFindings(server);
});

afterAll(() => server.close());

const made = async (type: string, attributes: object, links: Parameters<typeof linked>[0] = {}): Promise<string> =>
  (await admin.make(type, attributes, links)).id;

/** @returns what the answer of a manager's request says, once it is as it should be */
const done = async (method: string, path: string, body?: object): Promise<void> => {
  const answer = await shop.send(method, path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.body}`);
};

const nextOf = (month: string): string => months[months.indexOf(month) + 1] ?? '2027-01';

const charge = (account: string, subscription_key: string, month: string, unit_price: string, status: string) => ({
  external_key: `${subscription_key}-${month}`,
  account_id: Number(account),
  subscription_key,
  name: 'Seats',
  description: `Seats, ${month}`,
  type: 'Charge::Renew',
  status,
  quantity: '1',
  duration: '1',
  unit_price,
  operate_from: `${month}-01`,
  operate_to: `${month}-28`,
  close_date: `${month}-03`,
});

/** What Ann buys in a month, with a tax, and a correction in each third one. */
const sellToAnn = async (month: string): Promise<void> => {
  const price = `${100 + months.indexOf(month)}.05`;
  const common = { account_id: Number(ann) };
  await shop.import('charge', charge(ann, 'ann-office', month, price, 'blocked'));
  enter(ann, 'charge', `-${price}`);
  await shop.import('tax', {
    ...common,
    ...{ external_key: `VAT-${month}`, charge_key: `ann-office-${month}`, name: 'VAT', value: '7.01' },
  });
  enter(ann, 'tax', '-7.01');
  if (months.indexOf(month) % 3 !== 2) return;
  const total = month === '2026-06' ? '4.5' : '-10.25';
  const correction = {
    external_key: `goodwill-${month}`,
    status: 'approval_required',
    total,
    include_in_invoice: true,
  };
  await shop.import('correction', { ...common, ...correction });
  const waiting = await shop.send('GET', `/corrections?filter[account_id]=${ann}&filter[status]=approval_required`);
  const { data } = waiting.json() as { readonly data: readonly { readonly id: string }[] };
  await done('POST', `/corrections/${data[0]?.id ?? ''}/approve`);
  enter(ann, 'correction', Decimal.of(total).negated().toString());
};

/** Ben pays for the month in advance; what he pays is used up by it. */
const sellToBen = async (month: string): Promise<void> => {
  await shop.import('charge', charge(ben, 'ben-mail', month, '30', 'opened'));
  await shop.import('payment', {
    ...{ external_key: `ben-${month}`, account_id: Number(ben), document_id: `B-${month}`, status: 'completed' },
    ...{ initial_total: '30', charge_keys: `ben-mail-${month}` },
  });
  enter(ben, 'payment', '30');
  enter(ben, 'settlement', '-30');
};

/** A third party approves the invoice of a month, and says that it was paid. */
const settle = async (month: string): Promise<void> => {
  const invoices = await shop.invoices(ann);
  const invoice = invoices.find(({ attributes }) => attributes['from_date'] === `${month}-01`);
  const total = String(invoice?.attributes['total']);
  const body = { document_id: `ERP-${month}`, billing_date: `${month}-01` };
  await done('POST', `/invoices/${invoice?.id ?? ''}/approve`, { ...body, due_date: `${nextOf(month)}-20` });
  if (month === '2026-06') return;
  await done('POST', `/invoices/${invoice?.id ?? ''}/complete`, body);
  // That of December is paid in the year after.
  if (month !== '2026-12') enter(ann, 'payment', Decimal.of(total).toString());
};

/** Seats of September were not delivered: the customer, who has paid for them, has their price as credit. */
const creditSeptember = async (): Promise<void> => {
  const invoice = (await shop.invoices(ann)).find(({ attributes }) => attributes['from_date'] === '2026-09-01');
  await done('POST', `/invoices/${invoice?.id ?? ''}/credit`, { reason: 'not delivered', amount: '12.50' });
  enter(ann, 'credit_note', '12.5');
};

/** Ben gets back what he paid for July, which is open no more. */
const refundJuly = async (): Promise<void> => {
  const payment = (await shop.payments(ben)).find(({ attributes }) => attributes['document_id'] === 'B-2026-07');
  const id = payment?.id ?? '';
  const data = { type: 'payments', id, attributes: { amount: '30' } };
  const body = JSON.stringify({ data, meta: { reason: 'the mail did not work' } });
  expect((await admin.post(`/payments/${id}/refund`, body)).status).toBe(200);
  enter(ben, 'settlement', '30');
  enter(ben, 'refund', '-30');
};

interface Statement {
  readonly data: { readonly attributes: Readonly<Record<string, unknown>> };
}

const figures = ['opening', 'closing'].map((name) => `${name}-balance`).concat('credits', 'debits');

/** Opening and closing balance, credits and debits, once both APIs are seen to say the same. */
const statementOf = async (account: string, from: string, to: string): Promise<readonly string[]> => {
  const path = `/accounts/${account}/statement?filter[from]=${from}&filter[to]=${to}`;
  const byAdmin = (await admin.get(path)).json() as Statement;
  const byManager = (await shop.send('GET', path)).json() as Statement;
  const told = figures.map((name) => String(byAdmin.data.attributes[name]));
  expect(figures.map((name) => String(byManager.data.attributes[name.replace('-', '_')]))).toEqual(told);
  return told.map((amount) => Decimal.of(amount).toString());
};

describe('a marketplace', () => {
  it('is set up: a reseller, its manager with a token, and two customers', async () => {
    const reseller = await made('resellers', {
      ...{ name: 'Market', domain: 'market.test', currency: 'EUR', 'company-name': 'Market GmbH', country: 'DE' },
      ...{ timezone: 'Europe/Berlin', 'externally-invoiced': true },
    });
    const manager = await made('managers', { name: 'Mia', role: 'admin' }, { reseller: ['resellers', reseller] });
    const issued = await admin.post('/api-tokens/issue', {
      type: 'api-tokens',
      attributes: { name: 'shop' },
      relationships: linked({ manager: ['managers', manager] }),
    });
    const { meta } = issued.json() as { readonly meta: { readonly token: string } };
    shop = new Storefront(server, { reseller, token: meta.token });
    const contractor = await made('contractors', { name: 'Customers', customer: true, vendor: false });
    const open = (name: string, model: string): Promise<string> =>
      made(
        'reseller-accounts',
        { name, 'payment-model': model, 'billing-day': 1, timezone: 'Europe/Berlin' },
        { reseller: ['resellers', reseller], contractor: ['contractors', contractor] },
      );
    [ann, ben] = [await open('Ann', 'Postpay'), await open('Ben', 'Prepay')];
    const subscription = { plan_id: 1, status: 'active', start_date: '2026-01-01' };
    await shop.import(
      'subscription',
      {
        ...subscription,
        external_key: 'ann-office',
        account_id: Number(ann),
        name: 'Office',
        payment_model: 'postpay',
      },
      { ...subscription, external_key: 'ben-mail', account_id: Number(ben), name: 'Mail', payment_model: 'prepay' },
    );
    expect(dataOf(await admin.get(`/accounts/${ann}`)).attributes['balance']).toBe('0.0');
  });

  it('sells and bills for a year, month by month', async () => {
    for (const month of months) {
      await calendar.untilThe(`${month}-03`);
      await sellToAnn(month);
      await sellToBen(month);
      const before = months[months.indexOf(month) - 1];
      await calendar.untilThe(`${month}-10`);
      if (before !== undefined) await settle(before);
      if (month === '2026-08') await refundJuly();
      if (month === '2026-10') await creditSeptember();
      if (month === '2026-07') {
        await calendar.untilThe('2026-07-15');
        await shop.import('payment', {
          ...{
            external_key: 'top-up',
            account_id: Number(ann),
            document_id: 'T1',
            status: 'completed',
            initial_total: '200',
          },
        });
        enter(ann, 'payment', '200');
      }
    }
    await calendar.untilThe('2027-01-10');
    await settle('2026-12');

    const statuses = (await shop.payments(ann)).map(({ attributes: { status } }) => status);
    expect(statuses.filter((status) => status === 'completed')).toHaveLength(12);
    expect(statuses.filter((status) => status === 'paid_from_balance')).toHaveLength(1);
  });

  it.each([
    ['Ann', () => ann],
    ['Ben', () => ben],
  ])('gives account of the year: every movement of %s is in the journal, to the cent', async (_, account) => {
    const [opening, closing, credits, debits] = await statementOf(account(), '2026-01-01', '2026-12-31');
    expect({ opening, closing, credits, debits }).toEqual({
      opening: '0',
      closing: sumOf(entriesOf(account())),
      credits: sumOf(entriesOf(account(), (amount) => !amount.isNegative())),
      debits: sumOf(entriesOf(account(), (amount) => amount.isNegative())),
    });
    const listed = await shop.send(
      'GET',
      `/accounts/${account()}/postings?page[size]=1000&filter[booked_at][lt]=2026-12-31T23:00:00Z`,
    );
    const { data } = listed.json() as {
      readonly data: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
    };
    const posted = data.map(
      ({ attributes: { kind, amount } }) => `${String(kind)} ${Decimal.of(String(amount)).toString()}`,
    );
    const written = entriesOf(account()).map((entry) => {
      const [kind = '', amount = ''] = entry.split(' ');
      return `${kind} ${Decimal.of(amount).toString()}`;
    });
    expect([...posted].sort()).toEqual([...written].sort());
  });

  it('has statements of months that follow each other', async () => {
    let last = '0';
    for (const month of months) {
      const [year = 0, number = 0] = month.split('-').map(Number);
      const end = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
      const [opening, closing] = await statementOf(ann, `${month}-01`, end);
      expect([month, opening]).toEqual([month, last]);
      last = closing ?? '';
    }
    expect(last).toBe((await statementOf(ann, '2026-01-01', '2026-12-31'))[1]);
  });

  it('leaves a ledger in which everything is in its place', async () => {
    expect(await newFindings(server, foundBefore)).toEqual([]);
  });
});
