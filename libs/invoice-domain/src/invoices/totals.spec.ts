import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import fc from 'fast-check';
import { amountEarnedOf, amountSpentOf, totalOf } from './totals.js';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat({ max: 12 }))
  .map(([digits, scale]) => scaled(digits, scale));

/** `digits` × 10^-scale, by text alone, so that the property below has an arithmetic of its own to compare with. */
function scaled(digits: bigint, scale: number): Decimal {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const plain = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  return Decimal.of(digits < 0n ? `-${plain}` : plain);
}

const money = (text: string): Decimal => Decimal.of(text);

describe('the total of an invoice', () => {
  it('is what was spent less what was earned, and charges and corrections on top', () => {
    const total = totalOf({
      amountSpent: money('10.5'),
      amountEarned: money('4'),
      chargesAmount: money('220'),
      correctionsAmount: money('-6.25'),
    });
    expect(String(total)).toBe('220.25');
  });

  it('is negative when the account earned more than it spent', () => {
    const total = totalOf({
      amountSpent: money('1'),
      amountEarned: money('2.01'),
      chargesAmount: Decimal.zero,
      correctionsAmount: Decimal.zero,
    });
    expect(String(total)).toBe('-1.01');
  });

  it('loses no digit of any amount', () => {
    const scale = 12;
    const units = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
    fc.assert(
      fc.property(units, units, units, units, (spent, earned, charges, corrections) => {
        const total = totalOf({
          amountSpent: scaled(spent, scale),
          amountEarned: scaled(earned, scale),
          chargesAmount: scaled(charges, scale),
          correctionsAmount: scaled(corrections, scale),
        });
        expect(total).toEqual(scaled(spent - earned + charges + corrections, scale));
      }),
    );
  });

  it('is the same whether taken of the sums or summed over originated, terminated and service parts', () => {
    const part = fc.record({ spent: decimal, earned: decimal });
    fc.assert(
      fc.property(part, part, part, (originated, terminated, services) => {
        const whole = totalOf({
          amountSpent: amountSpentOf({
            originatedAmountSpent: originated.spent,
            terminatedAmountSpent: terminated.spent,
            servicesAmountSpent: services.spent,
          }),
          amountEarned: amountEarnedOf({
            originatedAmountEarned: originated.earned,
            terminatedAmountEarned: terminated.earned,
            servicesAmountEarned: services.earned,
          }),
          chargesAmount: Decimal.zero,
          correctionsAmount: Decimal.zero,
        });
        const parts = [originated, terminated, services].map(({ spent, earned }) => spent.minus(earned));
        expect(whole).toEqual(Decimal.sum(parts));
      }),
    );
  });
});

describe('the amounts spent and earned', () => {
  it('add up calls made, calls received and services', () => {
    expect(
      String(
        amountSpentOf({
          originatedAmountSpent: money('12.5'),
          terminatedAmountSpent: money('0.25'),
          servicesAmountSpent: money('1'),
        }),
      ),
    ).toBe('13.75');
    expect(
      String(
        amountEarnedOf({
          originatedAmountEarned: money('0.1'),
          terminatedAmountEarned: money('0.2'),
          servicesAmountEarned: money('0'),
        }),
      ),
    ).toBe('0.3');
  });
});
