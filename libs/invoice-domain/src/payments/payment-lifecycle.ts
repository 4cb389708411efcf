import { mayBecome, statesBefore, type Transitions } from '../model/transitions.js';
import type { PaymentStatus } from './payment.js';

/** The status of the payment that the closing of an invoice makes. */
export const firstPaymentStatus = 'waiting_for_payment' satisfies PaymentStatus;

/**
 * Transitions of payments for rendered services: an expired one waits again when the approval that made it due is withdrawn. The payment provider decides the outcome of `processing`, so it has no transition here.
 */
export const paymentTransitions: Transitions<PaymentStatus> = {
  waiting_for_payment: ['expired', 'cancelled', 'completed', 'paid_from_balance'],
  expired: ['completed', 'paid_from_balance', 'waiting_for_payment'],
  cancelled: [],
  receipt_creating: ['expired', 'completed'],
  receipt_sent: ['expired', 'completed'],
  processing: [],
  completed: [],
  paid_from_balance: [],
};

export const paymentMayBecome = (from: PaymentStatus, to: PaymentStatus): boolean =>
  mayBecome(paymentTransitions, from, to);

/** Statuses of payments that have been paid. */
export const paidStatuses = ['completed', 'paid_from_balance'] as const satisfies readonly PaymentStatus[];

/** Ended for good: the payment is no debt any more. */
export const endedStatuses = ['cancelled', ...paidStatuses] as const satisfies readonly PaymentStatus[];

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
