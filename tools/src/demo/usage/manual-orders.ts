import type { AccountId } from '@org/invoice-domain';
import { localDateOf, type Instant, type LocalDate } from '@org/kernel';
import { compareInstants, midnightOf, now } from '../moments.js';
import type { DemoAccount } from '../parties/accounts.js';
import type { Period } from '../periods.js';
import { Random } from '../random.js';

/** An invoice that an operator makes by hand. */
export interface ManualOrder {
  readonly accountId: AccountId;
  readonly period: Period;
  readonly at: Instant;
}

function ordersOf({ row, sketch: { calls, zone } }: DemoAccount): readonly ManualOrder[] {
  if (calls === undefined || calls.period !== null) return [];
  const random = new Random(`invoices by hand of ${row.id}`);
  const orderFrom = (from: LocalDate): ManualOrder => {
    const to = from.add({ days: random.integer(7, 60) });
    const at = midnightOf(to, zone).add({ seconds: random.integer(30_000, 60_000) });
    return { accountId: row.id, period: { from, to }, at };
  };
  const orders: ManualOrder[] = [];
  let order = orderFrom(localDateOf(calls.since));
  while (compareInstants(order.at, now) < 0) {
    orders.push(order);
    order = orderFrom(order.period.to);
  }
  return orders;
}

/** Of accounts without a schedule: periods of any length, one after the other, in the order they were asked for. */
export const manualOrdersOf = (accounts: readonly DemoAccount[]): readonly ManualOrder[] =>
  accounts.flatMap(ordersOf).toSorted((one, other) => compareInstants(one.at, other.at));
