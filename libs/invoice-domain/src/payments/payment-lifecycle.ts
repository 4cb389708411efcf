import { mayBecome, statesBefore, type Transitions, type Undoings } from '../model/transitions.js';
import type { PaymentStatus } from './payment.js';

/** The status of the payment that the closing of an invoice makes. */
export const firstPaymentStatus = 'waiting_for_payment' satisfies PaymentStatus;

/** Transitions of payments for rendered services. The payment provider decides the outcome of `processing`, so it has no transition here. */
export const paymentTransitions: Transitions<PaymentStatus> = {
  waiting_for_payment: ['expired', 'cancelled', 'completed', 'paid_from_balance'],
  expired: ['completed', 'paid_from_balance'],
  cancelled: [],
  receipt_creating: ['expired', 'completed'],
  receipt_sent: ['expired', 'completed'],
  processing: [],
  completed: [],
  paid_from_balance: [],
};

/**
 * A payment for rendered services waits again when the approval that made it due is withdrawn, or when its completion is undone; it is expired
 * at once where it was due before. An expired one is cancelled when its invoice is voided.
 */
export const paymentUndoings: Undoings<PaymentStatus> = {
  expired: [firstPaymentStatus, 'cancelled'],
  completed: [firstPaymentStatus, 'expired'],
  paid_from_balance: [firstPaymentStatus, 'expired'],
};

/** Transitions of top-ups and payments in advance, as their sender tells of them: one that is paid may yet be cancelled. */
export const sentPaymentTransitions: Transitions<PaymentStatus> = {
  waiting_for_payment: [
    'receipt_creating',
    'receipt_sent',
    'processing',
    'completed',
    'paid_from_balance',
    'cancelled',
  ],
  expired: [],
  cancelled: [],
  receipt_creating: ['receipt_sent', 'processing', 'completed', 'cancelled'],
  receipt_sent: ['processing', 'completed', 'cancelled'],
  processing: ['completed', 'cancelled'],
  completed: ['cancelled'],
  paid_from_balance: ['cancelled'],
};

export const paymentMayBecome = (from: PaymentStatus, to: PaymentStatus): boolean =>
  mayBecome(paymentTransitions, from, to);

/** Paid with credit that the account had. */
export const paidFromBalanceStatus = 'paid_from_balance' satisfies PaymentStatus;

/** Statuses of payments that have been paid. */
export const paidStatuses = ['completed', paidFromBalanceStatus] as const satisfies readonly PaymentStatus[];

/** Never to be paid. */
export const cancelledStatus = 'cancelled' satisfies PaymentStatus;

/** Ended for good: the payment is no debt any more. */
export const endedStatuses = [cancelledStatus, ...paidStatuses] as const satisfies readonly PaymentStatus[];

/** Becomes overdue once its due date has passed. */
export const expiringStatuses: readonly PaymentStatus[] = statesBefore(paymentTransitions, 'expired');

/** The account's credit can pay it. */
export const payableStatuses: readonly PaymentStatus[] = statesBefore(paymentTransitions, 'paid_from_balance');

/** Overdue: the due date has passed, and subscriptions are blocked for it. */
export const overdueStatus = 'expired' satisfies PaymentStatus;

const isOf =
  (statuses: readonly PaymentStatus[]) =>
  (status: PaymentStatus): boolean =>
    statuses.includes(status);

export const isPaid = isOf(paidStatuses);
export const isEnded = isOf(endedStatuses);
export const isOverdue = isOf([overdueStatus]);
