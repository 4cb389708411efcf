import {
  invoiceIdOf,
  type DestinationTraffic,
  type Invoice,
  type InvoiceServiceData,
  type InvoiceState,
  type NetworkTraffic,
  type Transaction,
} from '@org/invoice-domain';
import { Decimal, localDateOf, type Instant } from '@org/kernel';
import type { NumberedPlan } from '../invoices/invoice-plan.js';
import { invoiceRow, type Sums } from '../invoices/invoice-row.js';
import { compareInstants, isBefore, midnightOf, now } from '../moments.js';
import { Random } from '../random.js';
import { callsTo, callsToNowhere, type CallsOptions } from './calls.js';
import type { PricedRoute } from './price-list.js';
import { serviceDataOf } from './service-data.js';
import { byNetwork, sumsOf, type TrafficSums, type Unnumbered } from './traffic.js';

export interface UsageInvoice {
  readonly invoice: Invoice;
  readonly originatedDestinations: readonly Unnumbered<DestinationTraffic>[];
  readonly originatedNetworks: readonly Unnumbered<NetworkTraffic>[];
  readonly terminatedDestinations: readonly Unnumbered<DestinationTraffic>[];
  readonly terminatedNetworks: readonly Unnumbered<NetworkTraffic>[];
  readonly serviceData: readonly Unnumbered<InvoiceServiceData>[];
}

/** What an account has to do with calls and money, whatever the period. */
export interface Activity {
  readonly buys: readonly PricedRoute[];
  readonly sells: readonly PricedRoute[];
  readonly transactions: readonly Transaction[];
}

const originatedSums = (sums: TrafficSums) => ({
  originatedAmountSpent: sums.amountSpent,
  originatedAmountEarned: sums.amountEarned,
  originatedCallsCount: sums.callsCount,
  originatedSuccessfulCallsCount: sums.successfulCallsCount,
  originatedCallsDuration: sums.callsDuration,
  originatedBillingDuration: sums.billingDuration,
  originatedFirstCallAt: sums.firstCallAt,
  originatedLastCallAt: sums.lastCallAt,
});

const terminatedSums = (sums: TrafficSums) => ({
  terminatedAmountSpent: sums.amountSpent,
  terminatedAmountEarned: sums.amountEarned,
  terminatedCallsCount: sums.callsCount,
  terminatedSuccessfulCallsCount: sums.successfulCallsCount,
  terminatedCallsDuration: sums.callsDuration,
  terminatedBillingDuration: sums.billingDuration,
  terminatedFirstCallAt: sums.firstCallAt,
  terminatedLastCallAt: sums.lastCallAt,
});

const reviewedUntil = localDateOf('2025-12-01');

interface Review {
  readonly state: InvoiceState;
  readonly updatedAt: Instant;
}

/** Old ones are final, but for some that were forgotten; of the recent ones, many still wait for a review. */
function reviewOf({ type, closedSince, period, createdAt }: NumberedPlan, random: Random): Review {
  // Made by hand a moment ago, and not filled yet.
  if (type === 'manual' && closedSince === 1) return { state: 'new', updatedAt: createdAt };
  const approvedAt = createdAt.add({ minutes: random.integer(30, 4000) });
  const waits = random.chance(isBefore(reviewedUntil, period.to) ? 45 : 3) || compareInstants(now, approvedAt) < 0;
  return waits ? { state: 'pending', updatedAt: createdAt } : { state: 'approved', updatedAt: approvedAt };
}

function callsOf(routes: readonly PricedRoute[], options: CallsOptions, random: Random) {
  const rows = random
    .sample(routes, random.integer(Math.ceil(routes.length / 2), routes.length))
    .map((route) => callsTo(route, options, random));
  return options.direction === 'buys' && random.chance(25) ? [...rows, callsToNowhere(options, random)] : rows;
}

export function usageInvoiceOf(plan: NumberedPlan, activity: Activity): UsageInvoice {
  const { number, kind, billingDay, type, createdAt, period } = plan;
  const account = plan.account.row;
  const random = new Random(`usage invoice of ${account.id} from ${period.from.toString()}`);
  const { state, updatedAt } = reviewOf(plan, random);
  const startsAt = midnightOf(period.from, account.timeZone);
  const endsAt = midnightOf(period.to, account.timeZone);
  const invoiceId = invoiceIdOf(number);
  const volume = 12 * period.from.until(period.to).days;
  const times = { invoiceId, startsAt, endsAt, volume };
  const filled = state !== 'new';
  const originated = filled ? callsOf(activity.buys, { ...times, direction: 'buys', vat: account.vat }, random) : [];
  const terminated = filled ? callsOf(activity.sells, { ...times, direction: 'sells', vat: Decimal.zero }, random) : [];
  const inPeriod = ({ createdAt: at }: Transaction) =>
    compareInstants(startsAt, at) <= 0 && compareInstants(at, endsAt) < 0;
  const services = filled ? serviceDataOf(invoiceId, activity.transactions.filter(inPeriod)) : undefined;
  const sums: Partial<Sums> = {
    ...originatedSums(sumsOf(originated)),
    ...terminatedSums(sumsOf(terminated)),
    ...services?.sums,
  };
  const head = {
    ...{ number, kind, billingDay, type, state, startsAt, endsAt, createdAt, updatedAt },
    reference: String(number),
    externallyApproved: false,
  };
  return {
    invoice: invoiceRow(account, head, sums),
    originatedDestinations: originated,
    originatedNetworks: byNetwork(originated),
    terminatedDestinations: terminated,
    terminatedNetworks: byNetwork(terminated),
    serviceData: services?.rows ?? [],
  };
}
