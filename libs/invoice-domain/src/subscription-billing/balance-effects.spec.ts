import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import { chargeDebit, correctionDebit, paymentDebit } from './balance-effects.js';
import { invoiceIdOf, type InvoiceId } from '../model/ids.js';
import { chargeStatuses } from './charge.js';
import { correctionStatuses } from './correction.js';
import { paymentStatuses } from '../payments/payment.js';

const ten = Decimal.of('10');

describe('what leaves a balance', () => {
  it('is the amount of charges that are blocked or closed, of subscriptions that are paid for afterwards', () => {
    const debited = (model: 'prepay' | 'postpay') =>
      chargeStatuses.filter((status) => !chargeDebit({ status, amount: ten }, model).isZero());
    expect(debited('postpay')).toEqual(['blocked', 'closed']);
    expect(debited('prepay')).toEqual([]);
  });

  it('is the total of approved corrections, but of those for usage that the switch has counted', () => {
    const debited = (lateInvoiceId: InvoiceId | null) =>
      correctionStatuses.filter((status) => !correctionDebit({ status, total: ten, lateInvoiceId }).isZero());
    expect(debited(null)).toEqual(['approved']);
    expect(debited(invoiceIdOf(18))).toEqual([]);
  });

  it('is below zero for what payments bring: they credit what did not come from the balance itself', () => {
    const moved = paymentStatuses.flatMap((status) => {
      const debit = paymentDebit({ status, total: ten, amountPaidFromBalance: Decimal.of('4') });
      return debit.isZero() ? [] : `${status} ${debit.toString()}`;
    });
    expect(moved).toEqual(['completed -6', 'paid_from_balance -6']);
  });
});
