import { UnreadableUsage, type ControlTotals, type ImportedTable } from '@org/invoice-domain/persistence';
import type { Decimal } from '@org/kernel';
import { grouped } from '../progress.js';

/** Rows and sum of a file as its sender says. */
export interface ExpectedTotals {
  readonly rows: number | undefined;
  readonly sum: Decimal | undefined;
}

/** @throws UnreadableUsage for a sum of rows that have no column which adds up to anything */
export const demandSummed = ({ sum }: ExpectedTotals, { name, summed }: ImportedTable): void => {
  if (sum !== undefined && summed === undefined)
    throw new UnreadableUsage(`--expect-sum means nothing for ${name}. Nothing of it was taken.`);
};

/** @throws UnreadableUsage when a file comes to something else */
export const demandTotals = (
  expected: ExpectedTotals,
  { rows, sum }: ControlTotals,
  summed: string | undefined,
): void => {
  const faults = [
    ...(expected.rows === undefined || expected.rows === rows
      ? []
      : [`it has ${grouped(rows)} rows instead of ${grouped(expected.rows)}`]),
    ...(expected.sum === undefined || expected.sum.equals(sum)
      ? []
      : [`${String(summed)} of its good rows comes to ${sum.toString()} instead of ${expected.sum.toString()}`]),
  ];
  if (faults.length > 0) throw new UnreadableUsage(`${faults.join('; ')}. Nothing of it was taken.`);
};
