import { instantOf } from '@org/kernel';
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

/** What a customer does every day at noon in UTC, which is the same day for all of them. */
export type Habit = Omit<Call, 'at'>;

/** The telephone switch: it brings each day's calls in the night that follows. */
export class Switch {
  readonly habits: Habit[] = [];
  private readonly expected: Call[] = [];
  private readonly batches = new Map<string, string>();
  private calls = 0;

  constructor(private readonly server: TestApp) {}

  /** Calls that will be made beside the daily ones. */
  expect(...calls: readonly Call[]): void {
    this.expected.push(...calls);
  }

  /** The calls of a day, as they are sent: the same, whenever it is asked for. */
  batchOf(day: string): string {
    const batch = this.batches.get(day) ?? this.rowsOf(day);
    this.batches.set(day, batch);
    return batch;
  }

  /** @param id of the batch, by which it is known when it comes again */
  send(id: string, batch: string): Promise<Answer> {
    return this.server.send(`${adminPrefix}/cdr-batches`, {
      method: 'POST',
      headers: {
        authorization: this.server.adminToken(),
        'content-type': 'application/x-ndjson',
        'idempotency-key': id,
      },
      body: batch,
    });
  }

  async bring(day: string): Promise<void> {
    const answer = await this.send(`calls-of-${day}`, this.batchOf(day));
    if (answer.status !== 201 || !answer.body.includes('"rejected":0')) {
      throw new Error(`the calls of ${day} were not taken: ${answer.body}`);
    }
  }

  private rowsOf(day: string): string {
    const daily = this.habits.map((habit) => ({ ...habit, at: `${day}T12:00:00Z` }));
    const others = this.expected.filter(({ at }) => instantOf(at).toString().startsWith(day));
    return [...daily, ...others].map((call) => this.rowOf(call)).join('');
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
