import { Decimal } from '@org/kernel';

/** Units of a currency for a US dollar: the demo's price lists are in dollars. */
const perDollar: Readonly<Record<string, string>> = {
  AMD: '390',
  AUD: '1.5',
  CAD: '1.4',
  EUR: '0.9',
  GBP: '0.8',
  KZT: '480',
  MXN: '18',
  NPR: '135',
  NZD: '1.7',
  RUB: '90',
  UAH: '41',
  USD: '1',
};

/** A price in dollars, in another currency, rounded to so many decimal places. */
export function priceIn(currency: string, dollars: Decimal, scale: number): Decimal {
  const factor = perDollar[currency];
  if (factor === undefined) throw new RangeError(`no rate of ${currency}`);
  return dollars.times(Decimal.of(factor)).rounded(scale, 'half-up');
}
