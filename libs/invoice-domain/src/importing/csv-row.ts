import { isUtf8 } from 'node:buffer';
import { maximumRowBytes, originalOf, tooLong, type ReadRow } from './row-format.js';

/** How fields are told apart in a file. */
export interface CsvDialect {
  /** One character of ASCII. */
  readonly delimiter: string;
  /**
   * `doubled`: a quote within quotes is written twice (RFC 4180). `unescaped`: it stands there as it is, so only a quote before a delimiter or
   * at the end of the line ends a field. `none`: a quote is a character as any other. Only within doubled ones may a line break stand.
   */
  readonly quotes: 'doubled' | 'unescaped' | 'none';
}

const [newline, carriageReturn, quote] = [10, 13, 34];

const openQuote = 'a quote is not closed';

/** A field that goes on over more lines is none: its quote was never meant to be closed there. */
const maximumLines = 32;

interface Extent {
  readonly end: number;
  readonly lines: number;
  readonly fault?: string;
  readonly isCut?: boolean;
}

/** The first line of malformed text, so that one fault does not reject the rows after it. */
const brokenLine = (bytes: Buffer, start: number, isEnd: boolean, fault: string): Extent => {
  const found = bytes.indexOf(newline, start);
  if (found !== -1) return { end: found + 1, lines: 1, fault };
  return { end: bytes.length, lines: 1, fault, isCut: !isEnd };
};

/** Extent of a row; a line break within quotes belongs to a field. */
const extentOf = (bytes: Buffer, start: number, isEnd: boolean, delimiter: number): Extent | undefined => {
  let lines = 1;
  let isQuoted = false;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (at - start >= maximumRowBytes) return brokenLine(bytes, start, isEnd, isQuoted ? openQuote : tooLong);
    if (byte === quote && !isQuoted) isQuoted = at === start || bytes[at - 1] === delimiter;
    else if (byte === quote && bytes[at + 1] === quote) at += 1;
    else if (byte === quote) isQuoted = false;
    else if (byte === newline && isQuoted) {
      if (lines === maximumLines) return brokenLine(bytes, start, isEnd, openQuote);
      lines += 1;
    } else if (byte === newline) return { end: at + 1, lines };
  }
  if (!isEnd) return undefined;
  return isQuoted ? brokenLine(bytes, start, isEnd, openQuote) : { end: bytes.length, lines };
};

/** Extent of a row that is one line whatever stands on it. */
const lineExtentOf = (bytes: Buffer, start: number, isEnd: boolean): Extent | undefined => {
  const found = bytes.indexOf(newline, start);
  const end = found === -1 ? bytes.length : found + 1;
  if (end - start > maximumRowBytes) return brokenLine(bytes, start, isEnd, tooLong);
  return found === -1 && !isEnd ? undefined : { end, lines: 1 };
};

/** End of a row without its line break. */
const contentEnd = (bytes: Buffer, start: number, end: number): number => {
  let content = end > start && bytes[end - 1] === newline ? end - 1 : end;
  if (content > start && bytes[content - 1] === carriageReturn) content -= 1;
  return content;
};

type Fields = readonly (string | null)[];

/** The fields of a row, or its fault as text. An empty field is null, an empty one in quotes is empty text. */
type FieldsOf = (row: string) => Fields | string;

const escaped = (character: string): string => character.replace(/[\^$.*+?()[\]{}|\\/-]/, '\\$&');

const quotedFields = ({ delimiter, quotes }: CsvDialect): FieldsOf => {
  const end = `(?=${escaped(delimiter)}|$)`;
  const isDoubled = quotes === 'doubled';
  const quotedField = new RegExp(isDoubled ? `"((?:[^"]|"")*)"${end}` : `"(.*?)"${end}`, 'sy');
  const bareField = new RegExp(isDoubled ? `[^"${escaped(delimiter)}]*${end}` : `[^${escaped(delimiter)}]*${end}`, 'y');
  return (row) => {
    const fields: (string | null)[] = [];
    for (let at = 0; ; at += 1) {
      const form = row.charCodeAt(at) === quote ? quotedField : bareField;
      form.lastIndex = at;
      const found = form.exec(row);
      if (found === null) return 'a quote stands where none may be';
      const [bare, inside] = found;
      if (inside === undefined) fields.push(bare || null);
      else fields.push(isDoubled ? inside.replaceAll('""', '"') : inside);
      at = form.lastIndex;
      if (at >= row.length) return fields;
    }
  };
};

const bareFields =
  ({ delimiter }: CsvDialect): FieldsOf =>
  (row) =>
    row.split(delimiter).map((field) => field || null);

/** Reads the row that begins at a place. */
export type CsvReader = (bytes: Buffer, start: number, isEnd: boolean) => ReadRow | undefined;

/** Whether a row may have so many fields. */
export type IsWidth = (fields: number) => boolean;

/**
 * Whether a row of several lines is what it seems to be. Quotes that were never closed come to their ends at the next ones by chance: then the
 * row has a fault, or too many or too few fields, or rows within it.
 */
const isOneRow = (row: string, fieldsOf: FieldsOf, isWidth: IsWidth | undefined): boolean => {
  const fields = fieldsOf(row);
  if (typeof fields === 'string') return false;
  if (isWidth === undefined) return true;
  const isWholeRow = (line: string): boolean => {
    const some = fieldsOf(line.replace(/\r$/, ''));
    return typeof some !== 'string' && some.length > 1 && isWidth(some.length);
  };
  return isWidth(fields.length) && !row.split('\n').slice(1).some(isWholeRow);
};

/** @param widthNow how many fields a row may have; undefined as long as that is not known */
export const csvReader = (dialect: CsvDialect, widthNow: () => IsWidth | undefined = () => undefined): CsvReader => {
  const fieldsOf = dialect.quotes === 'none' ? bareFields(dialect) : quotedFields(dialect);
  const delimiter = dialect.delimiter.charCodeAt(0);
  const extentAt = (bytes: Buffer, start: number, isEnd: boolean): Extent | undefined => {
    if (dialect.quotes !== 'doubled') return lineExtentOf(bytes, start, isEnd);
    const extent = extentOf(bytes, start, isEnd, delimiter);
    if (extent === undefined || extent.lines === 1) return extent;
    const row = originalOf(bytes, start, contentEnd(bytes, start, extent.end));
    return isOneRow(row, fieldsOf, widthNow()) ? extent : brokenLine(bytes, start, isEnd, openQuote);
  };
  return (bytes, start, isEnd) => {
    const extent = extentAt(bytes, start, isEnd);
    if (extent === undefined) return undefined;
    const { end, lines, fault, isCut = false } = extent;
    const content = contentEnd(bytes, start, end);
    const row = { end, lines, isCut, original: originalOf(bytes, start, content) };
    if (content === start) return { ...row, fields: undefined };
    if (fault !== undefined) return { ...row, fields: fault };
    if (!isUtf8(bytes.subarray(start, content))) return { ...row, fields: 'the row is not UTF-8' };
    return { ...row, fields: fieldsOf(row.original) };
  };
};

/** CSV as RFC 4180 has it. */
export const rfc4180: CsvDialect = { delimiter: ',', quotes: 'doubled' };

export const csvFields = quotedFields(rfc4180);

/** Reads the row of CSV (RFC 4180) that begins at a place. */
export const readCsvRow = csvReader(rfc4180);
