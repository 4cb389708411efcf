import type { Answer } from '@org/tools/testing';
import { AdminRequests, adminPrefix, dataOf, linked } from '../../support/admin-requests.js';
import { tokens, type TestApp } from '../../support/test-app.js';

interface Row {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string | null>>;
}

interface Outcome {
  readonly id: string;
  readonly outcome: string;
  readonly errors?: readonly { readonly title: string }[];
}

const rowsOf = (answer: Answer): readonly Row[] => {
  if (answer.status !== 200) throw new Error(answer.body);
  return (answer.json() as { readonly data: readonly Row[] }).data;
};

/** To the minute where there are no seconds: `2026-01-31T22:00Z`. */
const short = (moment: string | null | undefined): string => String(moment).replace(/:00\.000Z$/, 'Z');

/** The billing office: its work with the two APIs. */
export class Office {
  readonly admin: AdminRequests;

  constructor(private readonly server: TestApp) {
    this.admin = new AdminRequests(server);
  }

  /** @returns the new record's id */
  async create(type: string, attributes: object, links: Parameters<typeof linked>[0] = {}): Promise<string> {
    const answer = await this.admin.post(`/${type}`, { type, attributes, relationships: linked(links) });
    if (answer.status !== 201) throw new Error(answer.body);
    return dataOf(answer).id;
  }

  async change(account: string, attributes: object): Promise<void> {
    const answer = await this.admin.patch(`/accounts/${account}`, { type: 'accounts', id: account, attributes });
    if (answer.status !== 200) throw new Error(answer.body);
  }

  /** End and type of the next scheduled invoice, which neither API shows. */
  async plannedFor(account: string): Promise<string> {
    const [plan] = await this.server.database.dataSource.query<readonly { readonly plan: string }[]>(
      `SELECT next_invoice_type || ' until ' || to_char(next_invoice_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') AS plan
       FROM accounts WHERE id = $1`,
      [account],
    );
    return plan?.plan ?? 'nothing';
  }

  order(account: string, start: string, end: string) {
    return {
      type: 'invoices',
      attributes: { 'start-date': start, 'end-date': end },
      relationships: linked({ account: ['accounts', account] }),
    };
  }

  /** Creates a manual invoice, whose usage a worker aggregates. */
  async bill(account: string, start: string, end: string): Promise<string> {
    const answer = await this.admin.post('/invoices', this.order(account, start, end));
    if (answer.status !== 201) throw new Error(answer.body);
    return dataOf(answer).id;
  }

  /** Does what a URL says, without a word more. */
  act(path: string): Promise<Answer> {
    return this.server.send(adminPrefix + path, {
      method: 'POST',
      headers: { authorization: this.server.adminToken() },
    });
  }

  /** Outcome of each approval, with the reason of a refusal. */
  async approveAll(...ids: readonly string[]): Promise<readonly string[]> {
    const body = JSON.stringify({ data: ids.map((id) => ({ type: 'invoices', id })) });
    const { meta } = (await this.admin.post('/invoices/approve', body)).json() as {
      readonly meta: { readonly outcomes: readonly Outcome[] };
    };
    return meta.outcomes.map(({ id, outcome, errors = [] }) =>
      [`${id} ${outcome}`, ...errors.map(({ title }) => title)].join(': '),
    );
  }

  /** An account's invoices in the order of their periods. */
  async invoicesOf(account: string): Promise<readonly Row[]> {
    return rowsOf(await this.admin.get(`/invoices?filter[account_id_eq]=${account}&sort=start-date&page[size]=1000`));
  }

  /** The same in short, latest `count`: `Auto Full 2026-01-01T00:00Z – 2026-02-01T00:00Z 28.2`. */
  async latestInvoicesOf(account: string, count: number): Promise<readonly string[]> {
    return (await this.invoicesOf(account)).slice(-count).map(({ attributes }) => {
      const { 'invoice-type': type, 'start-date': start, 'end-date': end, 'amount-spent': spent } = attributes;
      return `${String(type)} ${short(start)} – ${short(end)} ${String(spent)}`;
    });
  }

  /** @param position from the end: 1 is the latest */
  async invoiceOf(account: string, position: number): Promise<string> {
    const found = (await this.invoicesOf(account)).at(-position);
    if (found === undefined) throw new Error(`account ${account} has no such invoice`);
    return found.id;
  }

  /** All that the account was ever billed. */
  async billedInAll(account: string): Promise<string> {
    const answer = await this.admin.get(`/invoices?filter[account_id_eq]=${account}&withTotals=true&page[size]=1`);
    const { meta } = answer.json() as {
      readonly meta: { readonly totals: readonly Readonly<Record<string, unknown>>[] };
    };
    return meta.totals
      .map((sums) => {
        const { count, 'amount-spent': spent, 'amount-earned': earned, total } = sums;
        return `${String(count)} invoices: ${String(spent)} spent, ${String(earned)} earned, ${String(total)} in all`;
      })
      .join();
  }

  /** All that the account has used until its latest invoice ends, by its calls and transactions alone. */
  async usedInAll(account: string): Promise<string> {
    const [sum] = await this.server.database.dataSource.query<readonly { readonly used: string }[]>(
      `WITH billed AS (SELECT max(ends_at) AS until FROM invoices WHERE account_id = $1)
       SELECT trim_scale(sum(amount))::text AS used FROM (
         SELECT customer_price AS amount FROM cdrs, billed WHERE customer_account_id = $1 AND time_start < until
         UNION ALL SELECT -vendor_price FROM cdrs, billed WHERE vendor_account_id = $1 AND time_start < until
         UNION ALL SELECT amount FROM transactions, billed WHERE account_id = $1 AND created_at < until
       ) movements`,
      [account],
    );
    return String(sum?.used);
  }

  /** Attributes of the billing run of a day. */
  async runOf(day: string): Promise<Row> {
    const [run] = rowsOf(await this.admin.get(`/billing-runs?filter[at_eq]=${day}T05:30:00Z`));
    if (run === undefined) throw new Error(`there was no run on ${day}`);
    return run;
  }

  /** Outcome of a run for an account, with the cause if it was not billed. */
  async outcomeOf(run: string, account: string): Promise<readonly unknown[]> {
    const answer = await this.admin.get(
      `/billing-run-accounts?filter[billing_run_id_eq]=${run}&filter[account_id_eq]=${account}`,
    );
    return rowsOf(answer).map(({ attributes }) => [attributes['outcome'], attributes['cause']]);
  }

  /** Audit rows of an invoice in short form. */
  async historyOf(invoice: string): Promise<readonly string[]> {
    const answer = await this.admin.get(`/invoice-events?filter[invoice_id_eq]=${invoice}&sort=created-at,id`);
    return rowsOf(answer).map(
      ({ attributes }) =>
        `${String(attributes['event'])} by ${String(attributes['actor'])} ${short(attributes['created-at'])}`,
    );
  }

  /** Invoices of an account as its reseller sees them: `open, 2026-01-01 – 2026-02-01, 28.2`. */
  async resellerSees(account: string, ...ids: readonly string[]): Promise<readonly string[]> {
    const path = `/api/v3/resellers/1/invoices?filter[account_id]=${account}&filter[id]=${ids.join(',')}&sort=from_date`;
    return rowsOf(await this.server.send(path, { headers: { 'x-api-token': tokens.root } })).map(({ attributes }) => {
      const { status, document_id: reference, from_date: from, to_date: to, total } = attributes;
      return `${String(status)} ${String(reference)} ${String(from)} – ${String(to)} ${String(total)}`;
    });
  }
}
