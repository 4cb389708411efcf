import { mayBecome, type Transitions } from '../model/transitions.js';
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

/** The status of a blocked subscription once its overdue payment is made. */
export const activeStatus = 'active' satisfies SubscriptionStatus;

/** Delivered at present: blocked once its payment is overdue. */
export const deliveredStatuses = [
  activeStatus,
  'delivered',
  'updating',
  'updating_failed',
  'renewing',
  'renewing_failed',
  'graced',
] as const satisfies readonly SubscriptionStatus[];

/** Blocked until the overdue payment is made. */
export const blockedStatus = 'blocked' satisfies SubscriptionStatus;

/** Ended for good. */
export const stoppedStatus = 'stopped' satisfies SubscriptionStatus;

const delivered = [...deliveredStatuses, blockedStatus] as const;
const stopping = ['stopping', 'stopping_failed', stoppedStatus] as const;
const activating = ['activating', 'activating_failed'] as const;
const installing = ['installing', 'installation_failed'] as const;

const but = (status: SubscriptionStatus, statuses: readonly SubscriptionStatus[]): readonly SubscriptionStatus[] =>
  statuses.filter((other) => other !== status);

const inUse = (status: SubscriptionStatus): readonly SubscriptionStatus[] => but(status, [...delivered, ...stopping]);
const beingActivated = (status: SubscriptionStatus): readonly SubscriptionStatus[] =>
  but(status, [...activating, 'waiting_for_manual_approve', ...delivered, ...stopping]);
const beingInstalled = (status: SubscriptionStatus): readonly SubscriptionStatus[] =>
  but(status, [...installing, ...beingActivated(status)]);

/**
 * A subscription is ordered, installed, activated, used and stopped; what fails is tried again. Its sender may leave steps out. While it is in
 * use it is renewed, updated and blocked in any order, and nothing begins again once it stops.
 */
export const subscriptionTransitions: Transitions<SubscriptionStatus> = {
  ordered: beingInstalled('ordered'),
  waiting_for_manual_approve: beingInstalled('waiting_for_manual_approve'),
  installing: beingInstalled('installing'),
  installation_failed: beingInstalled('installation_failed'),
  activating: beingActivated('activating'),
  activating_failed: beingActivated('activating_failed'),
  active: inUse(activeStatus),
  delivered: inUse('delivered'),
  updating: inUse('updating'),
  updating_failed: inUse('updating_failed'),
  renewing: inUse('renewing'),
  renewing_failed: inUse('renewing_failed'),
  graced: inUse('graced'),
  blocked: inUse(blockedStatus),
  stopping: but('stopping', stopping),
  stopping_failed: but('stopping_failed', stopping),
  stopped: [],
};

export const subscriptionMayBecome = (from: SubscriptionStatus, to: SubscriptionStatus): boolean =>
  mayBecome(subscriptionTransitions, from, to);
