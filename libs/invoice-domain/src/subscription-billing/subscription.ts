import type { Instant, LocalDate } from '@org/kernel';
import type { AccountId, ResellerId, SubscriptionId } from '../model/ids.js';
import type { PaymentModel } from '../parties/payment-model.js';

export const subscriptionStatuses = [
  'ordered',
  'installing',
  'installation_failed',
  'activating',
  'activating_failed',
  'active',
  'delivered',
  'updating',
  'updating_failed',
  'renewing',
  'renewing_failed',
  'waiting_for_manual_approve',
  'graced',
  'stopping',
  'stopping_failed',
  'stopped',
  'blocked',
] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

export interface Subscription {
  readonly id: SubscriptionId;
  readonly accountId: AccountId;
  readonly resellerId: ResellerId;
  readonly planId: number;
  readonly name: string;
  readonly trial: boolean;
  readonly status: SubscriptionStatus;
  /** The day it was activated. */
  readonly startDate: LocalDate | null;
  readonly expirationDate: LocalDate | null;
  readonly paymentModel: PaymentModel;
  /** The day of the month its periods begin at, by the term it was sold on; null is the account's. */
  readonly billingDay: number | null;
  /** External key, unique per reseller. */
  readonly externalKey: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
