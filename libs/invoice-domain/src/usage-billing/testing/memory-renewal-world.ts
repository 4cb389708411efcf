import { Decimal, FixedClock, instantOf, isLater, type Instant } from '@org/kernel';
import type { RenewPeriod, ServiceState } from '../../catalog/service.js';
import { accountIdOf, serviceIdOf, type AccountId, type ServiceId } from '../../model/ids.js';
import type { Period } from '../period-chain.js';
import type { RenewalLedger, RenewalReader, Renewals } from '../renew-services.js';
import type { AccountRenewals, DueService, Renewal, RenewingAccount } from '../service-renewal.js';
import type { PeriodSketch, RenewalWorld, RenewingAccountSketch, ServiceSketch } from './renewal-world.js';

interface MemoryService extends Omit<DueService, 'renewAt' | 'renewPeriod'> {
  readonly renewAt: Instant | null;
  readonly renewPeriod: RenewPeriod | null;
}

interface RenewalRows {
  readonly accounts: Map<AccountId, RenewingAccount>;
  readonly services: Map<ServiceId, MemoryService>;
  readonly invoices: readonly (Period & { readonly accountId: AccountId })[];
  readonly renewals: readonly (Period & { readonly serviceId: ServiceId })[];
  readonly transactions: readonly Renewal[];
}

class PeriodRenewedBefore extends Error {}

const overlap = (one: Period, other: Period): boolean =>
  isLater(one.endsAt, other.startsAt) && isLater(other.endsAt, one.startsAt);

const covers = ({ startsAt, endsAt }: Period, at: Instant): boolean => !isLater(startsAt, at) && isLater(endsAt, at);

class MemoryRenewals implements Renewals {
  constructor(public rows: RenewalRows) {}

  dueAccounts(at: Instant, after: AccountId, limit: number): Promise<readonly AccountId[]> {
    const due = [...this.rows.services.values()].flatMap((service) => dueOf(service, at));
    const ids = [...new Set(due.map(({ accountId }) => accountId))].filter((id) => id > after);
    return Promise.resolve(ids.sort((one, other) => one - other).slice(0, limit));
  }

  accounts(ids: readonly AccountId[]): Promise<readonly RenewingAccount[]> {
    return Promise.resolve([...this.rows.accounts.values()].filter(({ id }) => ids.includes(id)));
  }

  lock(ids: readonly AccountId[]): Promise<readonly RenewingAccount[]> {
    return this.accounts(ids);
  }

  dueServices(accounts: readonly AccountId[], at: Instant): Promise<readonly DueService[]> {
    const due = [...this.rows.services.values()].flatMap((service) => dueOf(service, at));
    return Promise.resolve(due.filter(({ accountId }) => accounts.includes(accountId)));
  }

  areBilled(renewals: readonly Renewal[]): Promise<readonly boolean[]> {
    const { invoices } = this.rows;
    return Promise.resolve(
      renewals.map((renewal) =>
        invoices.some((one) => one.accountId === renewal.accountId && covers(one, renewal.chargedAt)),
      ),
    );
  }

  save({ renewals, services }: Pick<AccountRenewals, 'renewals' | 'services'>): Promise<void> {
    for (const renewal of renewals) this.add(renewal);
    for (const { id, state, renewAt } of services) this.change(id, { state, renewAt });
    return Promise.resolve();
  }

  private add(renewal: Renewal): void {
    const { accounts, renewals, transactions } = this.rows;
    if (renewals.some((one) => one.serviceId === renewal.serviceId && overlap(one, renewal)))
      throw new PeriodRenewedBefore();
    const account = accounts.get(renewal.accountId);
    if (account !== undefined) accounts.set(account.id, { ...account, balance: account.balance.minus(renewal.price) });
    this.rows = {
      ...this.rows,
      renewals: [...renewals, renewal],
      transactions: renewal.price.isZero() ? transactions : [...transactions, renewal],
    };
  }

  private change(id: ServiceId, change: { readonly state: ServiceState; readonly renewAt: Instant }): void {
    const service = this.rows.services.get(id);
    if (service !== undefined) this.rows.services.set(id, { ...service, ...change });
  }
}

