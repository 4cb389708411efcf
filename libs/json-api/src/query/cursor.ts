/** A place in an ordered list: the values by which it is ordered, as stored text, the id last. */
export type Cursor = readonly (string | null)[];

/** Letters, digits, `-` and `_`: stands in a URL as it is. */
export const encodeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** @returns undefined for text that was never handed out as a cursor for so many values */
export const decodeCursor = (text: string, length: number): Cursor | undefined => {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(values) && values.length === length && values.every(isPlace) ? values : undefined;
  } catch {
    return undefined;
  }
};

const isPlace = (value: unknown): value is string | null =>
  value === null || (typeof value === 'string' && !value.includes('\0'));
