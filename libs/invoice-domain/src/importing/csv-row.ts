import { isUtf8 } from 'node:buffer';
import { maximumRowBytes, originalOf, tooLong, type ReadRow } from './row-format.js';

const [newline, carriageReturn, quote, comma] = [10, 13, 34, 44];

const openQuote = 'a quote is not closed';

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
const extentOf = (bytes: Buffer, start: number, isEnd: boolean): Extent | undefined => {
  let lines = 1;
  let isQuoted = false;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (at - start >= maximumRowBytes) return brokenLine(bytes, start, isEnd, isQuoted ? openQuote : tooLong);
    if (byte === quote && !isQuoted) isQuoted = at === start || bytes[at - 1] === comma;
    else if (byte === quote && bytes[at + 1] === quote) at += 1;
    else if (byte === quote) isQuoted = false;
    else if (byte === newline && isQuoted) lines += 1;
    else if (byte === newline) return { end: at + 1, lines };
  }
  if (!isEnd) return undefined;
  return isQuoted ? brokenLine(bytes, start, isEnd, openQuote) : { end: bytes.length, lines };
};

/** End of a row without its line break. */
const contentEnd = (bytes: Buffer, start: number, end: number): number => {
  let content = end > start && bytes[end - 1] === newline ? end - 1 : end;
  if (content > start && bytes[content - 1] === carriageReturn) content -= 1;
  return content;
};

const quotedField = /"((?:[^"]|"")*)"(?=,|$)/y;
const bareField = /[^",]*(?=,|$)/y;

/** The fields of a row, or its fault as text. An empty field is null, an empty one in quotes is empty text. */
export const csvFields = (row: string): readonly (string | null)[] | string => {
  const fields: (string | null)[] = [];
  for (let at = 0; ; at += 1) {
    const form = row.charCodeAt(at) === quote ? quotedField : bareField;
    form.lastIndex = at;
    const found = form.exec(row);
    if (found === null) return 'a quote stands where none may be';
    fields.push(found[1] === undefined ? found[0] || null : found[1].replaceAll('""', '"'));
    at = form.lastIndex;
    if (at >= row.length) return fields;
  }
};

/** Reads the row of CSV (RFC 4180) that begins at a place. */
export const readCsvRow = (bytes: Buffer, start: number, isEnd: boolean): ReadRow | undefined => {
  const extent = extentOf(bytes, start, isEnd);
  if (extent === undefined) return undefined;
  const { end, lines, fault, isCut = false } = extent;
  const content = contentEnd(bytes, start, end);
  const row = { end, lines, isCut, original: originalOf(bytes, start, content) };
  if (content === start) return { ...row, fields: undefined };
  if (fault !== undefined) return { ...row, fields: fault };
  if (!isUtf8(bytes.subarray(start, content))) return { ...row, fields: 'the row is not UTF-8' };
  return { ...row, fields: csvFields(row.original) };
};
