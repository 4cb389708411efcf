import { dayIn, isLater, startOfDay, type Decimal, type Instant, type TimeZone } from '@org/kernel';
import type { RenewPeriod, Service } from '../catalog/service.js';
import type { AccountId, ServiceId } from '../model/ids.js';
import type { Account } from '../parties/account.js';
import type { Period } from './period-chain.js';

/** A service whose next period has begun. */
export interface DueService extends Pick<Service, 'id' | 'accountId' | 'state' | 'renewPrice'> {
  /** Start of the first period that is not paid for. */
  readonly renewAt: Instant;
  readonly renewPeriod: RenewPeriod;
  /** Whether its type renews it whatever the balance is. */
  readonly forceRenew: boolean;
}

/** Balance and bounds of an account that pays for services. */
export type RenewingAccount = Pick<Account, 'id' | 'currency' | 'balance' | 'minBalance' | 'maxBalance'>;

/** A period of a service that is paid for. */
export interface Renewal extends Period {
  readonly serviceId: ServiceId;
  readonly accountId: AccountId;
  readonly price: Decimal;
  /** Date of the transaction. */
  readonly chargedAt: Instant;
}

/** State and next renewal of a service. */
export type RenewedService = Pick<DueService, 'id' | 'state' | 'renewAt'>;

export interface AccountRenewals {
  /** In the order of their periods, across services. */
  readonly renewals: readonly Renewal[];
  /** Services whose state or next renewal changes. */
  readonly services: readonly RenewedService[];
  /** Whether a service has more periods due than the limit. */
  readonly isCut: boolean;
}

export interface RenewalTerms {
  readonly now: Instant;
  /** Zone in which days and months begin. */
  readonly zone: TimeZone;
  /** Most periods of a service. */
  readonly limit: number;
}

interface DuePeriod extends Period {
  readonly service: DueService;
}

const boundaryBefore = (period: RenewPeriod, zone: TimeZone, at: Instant): Instant => {
  const day = dayIn(zone, at);
  return startOfDay(period === 'day' ? day : day.with({ day: 1 }), zone);
};

const boundaryAfter = (period: RenewPeriod, zone: TimeZone, at: Instant): Instant => {
  const day = dayIn(zone, at);
  return startOfDay(period === 'day' ? day.add({ days: 1 }) : day.with({ day: 1 }).add({ months: 1 }), zone);
};

/**
 * Renews the due services of an account, period by period, for as long as its balance allows (docs/wire/admin.md, renewals). An active
 * service pays for every period that it missed; a suspended one for the running period, since it was not delivered before.
 */
export const renewalsOf = (
  account: RenewingAccount,
  due: readonly DueService[],
  terms: RenewalTerms,
): AccountRenewals => {
  const plans = due.map((service) => duePeriodsOf(service, terms));
  const periods = plans.flatMap((plan) => plan.periods).sort(inOrder);
  const services = new Map<ServiceId, RenewedService>(due.map((service) => [service.id, service]));
  const refused = new Set<ServiceId>();
  const renewals: Renewal[] = [];
  let { balance } = account;
  for (const { service, startsAt, endsAt } of periods) {
    const { id, accountId, renewPrice: price, state } = service;
    if (refused.has(id)) continue;
    if (service.forceRenew || isEnough({ ...account, balance }, price)) {
      const chargedAt = state === 'active' ? startsAt : terms.now;
      renewals.push({ serviceId: id, accountId, startsAt, endsAt, price, chargedAt });
      services.set(id, { id, state: 'active', renewAt: endsAt });
      balance = balance.minus(price);
    } else {
      refused.add(id);
      services.set(id, { id, state: 'suspended', renewAt: state === 'active' ? startsAt : service.renewAt });
    }
  }
  return {
    renewals,
    services: due.flatMap((service) => changeOf(service, services.get(service.id))),
    isCut: plans.some(({ isCut }) => isCut),
  };
};

const isEnough = ({ balance, minBalance, maxBalance }: RenewingAccount, price: Decimal): boolean => {
  const left = balance.minus(price);
  return price.isNegative() ? left.compareTo(maxBalance) <= 0 : left.compareTo(minBalance) >= 0;
};

const duePeriodsOf = (service: DueService, { now, zone, limit }: RenewalTerms) => {
  const { renewAt, renewPeriod, state } = service;
  const periods: DuePeriod[] = [];
  const running = boundaryBefore(renewPeriod, zone, now);
  let startsAt = state === 'suspended' && isLater(running, renewAt) ? running : renewAt;
  while (!isLater(startsAt, now) && periods.length < limit) {
    const endsAt = boundaryAfter(renewPeriod, zone, startsAt);
    periods.push({ service, startsAt, endsAt });
    startsAt = endsAt;
  }
  return { periods, isCut: !isLater(startsAt, now) };
};

const inOrder = (one: DuePeriod, other: DuePeriod): number => {
  if (isLater(one.startsAt, other.startsAt)) return 1;
  return isLater(other.startsAt, one.startsAt) ? -1 : one.service.id - other.service.id;
};

const changeOf = (before: DueService, after: RenewedService | undefined): readonly RenewedService[] =>
  after === undefined || (after.state === before.state && after.renewAt.equals(before.renewAt)) ? [] : [after];
