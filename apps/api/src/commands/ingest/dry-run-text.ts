import type { AccountSums, NamedRow } from '@org/invoice-domain/persistence';
import { aligned } from '../aligned.js';
import { grouped } from '../progress.js';
import type { DryRunReport } from './import-file.js';

const right = (head: string) => ({ head, alignment: 'right' as const });

/** One line for each account that rows belong to by one column. */
const sumsTable = (column: string, sums: readonly AccountSums[]): string => {
  const names = [...new Set(sums.flatMap((each) => Object.keys(each.sums)))];
  const hasUnpriced = sums.some(({ unpriced }) => unpriced > 0);
  const heads = ['rows', ...names, ...(hasUnpriced ? ['without a price'] : [])];
  const rows = sums.map((each) => [
    String(each.account ?? 'none'),
    grouped(each.rows),
    ...names.map((name) => each.sums[name] ?? ''),
    ...(hasUnpriced ? [grouped(each.unpriced)] : []),
  ]);
  return aligned([{ head: column }, ...heads.map(right)], rows);
};

/** Characters that would end a line of the table. */
const onOneLine = (value: string): string => value.replace(/\p{Cc}/gu, ' ');

/** Columns that at least one of the rows has a value of. */
const rowsTable = (rows: readonly NamedRow[]): string => {
  const names = Object.keys(rows[0] ?? {}).filter((name) => rows.some((row) => row[name] !== null));
  return aligned(
    names.map((head) => ({ head })),
    rows.map((row) => names.map((name) => onOneLine(row[name] ?? ''))),
  );
};

/** The parts of what a dry run has to say below its first line. */
export const dryRunText = (
  { sums, firstRows, rejects }: DryRunReport,
  rejected: number,
  showsRows: boolean,
): readonly string[] => {
  // Where nobody is a vendor, a table of nobody says nothing.
  const columns = [...new Set(sums.map(({ column }) => column))].filter(
    (column, place) => place === 0 || sums.some((each) => each.column === column && each.account !== null),
  );
  const faults = rejects.map(({ line, reason }) => `line ${line}: ${reason}`);
  const more = rejected > rejects.length ? [`and ${grouped(rejected - rejects.length)} more`] : [];
  return [
    ...columns.map((column) =>
      sumsTable(
        column,
        sums.filter((each) => each.column === column),
      ),
    ),
    ...(showsRows && firstRows.length > 0 ? [rowsTable(firstRows)] : []),
    ...(faults.length > 0 ? [[...faults, ...more].join('\n')] : []),
    'Nothing was written.',
  ];
};
