import { describe, expect, it } from '@jest/globals';
import {
  endedStatuses,
  expiringStatuses,
  firstPaymentStatus,
  isEnded,
  isOverdue,
  isPaid,
  paymentMayBecome,
  paymentTransitions,
} from './payment-lifecycle.js';
import { paymentStatuses } from './payment.js';

describe('the life cycle of a payment', () => {
  it('reaches every status but those that only a processor of payments sets', () => {
    const reached = new Set<string>([firstPaymentStatus]);
    for (const status of reached) for (const next of paymentTransitions[status as never] as string[]) reached.add(next);

    expect(paymentStatuses.filter((status) => !reached.has(status))).toEqual([
      'receipt_creating',
      'receipt_sent',
      'processing',
    ]);
  });

  it('goes on from no end', () => {
    for (const end of endedStatuses) expect(paymentTransitions[end]).toEqual([]);
  });

  it('ends paid or cancelled', () => {
    expect(paymentStatuses.filter(isPaid)).toEqual(['completed', 'paid_from_balance']);
    expect(paymentStatuses.filter(isEnded)).toEqual(['cancelled', 'completed', 'paid_from_balance']);
  });

  it('becomes overdue while it waits, and may be paid then', () => {
    expect(expiringStatuses).toEqual(['waiting_for_payment', 'receipt_creating', 'receipt_sent']);
    expect(paymentStatuses.filter(isOverdue)).toEqual(['expired']);
    expect(paymentMayBecome('expired', 'completed')).toBe(true);
    expect(paymentMayBecome('expired', 'cancelled')).toBe(false);
  });
});
