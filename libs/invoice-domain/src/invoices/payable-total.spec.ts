import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import fc from 'fast-check';
import { payableTotalOf } from './payable-total.js';

const total = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 12 }))
  .map(([units, places]) =>
    Decimal.of(units.toString()).times(Decimal.of(places === 0 ? '1' : `0.${'1'.padStart(places, '0')}`)),
  );
const digits = fc.constantFrom(0, 2, 3, 4);

const payable = (text: string, places: number) => {
  const { payableTotal, roundingDifference } = payableTotalOf(Decimal.of(text), places);
  return [payableTotal, roundingDifference].map(String);
};

describe('the payable total of an invoice', () => {
  it.each([
    ['12.345', 2, '12.35', '-0.005'],
    ['12.344999', 2, '12.34', '0.004999'],
    ['-12.345', 2, '-12.35', '0.005'],
    ['0.5', 0, '1', '-0.5'],
    ['-0.5', 0, '-1', '0.5'],
    ['1.0005', 3, '1.001', '-0.0005'],
    ['7', 2, '7', '0'],
  ])('of %s with %d digits is %s, and %s is the difference', (exact, places, ...expected) => {
    expect(payable(exact, places)).toEqual(expected);
  });

  it('and the difference are the exact total, to the last digit', () => {
    fc.assert(
      fc.property(total, digits, (exact, places) => {
        const { payableTotal, roundingDifference } = payableTotalOf(exact, places);
        expect(payableTotal.plus(roundingDifference).equals(exact)).toBe(true);
      }),
    );
  });

  it('has no more digits than its currency, and is at most half of its last digit away', () => {
    fc.assert(
      fc.property(total, digits, (exact, places) => {
        const { payableTotal, roundingDifference } = payableTotalOf(exact, places);
        const unit = Decimal.of(places === 0 ? '1' : `0.${'1'.padStart(places, '0')}`);
        const twice = roundingDifference.plus(roundingDifference);
        expect(payableTotal.rounded(places, 'down').equals(payableTotal)).toBe(true);
        expect(twice.compareTo(unit)).toBeLessThanOrEqual(0);
        expect(twice.compareTo(unit.negated())).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('of what an account owes and of what it is owed are the same, but for the sign', () => {
    fc.assert(
      fc.property(total, digits, (exact, places) => {
        const [one, other] = [payableTotalOf(exact, places), payableTotalOf(exact.negated(), places)];
        expect(one.payableTotal.plus(other.payableTotal).isZero()).toBe(true);
      }),
    );
  });

  it('of a payable total is itself', () => {
    fc.assert(
      fc.property(total, digits, (exact, places) => {
        const { payableTotal } = payableTotalOf(exact, places);
        expect(payableTotalOf(payableTotal, places).roundingDifference.isZero()).toBe(true);
      }),
    );
  });
});
