import { RunSales } from '@org/invoice-domain';
import { Storefront } from '../scenarios/support/storefront.js';
import { requestsFor, type BusyAccount, type MoneyRequest } from './money-requests.js';
import type { TestApp } from './test-app.js';

const months = Array.from({ length: 10 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}`);

const charge = (account: number, subscription_key: string, external_key: string, unit_price: string, more: object) => ({
  ...{ account_id: account, subscription_key, external_key, name: 'Seat', description: 'Seat', type: 'Charge::Renew' },
  ...{ quantity: 1, duration: 1, unit_price, ...more },
});

const payment = (account: number, key: string, initial_total: string) => ({
  ...{ account_id: account, external_key: key, document_id: key, status: 'completed', initial_total },
});

/**
 * Accounts of the first reseller: each has ten invoices of 100, eight open charges of 20 in advance, four corrections, a
 * payment of 60 that the overdue invoices have, and credit of 250.
 */
export class BusyAccounts {
  private readonly shop: Storefront;

  constructor(private readonly server: TestApp) {
    this.shop = new Storefront(server);
  }

  /** Lets ten months go by for all of them. @returns a hundred requests for each */
  async open(...names: readonly string[]): Promise<readonly (readonly MoneyRequest[])[]> {
    this.server.clock.moveTo('2026-01-01T12:00:00Z');
    await this.shop.setTerms('reseller-terms', '1', { 'externally-invoiced': true });
    const accounts = new Map<string, number>();
    for (const name of names) {
      const account = await this.shop.openAccount(name, { 'payment-model': 'Postpay' });
      accounts.set(name, Number(account));
      await this.subscribe(Number(account), name, 'postpay', '2026-01-01');
    }
    for (const month of months) {
      this.server.clock.moveTo(`${month}-01T12:00:00Z`);
      const days = { status: 'blocked', operate_from: `${month}-01`, operate_to: `${month}-28` };
      for (const [name, account] of accounts) {
        await this.shop.import('charge', charge(account, `${name}-postpay`, `${name}-${month}`, '100', days));
      }
      await this.bill(`${month}-02T12:00:00Z`);
    }
    await this.bill('2026-11-02T12:00:00Z');
    const busy = [];
    for (const [name, account] of accounts) busy.push(await this.prepare(account, name));
    await this.bill('2026-11-05T12:00:00Z');
    await this.settleFromCredit(false);
    for (const { id, name } of busy) await this.shop.import('payment', payment(id, `${name}-c`, '250'));
    await this.settleFromCredit(true);
    return busy.map((account) => requestsFor(this.server, account));
  }

  private async settleFromCredit(value: boolean): Promise<void> {
    const answer = await this.shop.admin.change('resellers', '1', { 'settles-from-credit': value });
    if (answer.status !== 200) throw new Error(answer.body);
  }

  private subscribe(account: number, name: string, payment_model: 'prepay' | 'postpay', start_date: string) {
    const external_key = `${name}-${payment_model}`;
    return this.shop.import('subscription', {
      ...{ account_id: account, external_key, plan_id: 7, name: 'Seat', status: 'active', payment_model, start_date },
    });
  }

  /** The first five invoices are approved, and two of them are overdue two days later. */
  private async prepare(account: number, name: string): Promise<BusyAccount> {
    await this.subscribe(account, name, 'prepay', '2026-11-01');
    const ahead = { status: 'opened', operate_from: '2026-11-01', operate_to: '2026-12-01' };
    const charges = Array.from({ length: 8 }, (_, at) =>
      charge(account, `${name}-prepay`, `${name}-a${at}`, '20', ahead),
    );
    await this.shop.import('charge', ...charges);
    const waiting = { account_id: account, subscription_key: `${name}-postpay`, status: 'approval_required' };
    const corrections = ['-6', '4', '-6', '4'].map((total, at) => ({
      ...{ ...waiting, external_key: `${name}-k${at}`, total, include_in_invoice: true },
    }));
    await this.shop.import('correction', ...corrections);
    await this.shop.import('payment', payment(account, `${name}-r`, '60'));
    const ids = (sql: string): Promise<readonly number[]> => this.ids(sql, account);
    const invoices = await ids('SELECT id FROM invoices WHERE account_id = $1 ORDER BY from_date LIMIT 10');
    for (const [at, invoice] of invoices.slice(0, 5).entries()) {
      const body = { document_id: `${name}-${at}`, billing_date: `${months[at] ?? ''}-01` };
      const due_date = at < 2 ? '2026-11-03' : '2027-06-01';
      const answer = await this.shop.send('POST', `/invoices/${invoice}/approve`, { ...body, due_date });
      if (answer.status !== 200) throw new Error(answer.body);
    }
    return {
      ...{ id: account, name, invoices, refundable: (await ids(refundable))[0] ?? 0 },
      payments: await ids(
        'SELECT payment_id AS id FROM invoices JOIN invoice_payments ON invoice_id = invoices.id WHERE invoices.account_id = $1 ORDER BY from_date LIMIT 10',
      ),
      charges: await ids(`SELECT id FROM charges WHERE account_id = $1 AND status = 'opened' ORDER BY id`),
      corrections: await ids('SELECT id FROM corrections WHERE account_id = $1 ORDER BY id'),
    };
  }

  private async ids(sql: string, account: number): Promise<readonly number[]> {
    const rows = await this.server.database.dataSource.query<readonly { readonly id: number }[]>(sql, [account]);
    return rows.map(({ id }) => id);
  }

  private async bill(at: string): Promise<void> {
    this.server.clock.moveTo(at);
    const { failed } = await this.server.app.get(RunSales).execute({ actor: 'job:sales-run' });
    for (const error of failed.values()) throw error;
  }
}

const refundable = `SELECT id FROM payments WHERE account_id = $1 AND external_key LIKE '%-r'`;
