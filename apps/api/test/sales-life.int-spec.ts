import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RunSales } from '@org/invoice-domain';
import { tokenHash } from '@org/invoice-domain/persistence';
import { instantOf } from '@org/kernel';
import fc from 'fast-check';
import { Storefront } from './scenarios/support/storefront.js';
import { newFindings } from './support/findings.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';
import { runs } from '@org/invoice-domain/testing';

let server: TestApp;
let shop: Storefront;
let worlds = 0;
let foundBefore: readonly string[];

beforeAll(async () => {
  server = await startTestApp();
  shop = new Storefront(server);
  foundBefore = await newFindings(server);
  await shop.setTerms('reseller-terms', '1', { 'externally-invoiced': true });
  for (const token of colleagues.slice(1)) {
    await query(`INSERT INTO managers (reseller_id, name, role, token_hash) VALUES (1, $1, 'admin', $2)`, [
      token,
      tokenHash(token),
    ]);
  }
});

afterAll(() => server.close());

/** Several managers of the reseller, who take turns. */
const colleagues = [tokens.root, 'token-of-a-colleague', 'token-of-another-colleague'] as const;
let turns = 0;

const send = (path: string, body?: object) =>
  shop.send('POST', path, body, colleagues[(turns += 1) % colleagues.length]);

const query = <Row>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> =>
  server.database.dataSource.query(sql, [...values]);

const cents = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((count) => (count / 100).toFixed(2));
const which = fc.nat({ max: 20 });

const managing = fc.constantFrom('approve', 'approve', 'complete', 'complete', 'cancel', 'pay_from_balance');

const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('charge' as const), amount: cents(0, 5000), which }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('tax' as const), amount: cents(-3000, 3000), which }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('correction' as const), amount: cents(-1000, 1000), which }) },
  { weight: 5, arbitrary: fc.record({ does: managing, amount: fc.constant(''), which }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('run' as const), amount: fc.constant(''), which }) },
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

/** One customer under external management, whom several managers serve at once. */
class Customer {
  private imported = 0;

  private constructor(
    readonly account: string,
    private readonly key: string,
  ) {}

  static async come(): Promise<Customer> {
    const key = `customer-${(worlds += 1)}`;
    server.clock.moveTo('2026-01-01T12:00:00Z');
    const account = await shop.openAccount(key, { 'payment-model': 'Postpay' });
    await shop.import('subscription', {
      external_key: key,
      account_id: Number(account),
      plan_id: 1,
      name: key,
      status: 'active',
      payment_model: 'postpay',
      start_date: '2026-01-01',
    });
    return new Customer(account, key);
  }

  /** @returns the HTTP status of whatever is done, refused or not */
  async do({ does, amount, which: place }: Action): Promise<number> {
    if (does === 'run') {
      const { failed } = await server.app.get(RunSales).execute({ actor: 'job:sales-run' });
      return failed.size === 0 ? 200 : 500;
    }
    if (does === 'charge' || does === 'correction') return this.import(does, amount);
    if (does === 'tax') {
      const charge = await this.pick('SELECT id FROM charges WHERE account_id = $1 ORDER BY id', place);
      return (await send('/taxes', { taxes: [{ charge_id: Number(charge), name: 'Tax', value: amount }] })).status;
    }
    if (does === 'cancel' || does === 'pay_from_balance') {
      const payment = await this.pick('SELECT id FROM payments WHERE account_id = $1 ORDER BY id', place);
      return (await send(`/payments/${payment}/${does}`)).status;
    }
    // Mostly of those that are closed: there is something to be done with them.
    const closed = place % 5 === 0 ? '' : `AND state = 'approved'`;
    const invoice = await this.pick(`SELECT id FROM invoices WHERE account_id = $1 ${closed} ORDER BY id`, place);
    const [known] = await query<{ readonly day: string }>('SELECT from_date::text AS day FROM invoices WHERE id = $1', [
      invoice,
    ]);
    const body = { document_id: `ERP-${invoice}`, billing_date: known?.day ?? '2026-01-01' };
    return (await send(`/invoices/${invoice}/${does}`, body)).status;
  }

