import { describe, expect, it } from '@jest/globals';
import {
  externalApprovalTransitions,
  mayBeApprovedExternally,
  mayBeWithdrawn,
} from '../invoices/external-approval-lifecycle.js';
import { invoiceStates } from '../invoices/invoice.js';
import { finalState, firstState, invoiceTransitions } from '../invoices/invoice-lifecycle.js';
import { transitionsIn, type Transitions } from '../model/transitions.js';
import { firstPaymentStatus, paymentTransitions, sentPaymentTransitions } from '../payments/payment-lifecycle.js';
import { paymentStatuses } from '../payments/payment.js';
import {
  chargeMayBecome,
  chargeTransitions,
  chargeUndoings,
  importedStatuses,
} from '../subscription-billing/charge-lifecycle.js';
import { chargeStatuses } from '../subscription-billing/charge.js';
import { correctionTransitions, undecidedStatus } from '../subscription-billing/correction-lifecycle.js';
import { correctionStatuses } from '../subscription-billing/correction.js';
import { subscriptionMayBecome, subscriptionTransitions } from '../subscription-billing/subscription-lifecycle.js';
import { subscriptionStatuses } from '../subscription-billing/subscription.js';

const reachedFrom = (table: Transitions<string>, first: string): readonly string[] => {
  const reached = new Set([first]);
  for (const status of reached) for (const next of table[status] ?? []) reached.add(next);
  return [...reached].toSorted();
};

const endsOf = (table: Transitions<string>): readonly string[] =>
  Object.keys(table).filter((status) => table[status]?.length === 0);

const missed = (statuses: readonly string[], table: Transitions<string>, first: string): readonly string[] =>
  statuses.filter((status) => !reachedFrom(table, first).includes(status));

describe('the tables of life cycles', () => {
  it.each<readonly [string, readonly string[], Transitions<string>, string, readonly string[]]>([
    ['an invoice', invoiceStates, invoiceTransitions, firstState, [finalState]],
    ['a charge', chargeStatuses, chargeTransitions, 'new', ['deleted', 'refunded']],
    ['a correction', correctionStatuses, correctionTransitions, undecidedStatus, ['approved', 'declined']],
    ['a subscription', subscriptionStatuses, subscriptionTransitions, 'ordered', ['stopped']],
    ['an external approval', ['unapproved', 'approved'], externalApprovalTransitions, 'unapproved', ['approved']],
  ])('lead %s from its beginning to every status, and on from all but the last', (_, statuses, table, first, ends) => {
    expect(Object.keys(table).toSorted()).toEqual(statuses.toSorted());
    expect(missed(statuses, table, first)).toEqual([]);
    expect(endsOf(table)).toEqual(ends);
  });

  it('lead a payment that its sender tells of everywhere but to what only a due date brings about', () => {
    expect(missed(paymentStatuses, sentPaymentTransitions, firstPaymentStatus)).toEqual(['expired']);
    expect(endsOf(sentPaymentTransitions)).toEqual(['expired', 'cancelled']);
    expect(endsOf(paymentTransitions)).toEqual(['cancelled', 'processing', 'completed', 'paid_from_balance']);
  });

  it('know no way back for a charge but by what undoes its payment or calls its refund off', () => {
    const order = ['new', 'opened', 'blocked', 'closed', 'waiting_for_refund', 'refunded'] as const;
    const back = order.flatMap((from, place) => order.slice(0, place).filter((to) => chargeMayBecome(from, to)));
    expect(back).toEqual([]);
    expect(transitionsIn(chargeUndoings)).toEqual([
      ['closed', 'opened'],
      ['waiting_for_refund', 'closed'],
    ]);
    expect(importedStatuses).toEqual(['new', 'opened', 'blocked', 'closed', 'deleted']);
  });

  it('let a subscription be blocked and go on while it is in use, and begin no more once it stops', () => {
    expect(subscriptionMayBecome('active', 'blocked')).toBe(true);
    expect(subscriptionMayBecome('blocked', 'active')).toBe(true);
    expect(subscriptionMayBecome('blocked', 'stopped')).toBe(true);
    expect(subscriptionMayBecome('ordered', 'active')).toBe(true);
    expect(subscriptionMayBecome('active', 'ordered')).toBe(false);
    expect(subscriptionMayBecome('stopping_failed', 'stopping')).toBe(true);
    expect(subscriptionMayBecome('stopping', 'active')).toBe(false);
    expect(subscriptionStatuses.filter((status) => subscriptionMayBecome(status, status))).toEqual([]);
  });

  it('let a wrong external approval be taken back, and nothing else', () => {
    expect([true, false].map((externallyApproved) => mayBeApprovedExternally({ externallyApproved }))).toEqual([
      false,
      true,
    ]);
    expect([true, false].map((externallyApproved) => mayBeWithdrawn({ externallyApproved }))).toEqual([true, false]);
  });
});
