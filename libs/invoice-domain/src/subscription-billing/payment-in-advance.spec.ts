import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import fc from 'fast-check';
import { chargeIdOf } from '../model/ids.js';
import { balanceFault, paidInAdvance, sumOf, type Payable } from './payment-in-advance.js';

const payable = (...amounts: readonly string[]): readonly Payable[] =>
  amounts.map((amount, index) => ({ chargeId: chargeIdOf(index + 1), amount: Decimal.of(amount) }));

const money = (own: string, fromBalance = '0') => ({ own: Decimal.of(own), fromBalance: Decimal.of(fromBalance) });

const told = (items: readonly Payable[], sums: ReturnType<typeof money>): readonly string[] =>
  paidInAdvance(items, sums).map(
    ({ chargeId, own, fromBalance }) => `${chargeId}: ${own.toString()} + ${fromBalance.toString()}`,
  );

describe('a payment in advance', () => {
  it.each([
    ['pays a charge in whole', payable('100'), money('100'), ['1: 100 + 0']],
    ['pays a part of a charge', payable('100'), money('40'), ['1: 40 + 0']],
    ['leaves the rest of its money as credit', payable('100'), money('900'), ['1: 100 + 0']],
    ['pays nothing of a charge that is paid', payable('0'), money('900'), []],
    ['pays several charges in their order', payable('60', '60'), money('100'), ['1: 60 + 0', '2: 40 + 0']],
    ['takes its own money first', payable('60', '60'), money('70', '50'), ['1: 60 + 0', '2: 10 + 50']],
    ['is made from the balance alone', payable('60'), money('0', '60'), ['1: 0 + 60']],
  ] as const)('%s', (_, items, sums, expected) => {
    expect(told(items, sums)).toEqual(expected);
  });

  it('takes from the balance no more than its charges are open for, and than there is', () => {
    expect(balanceFault(payable('0'), money('0', '500'), Decimal.of('900'))).toBe('more-than-open');
    expect(balanceFault(payable('100'), money('80', '20.01'), Decimal.of('900'))).toBe('more-than-open');
    expect(balanceFault(payable('100'), money('0', '100'), Decimal.zero)).toBe('funds-too-low');
    expect(balanceFault(payable('100'), money('0', '100'), Decimal.of('99.99'))).toBe('funds-too-low');
    expect(balanceFault(payable('100'), money('0', '100'), Decimal.of('100'))).toBeUndefined();
    expect(balanceFault(payable('0'), money('900'), Decimal.of('-5'))).toBeUndefined();
  });

  const cents = fc.integer({ min: 0, max: 1_000 }).map((count) => Decimal.of((count / 100).toFixed(2)));

  it('never pays more than there is, than a charge is open for or than it takes from the balance', () => {
    fc.assert(
      fc.property(fc.array(cents), cents, cents, (amounts, own, fromBalance) => {
        const items = amounts.map((amount, index) => ({ chargeId: chargeIdOf(index + 1), amount }));
        const paid = paidInAdvance(items, { own, fromBalance });
        for (const one of paid) {
          const open = items.find(({ chargeId }) => chargeId === one.chargeId)?.amount ?? Decimal.zero;
          expect(one.own.plus(one.fromBalance).compareTo(open)).toBeLessThanOrEqual(0);
        }
        const total = Decimal.sum(paid.map((one) => one.own.plus(one.fromBalance)));
        const possible = own.plus(fromBalance).compareTo(sumOf(items)) < 0 ? own.plus(fromBalance) : sumOf(items);
        expect(total.equals(possible)).toBe(true);
        expect(Decimal.sum(paid.map((one) => one.own)).compareTo(own)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
