import { Decimal } from '@org/kernel';
import { quoted } from '../../../importing/field-faults.js';
import type { FieldKind } from '../../../importing/usage-table.js';
import type { Columns, Importer, StagedRow } from './importer.js';

const moneyKinds: ReadonlySet<FieldKind> = new Set<FieldKind>(['money', 'sum']);

/** Digits that amounts of every currency had before currencies were asked: rows of then may come again. */
const formerDigits = 2;

const words: Readonly<Record<number, string>> = {
  1: 'one decimal',
  2: 'two decimals',
  3: 'three decimals',
  4: 'four decimals',
};

const reasonOf = (digits: number, currency: string): string =>
  digits === 0 ? `has decimals, and ${currency} has none` : `has more than ${words[digits] ?? `${digits} decimals`}`;

/** Amounts of a row with more digits behind the point than the currency of its account has. @param isThere whether a record has its key */
export const finenessFaults = <Of extends Columns>(
  { columns }: Importer<Of>,
  { input, account: { currency, currencyDigits } }: StagedRow<Of>,
  isThere: boolean,
): readonly string[] => {
  const digits = isThere ? Math.max(currencyDigits, formerDigits) : currencyDigits;
  return Object.entries(columns).flatMap(([property, { name, kind }]) => {
    const value: string | null = input[property as keyof typeof input];
    if (value === null || !moneyKinds.has(kind)) return [];
    const amount = Decimal.of(value);
    return amount.rounded(digits, 'down').equals(amount)
      ? []
      : [`${name} ${reasonOf(digits, currency)}: ${quoted(value)}`];
  });
};
