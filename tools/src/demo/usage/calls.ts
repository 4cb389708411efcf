import { cdrIdOf, type Cdr } from '@org/invoice-domain';
import { Decimal, instantOf, startOfDay, type Instant } from '@org/kernel';
import type { Calendar } from '../calendar.js';
import { daysFrom } from '../moments.js';
import type { DemoAccount } from '../parties/accounts.js';
import { Random } from '../random.js';
import { askingPriceOf, routesOf, type Price, type Route } from './price-list.js';

const tenth = Decimal.of('0.1');
const hundredth = Decimal.of('0.01');

/** On a busy day. */
const callsOfDay = 9;

type Call = Omit<Cdr, 'id'>;

interface Billed {
  readonly seconds: number;
  readonly price: Decimal;
}

/**
 * Six seconds are a tenth of a minute, so the price of a billed time is exact: billed seconds / 6 x rate / 10, and the
 * tax on top of it.
 */
function billedOf(duration: number, { rate, step }: Price, vat: Decimal): Billed {
  const seconds = Math.ceil(duration / step) * step;
  const price = Decimal.of(String(seconds / 6))
    .times(tenth)
    .times(rate)
    .times(Decimal.of('1').plus(vat.times(hundredth)));
  return { seconds, price };
}

/** Billing of an unanswered call: no seconds, which is not the same as zero. */
const unanswered = { seconds: null, price: Decimal.zero };

interface Seller {
  readonly account: DemoAccount;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly priceTo: (route: Route) => Price;
}

function sellerOf(account: DemoAccount, calendar: Calendar): readonly Seller[] {
  const { calls, zone } = account.sketch;
  if (calls === undefined || !calls.sells) return [];
  const prices = new Map<Route['operator'], Price>();
  const priceTo = ({ operator }: Route): Price => {
    const price = prices.get(operator) ?? askingPriceOf(account, operator);
    prices.set(operator, price);
    return price;
  };
  const since = startOfDay(calendar.dayOf(calls.since), zone).epochMilliseconds;
  return [{ account, since, priceTo }];
}

/** A call of a customer, through the vendor that sells it. */
function callTo(
  route: Route,
  {
    customer,
    seller,
    at,
  }: { readonly customer: DemoAccount; readonly seller: Seller | undefined; readonly at: Instant },
  random: Random,
): Call {
  const answered = random.chance(62);
  const duration = answered ? random.integer(3, 900) : 0;
  const bought = answered ? billedOf(duration, route, customer.row.vat) : unanswered;
  const sellerPrice = seller?.priceTo(route);
  // The seller of calls adds no tax.
  const sold = answered && sellerPrice !== undefined ? billedOf(duration, sellerPrice, Decimal.zero) : unanswered;
  return {
    timeStart: at,
    customerAccountId: customer.row.id,
    vendorAccountId: seller?.account.row.id ?? null,
    // An attempt that another one follows costs nobody anything.
    isLastCdr: answered || random.chance(80),
    success: answered,
    duration,
    customerDuration: bought.seconds,
    vendorDuration: sold.seconds,
    customerPrice: bought.price,
    vendorPrice: sold.price,
    destinationPrefix: route.prefix,
    destinationNextRate: route.rate,
    destinationReverseBilling: route.reverse,
    dialpeerPrefix: seller === undefined ? null : route.prefix,
    dialpeerNextRate: sellerPrice?.rate ?? null,
    dialpeerReverseBilling: route.reverse,
    dstCountryId: route.country?.id ?? null,
    dstNetworkId: route.network.id,
  };
}

/** A call to a number that no price list knows: it fails. */
const callToNowhere = (customer: DemoAccount, at: Instant): Call => ({
  timeStart: at,
  customerAccountId: customer.row.id,
  vendorAccountId: null,
  isLastCdr: true,
  success: false,
  duration: 0,
  customerDuration: null,
  vendorDuration: null,
  customerPrice: Decimal.zero,
  vendorPrice: null,
  destinationPrefix: null,
  destinationNextRate: null,
  destinationReverseBilling: null,
  dialpeerPrefix: null,
  dialpeerNextRate: null,
  dialpeerReverseBilling: null,
  dstCountryId: null,
  dstNetworkId: null,
});

interface Dialled {
  readonly call: Call;
  /** Milliseconds since 1970: thousands of calls are compared and sorted by it. */
  readonly at: number;
}

function* callsBy(customer: DemoAccount, sellers: readonly Seller[], calendar: Calendar): Generator<Dialled> {
  const { calls, zone } = customer.sketch;
  if (calls === undefined) return;
  const random = new Random(`calls of ${customer.row.id}`);
  const routes = routesOf(customer);
  const others = sellers.filter(({ account }) => account !== customer);
  const { epochMilliseconds: now } = calendar.now;
  let from = startOfDay(calendar.dayOf(calls.since), zone);
  for (const day of daysFrom(calendar.dayOf(calls.since), calendar.today)) {
    const to = startOfDay(day.add({ days: 1 }), zone);
    const length = to.epochMilliseconds - from.epochMilliseconds;
    for (let count = random.integer(0, callsOfDay); count > 0; count -= 1) {
      const at = from.epochMilliseconds + random.integer(0, length - 1);
      if (at >= now) continue;
      const start = instantOf(new Date(at).toISOString());
      const selling = others.filter(({ since }) => since <= at);
      const seller = selling.length === 0 ? undefined : random.pick(selling);
      const call = random.chance(2)
        ? callToNowhere(customer, start)
        : callTo(random.pick(routes), { customer, seller, at: start }, random);
      yield { call, at };
    }
    from = to;
  }
}

/** Every call of the demo world, in the order of time, to the moment it stands still at. */
export function callsOf(accounts: readonly DemoAccount[], calendar: Calendar): readonly Cdr[] {
  const sellers = accounts.flatMap((account) => sellerOf(account, calendar));
  return accounts
    .flatMap((account) => [...callsBy(account, sellers, calendar)])
    .sort((one, other) => one.at - other.at)
    .map(({ call }, index) => ({ ...call, id: cdrIdOf(index + 1) }));
}
