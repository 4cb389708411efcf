import type { FixedClock } from '@org/kernel';
import type { RenewPeriod, ServiceState } from '../../catalog/service.js';
import type { AccountId, ServiceId } from '../../model/ids.js';
import type { RenewalLedger } from '../renew-services.js';

/** An account of 100 EUR that may fall to 0 and rise to 1000, unless said. */
export interface RenewingAccountSketch {
  readonly balance?: string;
  readonly minBalance?: string;
  readonly maxBalance?: string;
  readonly currency?: string;
}

/** An active service of 10 a month that is due since 1 March 2026, unless said. */
export interface ServiceSketch {
  readonly account: AccountId;
  readonly state?: ServiceState;
  readonly price?: string;
  readonly renewAt?: string | null;
  readonly renewPeriod?: RenewPeriod | null;
  readonly forceRenew?: boolean;
}

export interface PeriodSketch {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Accounts and services, in memory or in PostgreSQL. It is 1 March 2026, 00:20 UTC. */
export interface RenewalWorld {
  readonly clock: FixedClock;
  readonly ledger: RenewalLedger;
  account(sketch?: RenewingAccountSketch): Promise<AccountId>;
  service(sketch: ServiceSketch): Promise<ServiceId>;
  /** A usage invoice of an account. */
  invoice(account: AccountId, period: PeriodSketch): Promise<void>;
  /** A period of a service that was renewed before. */
  renewed(service: ServiceId, period: PeriodSketch): Promise<void>;
  balanceOf(account: AccountId): Promise<string>;
  /** State and next renewal: `active 2026-04-01T00:00:00Z`. */
  stateOf(service: ServiceId): Promise<string>;
  /** Its transactions in their order: `10 Renew service 2026-03-01T00:00:00Z`. */
  transactionsOf(service: ServiceId): Promise<readonly string[]>;
  /** Its renewals in the order of their periods: `2026-03-01T00:00:00Z 2026-04-01T00:00:00Z`. */
  renewalsOf(service: ServiceId): Promise<readonly string[]>;
  close(): Promise<void>;
}
