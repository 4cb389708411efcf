import { mayBecome, type Transitions } from '../model/transitions.js';

export const refundStatuses = ['ordered', 'done', 'called_off'] as const;
export type RefundStatus = (typeof refundStatuses)[number];

/** A refund may be ordered first, and is done or called off then. */
export const refundTransitions: Transitions<RefundStatus> = {
  ordered: ['done', 'called_off'],
  done: [],
  called_off: [],
};

export const orderedRefund = 'ordered' satisfies RefundStatus;
export const doneRefund = 'done' satisfies RefundStatus;
export const calledOffRefund = 'called_off' satisfies RefundStatus;

export const refundMayBecome = (from: RefundStatus, to: RefundStatus): boolean =>
  mayBecome(refundTransitions, from, to);
