import type { Answer } from '@org/tools/testing';
import { adminPrefix } from '../../support/admin-requests.js';
import type { TestApp } from '../../support/test-app.js';

/** A call as the story tells it. */
export interface Call {
  readonly at: string;
  readonly customer: string;
  readonly price: string;
  readonly vendor?: string;
  readonly cost?: string;
  readonly network?: string;
}

/** A call that a customer makes every day at noon in UTC, which is the same day in all zones of the story. */
export type Habit = Omit<Call, 'at'>;

/** Calls as they were sent, under the id by which the ledger knows them when they come again. */
interface Batch {
  readonly id: string;
  readonly rows: string;
}

/** The telephone switch: it keeps the calls of each day until it imports them. */
export class Switch {
  readonly habits: Habit[] = [];
  /** The last imported batch. */
  latest: Batch = { id: '', rows: '' };
  private readonly expected: Call[] = [];
  private kept = '';
  private calls = 0;

  constructor(private readonly server: TestApp) {}

  /** Calls that will be made beside the daily ones. */
  expect(...calls: readonly Call[]): void {
    this.expected.push(...calls);
  }

  keep(day: string): void {
    const daily = this.habits.map((habit) => ({ ...habit, at: `${day}T12:00:00Z` }));
    const others = this.expected.filter(({ at }) => at.startsWith(day));
    this.kept += [...daily, ...others].map((call) => this.rowOf(call)).join('');
  }

  async import(id: string): Promise<void> {
    this.latest = { id, rows: this.kept };
    this.kept = '';
    const answer = await this.send(this.latest);
    if (answer.status !== 201 || !answer.body.includes('"rejected":0')) {
      throw new Error(`the calls were not taken: ${answer.body}`);
    }
  }

  send(batch: Batch): Promise<Answer> {
    return this.post('cdr-batches', batch);
  }

  replace(batch: Batch): Promise<Answer> {
    return this.post('cdr-replacement-batches', batch);
  }

  private post(batches: string, { id, rows }: Batch): Promise<Answer> {
    return this.server.send(`${adminPrefix}/${batches}`, {
      method: 'POST',
      headers: {
        authorization: this.server.adminToken(),
        'content-type': 'application/x-ndjson',
        'idempotency-key': id,
      },
      body: rows,
    });
  }

  rowOf({ at, customer, price, vendor, cost, network }: Call): string {
    this.calls += 1;
    return `${JSON.stringify({
      id: this.calls + 1_000,
      time_start: at,
      customer_account_id: Number(customer),
      is_last_cdr: true,
      success: true,
      duration: 60,
      customer_duration: 60,
      customer_price: price,
      destination_prefix: '380',
      ...(vendor === undefined ? {} : { vendor_account_id: Number(vendor), vendor_duration: 60, vendor_price: cost }),
      ...(network === undefined ? {} : { dst_network_id: Number(network) }),
    })}\n`;
  }
}
