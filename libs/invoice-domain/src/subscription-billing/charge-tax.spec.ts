import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import fc from 'fast-check';
import { taxed, type TaxableCharge } from './charge-tax.js';
import { chargeStatuses } from './charge.js';

const charge = (how: Partial<TaxableCharge> = {}): TaxableCharge => ({
  status: 'opened',
  amount: Decimal.of('20'),
  taxesAmount: Decimal.of('1.5'),
  paymentModel: 'postpay',
  currencyDigits: 2,
  isFinal: false,
  ...how,
});

const of = (text: string): Decimal => Decimal.of(text);

const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => {
  const digits = String(Math.abs(value)).padStart(3, '0');
  return of(`${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`);
});

describe('a tax', () => {
  it('raises a charge and its taxes by its value', () => {
    expect(taxed(charge(), of('4.25'))).toEqual({ amount: of('24.25'), taxesAmount: of('5.75'), debit: of('0') });
  });

  it('lowers both when it is negative, down to nothing', () => {
    expect(taxed(charge(), of('-20'))).toEqual({ amount: of('0'), taxesAmount: of('-18.5'), debit: of('0') });
  });

  it('of a blocked charge leaves the balance at once', () => {
    expect(taxed(charge({ status: 'blocked' }), of('-4'))).toMatchObject({ amount: of('16'), debit: of('-4') });
  });

  it.each<readonly [string, Partial<TaxableCharge>, string, string]>([
    ['is finer than a hundredth', {}, '0.001', 'too-many-decimals'],
    ['is for a charge that is paid before', { paymentModel: 'prepay' }, '1', 'not-postpay'],
    ['would bring the charge below zero', {}, '-20.01', 'below-zero'],
    ['is for a charge on an approved invoice', { isFinal: true }, '1', 'final'],
  ])('stays out when it %s', (_, how, value, refusal) => {
    expect(taxed(charge(how), of(value))).toBe(refusal);
  });

  it.each(chargeStatuses)('of a charge that is %s is in only when it is opened or blocked', (status) => {
    const isIn = typeof taxed(charge({ status }), of('1')) !== 'string';
    expect(isIn).toBe(status === 'opened' || status === 'blocked');
  });

  it('and others, one after the other, leave what the charge was before plus their sum, never below zero', () => {
    fc.assert(
      fc.property(fc.array(cents), (values) => {
        let state = charge({ status: 'blocked' });
        let [sum, debits] = [Decimal.zero, Decimal.zero];
        for (const value of values) {
          const outcome = taxed(state, value);
          if (typeof outcome === 'string') continue;
          state = { ...state, ...outcome };
          sum = sum.plus(value);
          debits = debits.plus(outcome.debit);
        }
        expect(state.amount).toEqual(of('20').plus(sum));
        expect(state.taxesAmount).toEqual(of('1.5').plus(sum));
        expect(debits).toEqual(sum);
        expect(state.amount.isNegative()).toBe(false);
      }),
    );
  });
});
