import { currencyIdOf, type Currency } from '@org/invoice-domain';
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

/** Row 0 is the system currency; what a unit of the others is worth in it, to six places, stands beside their names. */
export const currencies: readonly Currency[] = [
  ['USD', '1'],
  ['AMD', '0.002564'],
  ['AUD', '0.666667'],
  ['CAD', '0.714286'],
  ['EUR', '1.111111'],
  ['GBP', '1.25'],
  ['KZT', '0.002083'],
  ['MXN', '0.055556'],
  ['NPR', '0.007407'],
  ['NZD', '0.588235'],
  ['RUB', '0.011111'],
  ['UAH', '0.02439'],
].map(([name = '', rate = ''], id) => ({
  id: currencyIdOf(id),
  name,
  rate: Decimal.of(rate),
  rateProviderId: null,
}));

/** A price in dollars, in another currency, rounded to so many decimal places. */
export function priceIn(currency: string, dollars: Decimal, scale: number): Decimal {
  const factor = perDollar[currency];
  if (factor === undefined) throw new RangeError(`no rate of ${currency}`);
  return dollars.times(Decimal.of(factor)).rounded(scale, 'half-up');
}
