import { mayBecome, type Transitions } from '../model/transitions.js';
import type { ChargeStatus } from './charge.js';

/** Transitions of charges by billing: funds are blocked when the charge begins, then it is closed. */
export const chargeTransitions: Transitions<ChargeStatus> = {
  new: [],
  opened: ['blocked'],
  blocked: ['closed'],
  closed: [],
  deleted: [],
  waiting_for_refund: [],
  refunded: [],
};

export const chargeMayBecome = (from: ChargeStatus, to: ChargeStatus): boolean =>
  mayBecome(chargeTransitions, from, to);

/** Debited: the amount of a postpaid charge has left the balance of its account. */
export const debitedStatuses = ['blocked', 'closed'] as const satisfies readonly ChargeStatus[];

/** A tax may be added. */
export const taxableStatuses = ['opened', 'blocked'] as const satisfies readonly ChargeStatus[];
