import {
  serviceIdOf,
  transactionIdOf,
  type PackageCounter,
  type RenewPeriod,
  type Service,
  type Transaction,
} from '@org/invoice-domain';
import { startOfDay, type Decimal, type Instant, type LocalDate } from '@org/kernel';
import type { Calendar, Draw } from '../calendar.js';
import { compareInstants, momentBetween } from '../moments.js';
import type { DemoAccount } from '../parties/accounts.js';
import { priceIn } from '../parties/exchange.js';
import { Random, uuidOf } from '../random.js';
import { packageCountersOf } from './package-counters.js';
import { offers, type Offer } from './service-types.js';

type Unnumbered<Row> = Omit<Row, 'id' | 'uuid'>;

/** The job that renews services works in the server's zone. */
function* renewalsAfter(start: Instant, period: RenewPeriod): Generator<Instant, never> {
  const startDay = start.toZonedDateTimeISO('UTC').toPlainDate();
  const firstOne = period === 'day' ? startDay : startDay.with({ day: 1 });
  for (let step = 1; ; step += 1) {
    yield startOfDay(firstOne.add(period === 'day' ? { days: step } : { months: step }), 'UTC');
  }
}

interface Bought {
  readonly service: Omit<Service, 'id' | 'uuid'>;
  readonly transactions: readonly Omit<Unnumbered<Transaction>, 'serviceId'>[];
}

/** Nothing moves money of an account before it makes calls: its first invoice would reach back to that. */
const beginningOf = ({ sketch: { calls } }: DemoAccount, calendar: Calendar): LocalDate =>
  calls === undefined ? calendar.firstDay : calendar.dayOf(calls.since).add({ days: 1 });

const laterOf = (one: LocalDate, other: LocalDate): LocalDate => (one.until(other).sign > 0 ? other : one);

/**
 * A daily service is at most six weeks old, as it fills the ledger fast; others have been renewed at least twice, unless the account is
 * younger.
 */
function dayBought(account: DemoAccount, { renewPeriod }: Offer, { calendar, random }: Draw): LocalDate {
  const { firstDay, today } = calendar;
  const daysAgo = renewPeriod === 'day' ? random.integer(9, 44) : random.integer(74, firstDay.until(today).days);
  return laterOf(today.subtract({ days: daysAgo }), beginningOf(account, calendar));
}

/** A service from the day it was bought to today, and the money it moved; one that its account cannot pay for has been suspended. */
function bought(demoAccount: DemoAccount, offer: Offer, { calendar, random }: Draw): Bought {
  const { row: account } = demoAccount;
  const createdAt = startOfDay(dayBought(demoAccount, offer, { calendar, random }), 'UTC').add({
    milliseconds: random.integer(28_000_000, 64_000_000),
  });
  const initialPrice = priceIn(account.currency, offer.initialPrice, 2);
  const renewPrice = priceIn(account.currency, offer.renewPrice, 2);
  const transactions: Bought['transactions'][number][] = [];
  const move = (amount: Decimal, description: string, at: Instant) => {
    if (!amount.isZero() && calendar.hasPassed(at))
      transactions.push({ accountId: account.id, amount, description, createdAt: at });
  };
  move(initialPrice, 'Service creation', createdAt);
  const canPay = offer.type.forceRenew || account.balance.minus(renewPrice).compareTo(account.minBalance) >= 0;
  const suspendedAfter = canPay ? Infinity : random.integer(1, 6);
  let renewAt: Instant | null = null;
  if (offer.renewPeriod !== null) {
    for (renewAt of renewalsAfter(createdAt, offer.renewPeriod)) {
      const at = renewAt.add({ microseconds: random.integer(2_000_000, 300_000_000) });
      if (!calendar.hasPassed(at) || transactions.length >= suspendedAfter) break;
      move(renewPrice, 'Renew service', at);
      if (random.chance(6)) move(renewPrice.negated(), 'Refund', at.add({ hours: random.integer(1, 20) }));
    }
  }
  return {
    service: {
      accountId: account.id,
      typeId: offer.type.id,
      name: `${offer.type.name} of ${account.name}`,
      state: renewAt !== null && calendar.hasPassed(renewAt) ? 'suspended' : 'active',
      initialPrice,
      renewPrice,
      renewAt,
      renewPeriod: offer.renewPeriod,
      variables: offer.type.variables,
      createdAt,
    },
    transactions,
  };
}

/** Money that belongs to no service. */
const adjustmentsOf = (
  demoAccount: DemoAccount,
  calendar: Calendar,
  random: Random,
): readonly Unnumbered<Transaction>[] => {
  const { row: account } = demoAccount;
  const first = startOfDay(beginningOf(demoAccount, calendar), 'UTC');
  return Array.from({ length: random.integer(0, 4) }, () => {
    const amount = priceIn(account.currency, random.decimal(5, 900, 1), 2);
    const refund = random.chance(50);
    return {
      accountId: account.id,
      serviceId: null,
      amount: refund ? amount.negated() : amount,
      description: refund ? 'Goodwill' : null,
      createdAt: momentBetween(first, calendar.now, random),
    };
  });
};

export interface ServiceRows {
  readonly services: readonly Service[];
  readonly transactions: readonly Transaction[];
  readonly packageCounters: readonly PackageCounter[];
}

export function servicesOf(accounts: readonly DemoAccount[], calendar: Calendar): ServiceRows {
  const services: Service[] = [];
  const transactions: Unnumbered<Transaction>[] = [];
  for (const account of accounts) {
    if (account.sketch.calls === undefined) continue;
    const random = new Random(`services ${account.sketch.id}`);
    for (const offer of random.sample(offers, random.integer(0, 4))) {
      const { service, transactions: moved } = bought(account, offer, { calendar, random });
      const number = services.length + 1;
      const id = serviceIdOf(number);
      services.push({ ...service, id, uuid: uuidOf(`service ${number}`) });
      transactions.push(...moved.map((transaction) => ({ ...transaction, serviceId: id })));
    }
    transactions.push(...adjustmentsOf(account, calendar, random));
  }
  return {
    services,
    transactions: transactions
      .sort((one, other) => compareInstants(one.createdAt, other.createdAt))
      .map((row, index) => ({ ...row, id: transactionIdOf(index + 1), uuid: uuidOf(`transaction ${index + 1}`) })),
    packageCounters: packageCountersOf(services),
  };
}
