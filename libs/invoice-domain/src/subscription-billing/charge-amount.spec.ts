import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import fc from 'fast-check';
import { chargeAmountOf, type ChargeTerms } from './charge-amount.js';

const of = (text: string): Decimal => Decimal.of(text);

const amount = (quantity: string, unitPrice: string, duration: string, discount = '0', taxes = '0'): string =>
  chargeAmountOf(
    { ...termsOf(quantity, unitPrice, duration), discountAmount: of(discount), taxesAmount: of(taxes) },
    2,
  ).toString();

const termsOf = (quantity: string, unitPrice: string, duration: string): ChargeTerms => ({
  quantity: of(quantity),
  unitPrice: of(unitPrice),
  duration: of(duration),
  discountAmount: Decimal.zero,
  taxesAmount: Decimal.zero,
});

describe('the amount of a charge', () => {
  it.each([
    ['12', '10', '1', '120'],
    ['3', '9.99', '0.033', '0.99'],
    ['1', '0.005', '1', '0.01'],
    ['1', '-0.005', '1', '-0.01'],
    ['1', '0.004999', '1', '0'],
    ['0.001', '1000', '24', '24'],
  ])('is %s x %s x %s rounded to hundredths, halves away from zero: %s', (quantity, unitPrice, duration, expected) => {
    expect(amount(quantity, unitPrice, duration)).toBe(expected);
  });

  it.each([
    [0, '1', '100.5', '1', '101'],
    [0, '1', '-100.5', '1', '-101'],
    [0, '3', '33.16', '1', '99'],
    [3, '1', '1.2345', '1', '1.235'],
    [3, '0.001', '1.2345', '1', '0.001'],
  ])(
    'in a currency of %i digits is %s x %s x %s rounded once to them: %s',
    (digits, quantity, price, duration, made) => {
      expect(chargeAmountOf(termsOf(quantity, price, duration), digits).toString()).toBe(made);
    },
  );

  it('is less by the discount and more by the taxes, which nothing rounds', () => {
    expect(amount('1', '10.005', '1', '2.5', '1.44')).toBe('8.95');
  });

  it('is never further than half a hundredth from the exact product', () => {
    const thousandths = fc.integer({ min: 0, max: 10_000_000 }).map((value) => {
      const digits = String(value).padStart(4, '0');
      return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
    });
    fc.assert(
      fc.property(thousandths, thousandths, thousandths, (quantity, unitPrice, duration) => {
        const exact = of(quantity).times(of(unitPrice)).times(of(duration));
        const off = of(amount(quantity, unitPrice, duration)).minus(exact);
        expect(off.compareTo(of('0.005'))).toBeLessThanOrEqual(0);
        expect(off.compareTo(of('-0.005'))).toBeGreaterThan(0);
      }),
    );
  });
});
