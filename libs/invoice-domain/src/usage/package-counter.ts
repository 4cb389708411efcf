import type { AccountId, PackageCounterId, ServiceId } from '../model/ids.js';

/** Minutes paid in advance for destinations of a prefix. */
export interface PackageCounter {
  readonly id: PackageCounterId;
  readonly accountId: AccountId;
  readonly serviceId: ServiceId | null;
  readonly prefix: string;
  /** The prefix is left out of the package. */
  readonly exclude: boolean;
  /** Seconds left. */
  readonly duration: number;
}
