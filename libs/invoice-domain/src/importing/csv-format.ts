import { csvReader, rfc4180 } from './csv-row.js';
import { nearestOf } from './nearest.js';
import { UnreadableUsage, type ReadRow, type RowFormat } from './row-format.js';
import type { UsageColumn, UsageTable } from './usage-table.js';

/** Treatment of columns that the table does not have. */
export type UnknownColumns = 'refused' | 'ignored';

const listed = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');

/** The table's columns by every name that a file may give them. */
export const columnsByName = ({ columns }: UsageTable): ReadonlyMap<string, UsageColumn> =>
  new Map(columns.flatMap((column) => [column.name, ...column.aliases].map((name) => [name, column] as const)));

/** The column that a strange name most likely stands for, of those that are not there under their own names. */
export const meantColumn = (
  table: UsageTable,
  name: string,
  present: readonly UsageColumn[],
): UsageColumn | undefined => {
  const missing = new Map([...columnsByName(table)].filter(([, column]) => !present.includes(column)));
  const nearest = nearestOf(name, missing.keys());
  return nearest === undefined ? undefined : missing.get(nearest);
};

/**
 * The format of a file from its first line, which names the columns.
 * @throws UnreadableUsage
 */
export const csvFormat = (header: ReadRow, table: UsageTable, unknown: UnknownColumns): RowFormat => {
  const { fields = 'it is empty' } = header;
  if (typeof fields === 'string') throw new UnreadableUsage(`The first line has to name the columns: ${fields}.`);
  const names = fields.map((name) => (name ?? '').trim().toLowerCase());
  const known = columnsByName(table);
  const columns = names.map((name) => known.get(name));
  const strange = names.filter((name) => !known.has(name));
  const wanted = columns.filter((column) => column !== undefined);
  const meant = strange.map((name) => meantColumn(table, name, wanted)).find((column) => column !== undefined);
  const isPassedOver = unknown === 'ignored' && strange.length < names.length && meant === undefined;
  if (strange.length > 0 && !isPassedOver) {
    const sentence = `The first line has to name columns of ${table.name}, separated by commas. It names ${listed(strange)}, which ${table.name} do not have.`;
    throw new UnreadableUsage(meant === undefined ? sentence : `${sentence} Did you mean "${meant.name}"?`);
  }
  const repeated = wanted.filter((column, place) => wanted.indexOf(column) !== place);
  if (repeated.length > 0) {
    throw new UnreadableUsage(`The first line names ${listed(repeated.map(({ name }) => name))} more than once.`);
  }
  const missing = table.columns.filter((column) => column.isRequired && !wanted.includes(column));
  if (missing.length > 0) {
    throw new UnreadableUsage(`The first line lacks ${listed(missing.map(({ name }) => name))}.`);
  }
  return { columns, isCopyable: strange.length === 0, read: rowsOf(columns.length) };
};

const rowsOf = (width: number): RowFormat['read'] => {
  const read = csvReader(rfc4180, () => (fields) => fields === width);
  return (bytes, at, isEnd) => {
    const row = read(bytes, at, isEnd);
    if (row === undefined || !Array.isArray(row.fields) || row.fields.length === width) return row;
    return { ...row, fields: `the row has ${row.fields.length} fields instead of ${width}` };
  };
};
