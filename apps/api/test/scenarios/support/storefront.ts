import { Decimal } from '@org/kernel';
import type { Answer } from '@org/tools/testing';
import { AdminRequests, adminPrefix, dataOf, jsonApiType, linked } from '../../support/admin-requests.js';
import { tokens, type TestApp } from '../../support/test-app.js';

interface Record {
  readonly id: string;
  readonly attributes: Readonly<{ [name: string]: unknown }>;
  readonly relationships?: Readonly<{ [name: string]: { readonly data?: readonly { readonly id: string }[] } }>;
}

const recordsOf = (answer: Answer): readonly Record[] => {
  if (answer.status !== 200) throw new Error(answer.body);
  return (answer.json() as { readonly data: readonly Record[] }).data;
};

/** The storefront of a reseller, the first one unless said: sales and their invoices, through the two APIs only. */
export class Storefront {
  readonly admin: AdminRequests;
  private batches = 0;

  constructor(
    private readonly server: TestApp,
    private readonly owner: { readonly reseller: string; readonly token: string } = {
      reseller: '1',
      token: tokens.root,
    },
  ) {
    this.admin = new AdminRequests(server);
  }

  /** @returns the new account's id */
  async openAccount(name: string, terms: object): Promise<string> {
    const contractor = dataOf(
      await this.admin.post('/contractors', {
        type: 'contractors',
        attributes: { name, customer: true, vendor: false },
      }),
    );
    const answer = await this.admin.post('/accounts', {
      type: 'accounts',
      attributes: { name, timezone: 'UTC' },
      relationships: linked({ contractor: ['contractors', contractor.id] }),
    });
    if (answer.status !== 201) throw new Error(answer.body);
    const { id } = dataOf(answer);
    await this.setTerms('account-terms', id, terms);
    return id;
  }

  async setTerms(type: 'account-terms' | 'reseller-terms', id: string, attributes: object): Promise<void> {
    const answer = await this.admin.patch(`/${type}/${id}`, { type, id, attributes });
    if (answer.status !== 200) throw new Error(answer.body);
  }

  /** @param kind such as `charge`; rows have all that the ledger asks of them */
  async import(kind: string, ...rows: readonly object[]): Promise<void> {
    this.batches += 1;
    const answer = await this.server.send(`${adminPrefix}/${kind}-batches`, {
      method: 'POST',
      headers: {
        authorization: this.server.adminToken(),
        'content-type': 'application/x-ndjson',
        'idempotency-key': `story-${this.owner.reseller}-${this.batches}`,
      },
      body: rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    });
    if (answer.status !== 201 || !answer.body.includes('"rejected":0')) throw new Error(answer.body);
  }

  /** @param token of a manager of the reseller */
  send(method: string, path: string, body?: object, token: string = this.owner.token): Promise<Answer> {
    return this.server.send(`/api/v3/resellers/${this.owner.reseller}${path}`, {
      method,
      headers: { 'x-api-token': token, 'content-type': jsonApiType },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  /** The reseller's view: number, status, days and total of each invoice of an account, oldest first. */
  async invoicesOf(account: string): Promise<readonly string[]> {
    return (await this.invoices(account)).map(({ attributes }) => {
      const { status, from_date: from, to_date: to, total, approved } = attributes;
      return `${String(from)} to ${String(to)}: ${String(status)}, ${String(total)}${approved === 'true' ? ', approved' : ''}`;
    });
  }

  /** The admin's view of the same. */
  async seenByAdmin(account: string): Promise<readonly string[]> {
    const answer = await this.admin.get(
      `/invoices?filter[account_id_eq]=${account}&sort=start-date&fields[invoices]=state,start-date,end-date,total`,
    );
    return recordsOf(answer).map(({ attributes }) => {
      const { state, 'start-date': start, 'end-date': end, total } = attributes;
      const status = state === 'Approved' ? 'closed' : 'open';
      return `${String(start).slice(0, 10)} to ${String(end).slice(0, 10)}: ${status}, ${String(total)}`;
    });
  }

  async invoices(account: string): Promise<readonly Record[]> {
    return recordsOf(await this.send('GET', `/invoices?filter[account_id]=${account}&sort=from_date`));
  }

  /** Status, total and due day of each payment of an account, oldest first. */
  async paymentsOf(account: string): Promise<readonly string[]> {
    return (await this.payments(account)).map(
      ({ attributes: { status, total, expiration_date: due } }) =>
        `${String(status)}: ${String(total)}, due ${String(due)}`,
    );
  }

  async payments(account: string): Promise<readonly Record[]> {
    return recordsOf(await this.send('GET', `/payments?filter[account_id]=${account}`));
  }

  async subscriptionsOf(account: string): Promise<readonly string[]> {
    const answer = await this.send('GET', `/subscriptions?filter[account_id]=${account}`);
    return recordsOf(answer).map(({ attributes: { name, status } }) => `${String(name)}: ${String(status)}`);
  }

  async balanceOf(account: string): Promise<string> {
    return String(dataOf(await this.admin.get(`/accounts/${account}`)).attributes['balance']);
  }

  /** Sum of the items of an invoice. */
  async sumOfParts(invoice: string): Promise<Decimal> {
    const answer = await this.send('GET', `/invoices/${invoice}?include=charges,corrections`);
    const { included = [] } = answer.json() as { readonly included?: readonly Record[] };
    return Decimal.sum(
      included.map(({ attributes }) => Decimal.of(String(attributes['amount'] ?? attributes['total']))),
    );
  }
}
