import type { LocalDate } from '@org/kernel';

const padded = (number: number): string => String(number).padStart(2, '0');

/**
 * The reference of a new invoice or credit note. `$id` is its id; `$year`, `$month` and `$day` are of the day on which its period ends, in its zone,
 * or on which a credit note is issued.
 * `$seq`, or `$seq(6)` with that many digits, is its number in the reseller's series: it stays as it is until the invoice is approved and has
 * one (docs/wire/admin.md, references).
 */
export const referenceOf = (
  template: string,
  { id, toDate }: { readonly id: number; readonly toDate: LocalDate },
): string =>
  template
    .replaceAll('$id', String(id))
    .replaceAll('$year', String(toDate.year))
    .replaceAll('$month', padded(toDate.month))
    .replaceAll('$day', padded(toDate.day));
