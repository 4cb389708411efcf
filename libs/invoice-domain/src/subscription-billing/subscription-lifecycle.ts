import type { SubscriptionStatus } from './subscription.js';

/** Not delivered yet: an invoice does not list it. */
export const undeliveredStatuses = [
  'ordered',
  'installing',
  'installation_failed',
  'activating',
  'activating_failed',
  'waiting_for_manual_approve',
] as const satisfies readonly SubscriptionStatus[];

/** Delivered at present: blocked once its payment is overdue. */
export const deliveredStatuses = [
  'active',
  'delivered',
  'updating',
  'updating_failed',
  'renewing',
  'renewing_failed',
  'graced',
] as const satisfies readonly SubscriptionStatus[];

/** Blocked until the overdue payment is made. */
export const blockedStatus = 'blocked' satisfies SubscriptionStatus;
