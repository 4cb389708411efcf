import { mayBecome, type Transitions, type Undoings } from '../model/transitions.js';
import type { ChargeStatus } from './charge.js';

/**
 * Transitions of charges: funds are blocked when the charge begins, then it is closed. Its sender may leave steps out. A charge that is to be
 * given back is deleted while nobody was billed for it, and refunded once it was paid.
 */
export const chargeTransitions: Transitions<ChargeStatus> = {
  new: ['opened', 'blocked', 'closed', 'deleted'],
  opened: ['blocked', 'closed', 'deleted'],
  blocked: ['closed', 'deleted'],
  closed: ['deleted', 'waiting_for_refund'],
  deleted: [],
  waiting_for_refund: ['refunded'],
  refunded: [],
};

/** A charge in advance is open again when its payment is undone; a refund may be called off. */
export const chargeUndoings: Undoings<ChargeStatus> = {
  closed: ['opened'],
  waiting_for_refund: ['closed'],
};

export const chargeMayBecome = (from: ChargeStatus, to: ChargeStatus): boolean =>
  mayBecome(chargeTransitions, from, to);

/** Sold, and to be blocked or paid. */
export const openedStatus = 'opened' satisfies ChargeStatus;

/** Its funds are blocked: a charge that is paid for afterwards counts from here on. */
export const blockedStatus = 'blocked' satisfies ChargeStatus;

/** Debited or paid for good. */
export const closedStatus = 'closed' satisfies ChargeStatus;

/** Taken back before it was billed. */
export const deletedStatus = 'deleted' satisfies ChargeStatus;

/** Its money is going to be given back. */
export const waitingForRefundStatus = 'waiting_for_refund' satisfies ChargeStatus;

/** Its money was given back. */
export const refundedStatus = 'refunded' satisfies ChargeStatus;

/** Statuses that a charge can come in with; the others come about in the ledger. */
export const importedStatuses = [
  'new',
  openedStatus,
  blockedStatus,
  closedStatus,
  deletedStatus,
] as const satisfies readonly ChargeStatus[];

/** Debited: the amount of a postpaid charge has left the balance of its account. */
export const debitedStatuses = [blockedStatus, closedStatus] as const satisfies readonly ChargeStatus[];

/** A charge that is on no invoice may be on one, now or once it begins. */
export const billableStatuses = [openedStatus, ...debitedStatuses] as const satisfies readonly ChargeStatus[];

/** A tax may be added. */
export const taxableStatuses = [openedStatus, blockedStatus] as const satisfies readonly ChargeStatus[];

export const isDebited = (status: ChargeStatus): boolean =>
  (debitedStatuses as readonly ChargeStatus[]).includes(status);
