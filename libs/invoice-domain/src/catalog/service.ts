import type { Decimal, Instant } from '@org/kernel';
import type { AccountId, ServiceId, ServiceTypeId } from '../model/ids.js';

export const serviceStates = ['active', 'suspended'] as const;
export type ServiceState = (typeof serviceStates)[number];

/** A service without a period is not renewed. */
export const renewPeriods = ['day', 'month'] as const;
export type RenewPeriod = (typeof renewPeriods)[number];

/** Free settings of a service, kept as JSON. */
export type ServiceVariables = Readonly<Record<string, unknown>>;

export interface ServiceType {
  readonly id: ServiceTypeId;
  readonly name: string;
  /** Renews whatever the account's balance is. */
  readonly forceRenew: boolean;
  readonly provisioningClass: string | null;
  readonly variables: ServiceVariables | null;
}

export interface Service {
  readonly id: ServiceId;
  readonly uuid: string;
  readonly accountId: AccountId;
  readonly typeId: ServiceTypeId;
  readonly name: string | null;
  readonly state: ServiceState;
  readonly initialPrice: Decimal;
  readonly renewPrice: Decimal;
  /** Set together with the period, or both are null. */
  readonly renewAt: Instant | null;
  readonly renewPeriod: RenewPeriod | null;
  readonly variables: ServiceVariables | null;
  readonly createdAt: Instant;
}