const dueOf = (service: MemoryService, at: Instant): readonly DueService[] => {
  const { renewAt, renewPeriod } = service;
  return renewAt === null || renewPeriod === null || isLater(renewAt, at) ? [] : [{ ...service, renewAt, renewPeriod }];
};

/** The world of renewals in memory, with one transaction at a time. */
export class MemoryRenewalWorld implements RenewalWorld {
  readonly clock = new FixedClock('2026-03-01T00:20:00Z');
  private rows: RenewalRows = {
    accounts: new Map(),
    services: new Map(),
    invoices: [],
    renewals: [],
    transactions: [],
  };
  private last = 0;

  readonly ledger: RenewalLedger = {
    transaction: async (_, work) => {
      const { accounts, services } = this.rows;
      const changed = new MemoryRenewals({
        ...this.rows,
        accounts: new Map(accounts),
        services: new Map(services),
      });
      const result = await work(changed);
      this.rows = changed.rows;
      return result;
    },
    read: <Result>(work: (reader: RenewalReader) => Promise<Result>) => work(new MemoryRenewals(this.rows)),
    causeOf: (error) =>
      error instanceof PeriodRenewedBefore ? 'a part of the period has been renewed already' : undefined,
  };

  account(sketch: RenewingAccountSketch = {}): Promise<AccountId> {
    const { balance = '100', minBalance = '0', maxBalance = '1000', currency = 'EUR' } = sketch;
    const id = accountIdOf((this.last += 1));
    const [least, most] = [Decimal.of(minBalance), Decimal.of(maxBalance)];
    this.rows.accounts.set(id, { id, currency, balance: Decimal.of(balance), minBalance: least, maxBalance: most });
    return Promise.resolve(id);
  }

  service({ account: accountId, ...sketch }: ServiceSketch): Promise<ServiceId> {
    const { state = 'active', price = '10', renewAt = '2026-03-01T00:00:00Z', forceRenew = false } = sketch;
    const { renewPeriod = 'month' } = sketch;
    const id = serviceIdOf((this.last += 1));
    this.rows.services.set(id, {
      ...{ id, accountId, state, forceRenew, renewPeriod },
      renewPrice: Decimal.of(price),
      renewAt: renewAt === null ? null : instantOf(renewAt),
    });
    return Promise.resolve(id);
  }

  invoice(accountId: AccountId, period: PeriodSketch): Promise<void> {
    this.rows = { ...this.rows, invoices: [...this.rows.invoices, { accountId, ...periodOf(period) }] };
    return Promise.resolve();
  }

  renewed(serviceId: ServiceId, period: PeriodSketch): Promise<void> {
    this.rows = { ...this.rows, renewals: [...this.rows.renewals, { serviceId, ...periodOf(period) }] };
    return Promise.resolve();
  }

  balanceOf(account: AccountId): Promise<string> {
    return Promise.resolve(String(this.rows.accounts.get(account)?.balance));
  }

  stateOf(service: ServiceId): Promise<string> {
    const { state, renewAt } = this.rows.services.get(service) ?? {};
    return Promise.resolve(`${state} ${String(renewAt)}`);
  }

  transactionsOf(service: ServiceId): Promise<readonly string[]> {
    const moved = this.rows.transactions.filter(({ serviceId }) => serviceId === service);
    return Promise.resolve(
      moved.map(({ price, chargedAt }) => `${price.toString()} Renew service ${chargedAt.toString()}`),
    );
  }

  renewalsOf(service: ServiceId): Promise<readonly string[]> {
    const renewed = this.rows.renewals.filter(({ serviceId }) => serviceId === service);
    return Promise.resolve(renewed.map(({ startsAt, endsAt }) => `${startsAt.toString()} ${endsAt.toString()}`).sort());
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const periodOf = ({ startsAt, endsAt }: PeriodSketch): Period => ({
  startsAt: instantOf(startsAt),
  endsAt: instantOf(endsAt),
});
