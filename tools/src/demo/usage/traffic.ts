import type { DestinationTraffic, NetworkTraffic } from '@org/invoice-domain';
import { Decimal, type Instant } from '@org/kernel';
import { compareInstants } from '../moments.js';

export type Unnumbered<Row> = Omit<Row, 'id'>;

const sum = (one: number | null, other: number | null): number | null => (one === null ? other : one + (other ?? 0));

const earlier = (one: Instant | null, other: Instant | null): Instant | null =>
  one === null || (other !== null && compareInstants(other, one) < 0) ? other : one;

const later = (one: Instant | null, other: Instant | null): Instant | null =>
  one === null || (other !== null && compareInstants(other, one) > 0) ? other : one;

const together = (one: Unnumbered<NetworkTraffic>, other: Unnumbered<NetworkTraffic>): Unnumbered<NetworkTraffic> => ({
  ...one,
  amount: (one.amount ?? Decimal.zero).plus(other.amount ?? Decimal.zero),
  callsCount: sum(one.callsCount, other.callsCount),
  successfulCallsCount: sum(one.successfulCallsCount, other.successfulCallsCount),
  callsDuration: sum(one.callsDuration, other.callsDuration),
  billingDuration: sum(one.billingDuration, other.billingDuration),
  firstCallAt: earlier(one.firstCallAt, other.firstCallAt),
  lastCallAt: later(one.lastCallAt, other.lastCallAt),
});

const withoutPrefix = (row: Unnumbered<DestinationTraffic>): Unnumbered<NetworkTraffic> => ({
  invoiceId: row.invoiceId,
  countryId: row.countryId,
  networkId: row.networkId,
  rate: row.rate,
  spent: row.spent,
  amount: row.amount,
  callsCount: row.callsCount,
  successfulCallsCount: row.successfulCallsCount,
  callsDuration: row.callsDuration,
  billingDuration: row.billingDuration,
  firstCallAt: row.firstCallAt,
  lastCallAt: row.lastCallAt,
});

/** The same calls without their prefixes: one row per country, network, rate and direction of the money. */
export function byNetwork(rows: readonly Unnumbered<DestinationTraffic>[]): readonly Unnumbered<NetworkTraffic>[] {
  const groups = new Map<string, Unnumbered<NetworkTraffic>>();
  for (const row of rows.map(withoutPrefix)) {
    const key = [row.countryId, row.networkId, row.rate, row.spent].join();
    const group = groups.get(key);
    groups.set(key, group === undefined ? row : together(group, row));
  }
  return [...groups.values()];
}

export interface TrafficSums {
  readonly amountSpent: Decimal;
  readonly amountEarned: Decimal;
  readonly callsCount: number;
  readonly successfulCallsCount: number;
  readonly callsDuration: number;
  readonly billingDuration: number;
  readonly firstCallAt: Instant | null;
  readonly lastCallAt: Instant | null;
}

export function sumsOf(rows: readonly Unnumbered<NetworkTraffic>[]): TrafficSums {
  const amountOf = (spent: boolean) =>
    Decimal.sum(rows.filter((row) => row.spent === spent).map((row) => row.amount ?? Decimal.zero));
  const countOf = (column: 'callsCount' | 'successfulCallsCount' | 'callsDuration' | 'billingDuration') =>
    rows.reduce((count, row) => count + (row[column] ?? 0), 0);
  return {
    amountSpent: amountOf(true),
    amountEarned: amountOf(false),
    callsCount: countOf('callsCount'),
    successfulCallsCount: countOf('successfulCallsCount'),
    callsDuration: countOf('callsDuration'),
    billingDuration: countOf('billingDuration'),
    firstCallAt: rows.reduce<Instant | null>((first, row) => earlier(first, row.firstCallAt), null),
    lastCallAt: rows.reduce<Instant | null>((last, row) => later(last, row.lastCallAt), null),
  };
}
