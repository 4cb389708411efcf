import type { AccountId } from '@org/invoice-domain';
import { startOfDay, type Instant, type LocalDate } from '@org/kernel';
import type { Calendar } from '../calendar.js';
import { compareInstants, type Period } from '../moments.js';
import type { DemoAccount } from '../parties/accounts.js';
import { Random } from '../random.js';

/** An invoice that an operator makes by hand. */
export interface ManualOrder {
  readonly accountId: AccountId;
  readonly period: Period;
  readonly at: Instant;
}

function ordersOf({ row, sketch: { calls, zone } }: DemoAccount, calendar: Calendar): readonly ManualOrder[] {
  if (calls === undefined || calls.period !== null) return [];
  const random = new Random(`invoices by hand of ${row.id}`);
  const orderFrom = (from: LocalDate): ManualOrder => {
    const to = from.add({ days: random.integer(7, 60) });
    const at = startOfDay(to, zone).add({ seconds: random.integer(30_000, 60_000) });
    return { accountId: row.id, period: { from, to }, at };
  };
  const orders: ManualOrder[] = [];
  let order = orderFrom(calendar.dayOf(calls.since));
  while (calendar.hasPassed(order.at)) {
    orders.push(order);
    order = orderFrom(order.period.to);
  }
  return orders;
}

/** Orders of manual invoices for accounts without a schedule: consecutive periods of any length, in the order of ordering. */
export const manualOrdersOf = (accounts: readonly DemoAccount[], calendar: Calendar): readonly ManualOrder[] =>
  accounts
    .flatMap((account) => ordersOf(account, calendar))
    .toSorted((one, other) => compareInstants(one.at, other.at));