  private async import(kind: 'charge' | 'correction', amount: string): Promise<number> {
    this.imported += 1;
    const common = { external_key: `${this.key}-${this.imported}`, account_id: Number(this.account) };
    const day = server.clock.now().toString().slice(0, 10);
    const row =
      kind === 'correction'
        ? { ...common, status: 'approved', total: amount, include_in_invoice: true }
        : {
            ...common,
            subscription_key: this.key,
            name: 'Seats',
            description: 'Seats',
            type: 'Charge::Renew',
            status: this.imported % 3 === 0 ? 'opened' : 'blocked',
            quantity: '1',
            duration: '1',
            unit_price: amount,
            operate_from: day,
            operate_to: day,
            close_date: day,
          };
    await shop.import(kind, row);
    return 201;
  }

  private async pick(sql: string, place: number): Promise<string> {
    const rows = await query<{ readonly id: number }>(sql, [this.account]);
    return String(rows[place % Math.max(rows.length, 1)]?.id ?? 0);
  }

  /** Violated invariants, in words. */
  faults(): Promise<readonly { readonly fault: string }[]> {
    return query(
      `SELECT 'the total of ' || id || ' is not the sum of its parts' AS fault FROM invoices WHERE account_id = $1
         AND total <> (SELECT coalesce(sum(amount), 0) FROM charges WHERE invoice_id = invoices.id)
           + (SELECT coalesce(sum(total), 0) FROM corrections WHERE invoice_id = invoices.id)
       UNION ALL SELECT invoice_id || ' has several payments' FROM invoice_payments WHERE account_id = $1 GROUP BY invoice_id HAVING count(*) > 1
       UNION ALL SELECT id || ' was not approved, and is due' FROM invoices WHERE account_id = $1 AND NOT externally_approved
         AND EXISTS (SELECT FROM invoice_payments link JOIN payments ON payments.id = payment_id
           WHERE link.invoice_id = invoices.id AND (expiration_date IS NOT NULL OR payments.status IN ('completed', 'expired', 'paid_from_balance')))
       UNION ALL SELECT id || ' is charged less than nothing' FROM charges WHERE account_id = $1 AND amount < 0
       UNION ALL SELECT 'the balance is ' || balance FROM accounts WHERE id = $1 AND balance <>
         (SELECT coalesce(sum(total - amount_paid_from_balance), 0) FROM payments WHERE account_id = $1 AND status IN ('completed', 'cancelled'))
         - (SELECT coalesce(sum(amount), 0) FROM charges WHERE account_id = $1 AND status IN ('blocked', 'closed'))
         - (SELECT coalesce(sum(total), 0) FROM corrections WHERE account_id = $1 AND status = 'approved')`,
      [this.account],
    );
  }

  /** Closed invoices as the reseller sees them. */
  async closed(): Promise<ReadonlyMap<string, string>> {
    const closed = (await shop.invoices(this.account)).filter(({ attributes }) => attributes['status'] === 'closed');
    return new Map(
      closed.map(({ id, attributes: { total, from_date, to_date } }) => [
        id,
        JSON.stringify([total, from_date, to_date]),
      ]),
    );
  }
}

it('whatever is imported, closed, approved, completed, cancelled and expired at once, no cent is lost and nothing final changes', async () => {
  const step = fc.tuple(fc.integer({ min: 0, max: 25 }), fc.array(action, { minLength: 1, maxLength: 6 }));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 14, size: 'max' }), async (steps) => {
      const customer = await Customer.come();
      let closedBefore: ReadonlyMap<string, string> = new Map();
      for (const [days, actions] of steps) {
        server.clock.moveTo(
          instantOf(server.clock.now().toString())
            .add({ hours: 24 * days })
            .toString(),
        );
        const statuses = await Promise.all(actions.map((one) => customer.do(one)));
        expect(statuses.filter((status) => status >= 500)).toEqual([]);
        expect(await customer.faults()).toEqual([]);
        const closed = await customer.closed();
        for (const [id, content] of closedBefore) expect([id, closed.get(id)]).toEqual([id, content]);
        closedBefore = closed;
      }
      await server.app.get(RunSales).execute({ actor: 'job:sales-run' });
      expect(await newFindings(server, foundBefore)).toEqual([]);
    }),
    { numRuns: runs(5), endOnFailure: true },
  );
}, 300_000);
