import type { UsageColumn } from './usage-table.js';

/** A row as it was read. */
export interface ReadRow {
  /** Behind the row and its line break. */
  readonly end: number;
  /** Lines that it takes. */
  readonly lines: number;
  /** Too long to be read to its end: the rest of its last line is yet to be passed over. */
  readonly isCut: boolean;
  readonly original: string;
  /** One for each column of the format, or why they cannot be told; undefined for a line without anything on it. */
  readonly fields: readonly (string | null)[] | string | undefined;
}

/** Format of the rows in a file. */
export interface RowFormat {
  /** Columns of a row in order; undefined for an ignored one. */
  readonly columns: readonly (UsageColumn | undefined)[];
  /** Whether a row may be passed on byte by byte when all of its fields are plainly good. */
  readonly isCopyable: boolean;
  /** @returns undefined when the bytes end before the row does, and more are to come */
  readonly read: (bytes: Buffer, at: number, isEnd: boolean) => ReadRow | undefined;
}

/** A file that cannot be read at all: there is nothing to be said about its rows. */
export class UnreadableUsage extends Error {
  override readonly name = 'UnreadableUsage';
}

/** A row that goes on for longer is none: most likely a quote is not closed. */
export const maximumRowBytes = 65_536;

export const tooLong = 'the row is longer than 65,536 bytes';

/** Text of what was not read as UTF-8 is still to be shown to somebody. */
export const originalOf = (bytes: Buffer, start: number, end: number): string =>
  bytes.toString('utf8', start, bytes[end - 1] === 13 ? end - 1 : end);
