import { Decimal } from '@org/kernel';

export interface TaxRate {
  readonly name: string;
  readonly percent: Decimal;
}

const valueAdded = (percent: string): readonly TaxRate[] => [{ name: 'VAT', percent: Decimal.of(percent) }];

const taxes: Readonly<Record<string, readonly TaxRate[]>> = {
  AE: valueAdded('5'),
  AM: valueAdded('20'),
  AU: [{ name: 'GST', percent: Decimal.of('10') }],
  CA: [
    { name: 'GST', percent: Decimal.of('5') },
    { name: 'Provincial sales tax', percent: Decimal.of('7') },
  ],
  CZ: valueAdded('21'),
  DE: valueAdded('19'),
  GB: valueAdded('20'),
  KZ: valueAdded('12'),
  MX: [{ name: 'IVA', percent: Decimal.of('16') }],
  NP: valueAdded('13'),
  NZ: [{ name: 'GST', percent: Decimal.of('15') }],
  PT: [{ name: 'IVA', percent: Decimal.of('23') }],
  RU: valueAdded('20'),
  UA: valueAdded('20'),
  US: [
    { name: 'State sales tax', percent: Decimal.of('6') },
    { name: 'Local sales tax', percent: Decimal.of('1.25') },
  ],
};

export const taxesOf = (country: string): readonly TaxRate[] => taxes[country] ?? [];
