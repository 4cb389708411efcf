import { Decimal } from '@org/kernel';
import type { TaxRate } from '../parties/taxes.js';

const hundredth = Decimal.of('0.01');

/** A day is a thirtieth of a month; three decimal places are kept. */
const dayOfMonth = Decimal.of('0.033333');

export const wholeMonth = Decimal.of('1');

export const monthsOf = (days: number): Decimal => Decimal.of(String(days)).times(dayOfMonth).rounded(3, 'half-up');

export interface ChargeTerms {
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  /** Months. */
  readonly duration: Decimal;
  /** Percent. */
  readonly discount: number;
  readonly taxRates: readonly TaxRate[];
}

export interface ChargeAmounts {
  readonly discountAmount: Decimal;
  readonly taxes: readonly { readonly name: string; readonly value: Decimal }[];
  readonly taxesAmount: Decimal;
  readonly amount: Decimal;
}

/**
 * amount = quantity x unit price x duration - discount + taxes. The price, the discount (a percentage of the price) and
 * each tax (a percentage of what the discount leaves) are rounded to two decimal places, halves up, one by one: the
 * amount is their exact sum. A one-off charge has a duration of 1.
 */
export function chargeAmounts({ quantity, unitPrice, duration, discount, taxRates }: ChargeTerms): ChargeAmounts {
  const percentOf = (amount: Decimal, percent: Decimal) => amount.times(percent).times(hundredth).rounded(2, 'half-up');
  const price = quantity.times(unitPrice).times(duration).rounded(2, 'half-up');
  const discountAmount = percentOf(price, Decimal.of(String(discount)));
  const net = price.minus(discountAmount);
  const taxes = taxRates
    .map(({ name, percent }) => ({ name, value: percentOf(net, percent) }))
    .filter(({ value }) => !value.isZero());
  const taxesAmount = Decimal.sum(taxes.map(({ value }) => value));
  return { discountAmount, taxes, taxesAmount, amount: net.plus(taxesAmount) };
}
