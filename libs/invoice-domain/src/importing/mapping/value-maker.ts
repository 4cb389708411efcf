import { quoted } from '../field-faults.js';
import { columnReader, hashedKey, type LedgerIds } from './column-readers.js';
import type { FileColumns } from './file-columns.js';
import type { Mapping } from './parse-mapping.js';
import { Unreadable } from './read-text.js';

/** The fields of a row as they stand in the file. */
export type FileRow = readonly (string | null)[];

/** Makes the value of one column of the ledger. */
export type MakeValue = (row: FileRow) => string | null | Unreadable;

/** A field without blanks around it; null when nothing is left. */
export const textIn = (field: string | null | undefined): string | null => field?.trim() || null;

/** The columns that a value is made of, in a row; null for each that is empty, or that the file lacks. */
type Parts = (row: FileRow) => readonly (string | null)[];

const keyMaker =
  (partsOf: Parts, source: string, empty: string | null): MakeValue =>
  (row) => {
    const parts = partsOf(row);
    return parts.every((part) => part === null) ? empty : hashedKey([source, ...parts.map((part) => part ?? '')]);
  };

/**
 * How the value of a column is made of a row, by its rule.
 * @throws UnreadableUsage for a column that the file lacks
 */
export const valueMaker = (
  { column, rule }: Mapping['columns'][number],
  columnsOf: FileColumns,
  { source, zone }: Mapping,
  ids: LedgerIds,
): MakeValue => {
  const { from, value = null, empty = null, join = ' ' } = rule;
  if (from === undefined) return () => value;
  const places = from.map((name) => columnsOf.placeOf(name));
  const partsOf: Parts = (row) => places.map((place) => (place === undefined ? null : textIn(row[place])));
  if (rule.hash === true) return keyMaker(partsOf, source, empty);
  const read = columnReader(column, rule, zone, ids);
  return (row) => {
    const text = partsOf(row)
      .filter((part) => part !== null)
      .join(join);
    if (text === '') return empty;
    const made = read(text);
    return made instanceof Unreadable ? new Unreadable(`${made.fault}: ${quoted(text)}`) : made;
  };
};
