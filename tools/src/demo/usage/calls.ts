import type { DestinationTraffic, InvoiceId } from '@org/invoice-domain';
import { Decimal, type Instant } from '@org/kernel';
import { momentBetween } from '../moments.js';
import type { Random } from '../random.js';
import type { PricedRoute } from './price-list.js';
import type { Unnumbered } from './traffic.js';

const tenth = Decimal.of('0.1');
const hundredth = Decimal.of('0.01');

/**
 * Six seconds are a tenth of a minute, so the price of a billed time is exact: billed seconds / 6 x rate / 10, and the
 * tax on top of it.
 */
const priceOf = (billedSeconds: number, rate: Decimal, vat: Decimal): Decimal =>
  Decimal.of(String(billedSeconds / 6))
    .times(tenth)
    .times(rate)
    .times(Decimal.of('1').plus(vat.times(hundredth)));

export interface CallsOptions {
  readonly invoiceId: InvoiceId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Percent; the seller of calls adds none. */
  readonly vat: Decimal;
  readonly direction: 'buys' | 'sells';
  /** Calls to a busy destination, at most. */
  readonly volume: number;
}

/** The calls of a period to one prefix. */
export function callsTo(route: PricedRoute, options: CallsOptions, random: Random): Unnumbered<DestinationTraffic> {
  const callsCount = random.integer(1, options.volume);
  const answered = random.chance(4) ? 0 : Math.ceil((callsCount * random.integer(25, 96)) / 100);
  const callsDuration = answered === 0 ? 0 : answered * random.integer(20, 240) + random.integer(0, 19);
  // Each answered call is rounded up by half a step on average.
  const billed = (Math.ceil(callsDuration / route.step) + Math.ceil(answered / 2)) * route.step;
  const span = options.endsAt.epochMilliseconds - options.startsAt.epochMilliseconds;
  const first = momentBetween(options.startsAt, options.startsAt.add({ milliseconds: Math.ceil(span / 3) }), random);
  const last = callsCount === 1 ? first : momentBetween(first.add({ milliseconds: 1 }), options.endsAt, random);
  return {
    invoiceId: options.invoiceId,
    countryId: route.country?.id ?? null,
    networkId: route.network.id,
    dstPrefix: route.prefix,
    rate: route.rate,
    spent: (options.direction === 'buys') !== route.reverse,
    amount: answered === 0 ? Decimal.zero : priceOf(billed, route.rate, options.vat),
    callsCount,
    successfulCallsCount: answered,
    callsDuration,
    // Nothing was billed, which is not the same as zero seconds.
    billingDuration: answered === 0 ? null : billed,
    firstCallAt: first,
    lastCallAt: last,
  };
}

/** Calls to numbers that no price list knows: they fail. */
export function callsToNowhere(
  { invoiceId, startsAt, endsAt }: CallsOptions,
  random: Random,
): Unnumbered<DestinationTraffic> {
  const firstCallAt = momentBetween(startsAt, endsAt, random);
  return {
    invoiceId,
    countryId: null,
    networkId: null,
    dstPrefix: null,
    rate: null,
    spent: true,
    amount: Decimal.zero,
    callsCount: random.integer(2, 9),
    successfulCallsCount: 0,
    callsDuration: 0,
    billingDuration: null,
    firstCallAt,
    lastCallAt: momentBetween(firstCallAt, endsAt, random),
  };
}
