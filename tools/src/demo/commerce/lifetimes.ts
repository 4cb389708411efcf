import { subscriptionStatuses, type SubscriptionStatus } from '@org/invoice-domain';
import type { LocalDate } from '@org/kernel';
import type { Draw, MonthDay } from '../calendar.js';
import { earlierOf } from '../moments.js';

export interface Lifetime {
  readonly status: SubscriptionStatus;
  readonly startDate: LocalDate | null;
  readonly expirationDate: LocalDate | null;
}

/** Statuses of subscriptions that have not begun and cost nothing. */
const unchargedStatuses: readonly SubscriptionStatus[] = [
  'ordered',
  'installing',
  'installation_failed',
  'activating',
  'activating_failed',
  'waiting_for_manual_approve',
];
const chargedStatuses = subscriptionStatuses.filter((status) => !unchargedStatuses.includes(status));

const inTurn = (statuses: readonly SubscriptionStatus[], turn: number): SubscriptionStatus =>
  statuses[turn % statuses.length] ?? 'active';

export const lastingLifetime = (startDate: LocalDate): Lifetime => ({
  status: 'active',
  startDate,
  expirationDate: startDate.add({ years: 2 }),
});

/** Begins with a series of invoices or some weeks later; a stopped one ended after some months, before the current one. */
export function chargedLifetime([monthsAgo, day]: MonthDay, turn: number, { calendar, random }: Draw): Lifetime {
  const series = calendar.dayOf([monthsAgo, day]);
  // However young the series is, its subscriptions are some weeks old.
  const mostDays = Math.min(75, 30 * Math.min(monthsAgo, calendar.months) - 45);
  const startDate = series.add({ days: random.chance(60) ? 0 : random.integer(1, mostDays) });
  const status = random.chance(25) ? 'active' : inTurn(chargedStatuses, turn);
  if (status !== 'stopped') return { status, startDate, expirationDate: startDate.add({ years: 2 }) };
  const ended = startDate.add({ months: random.integer(4, 8) });
  return { status, startDate, expirationDate: earlierOf(ended, calendar.dayOf([0, 1])) };
}

export const unchargedLifetime = (turn: number): Lifetime => ({
  status: inTurn(unchargedStatuses, turn),
  startDate: null,
  expirationDate: null,
});
