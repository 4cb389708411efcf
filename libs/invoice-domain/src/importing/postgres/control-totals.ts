import { Decimal } from '@org/kernel';
import type { ClientBase } from 'pg';
import type { Chunk } from '../chunk.js';
import { csvFields } from '../csv-row.js';
import { chunksOf } from '../row-chunks.js';
import { readingOf, type ImportSettings } from './ingest.js';

/** Control totals of a file, which its sender may have told. */
export interface ControlTotals {
  /** All rows, good or not. */
  readonly rows: number;
  /** Of the table's summed column, in good rows; zero where there is none. */
  readonly sum: Decimal;
}

const sumOf = ({ columns, rows, takenRow }: Chunk, name: string | undefined): Decimal => {
  const place = columns.findIndex((column) => column.name === name);
  if (place === -1) return Decimal.zero;
  let sum = Decimal.zero;
  for (let row = 0; row < rows; row += 1) sum = sum.plus(Decimal.of(csvFields(takenRow(row))[place] ?? '0'));
  return sum;
};

/** Reads a file to its end, and writes nothing. @throws UnreadableUsage */
export const controlTotalsOf = async (
  client: ClientBase,
  source: AsyncIterable<Buffer>,
  how: ImportSettings,
): Promise<ControlTotals> => {
  let [rows, sum] = [0, Decimal.zero];
  for await (const chunk of chunksOf(source, await readingOf(client, how))) {
    rows += chunk.rows + chunk.rejects.length;
    sum = sum.plus(sumOf(chunk, how.table.summed));
  }
  return { rows, sum };
};
