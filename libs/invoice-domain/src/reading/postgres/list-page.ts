import {
  decodeCursor,
  encodeCursor,
  RequestProblem,
  type ListQuery,
  type Neighbours,
  type Row,
  type SortKey,
} from '@org/json-api';
import type { ListPlan } from './list-plan.js';
import type { Table } from './schema-map.js';
import { isDataException, type Reads, type Value } from './statement-runner.js';

/** The values of the row that a page begins behind; null where it has none. */
export type Cursor = readonly (string | null)[];

const badCursor = (member: string, value: string): RequestProblem =>
  new RequestProblem({ code: 'invalid-page', member, value });

/** The cursor of a query; undefined for the first page and for numbered ones. @throws RequestProblem `invalid-page` */
export const cursorOf = ({ page, sort }: ListQuery, table: Table): Cursor | undefined => {
  if (page.kind !== 'cursor' || page.cursor === '') return undefined;
  const cursor = decodeCursor(page.cursor, sort.length);
  // No cursor that was handed out lacks a value that every row has.
  const mayBe = (value: string | null, { property }: SortKey): boolean => value !== null || table.isNullable(property);
  if (cursor === undefined || !sort.every((key, index) => mayBe(cursor[index] ?? null, key))) {
    throw badCursor(page.direction, page.cursor);
  }
  return cursor;
};

/** Reads the rows of a page. A cursor page reads one row more than it shows, to know whether there is another page. */
export const pageRows = async (
  reads: Reads,
  { rows, bindPage }: ListPlan,
  { page }: ListQuery,
  cursor: Cursor | undefined,
  filters: readonly Value[],
): Promise<readonly Row[]> => {
  if (page.kind === 'numbered') {
    const offset = (BigInt(page.number) - 1n) * BigInt(page.size);
    return reads.rows(rows, bindPage(filters, [], String(page.size), String(offset)));
  }
  const place = cursor?.filter((value) => value !== null) ?? [];
  try {
    return await reads.rows(rows, bindPage(filters, place, String(page.size + 1)));
  } catch (error) {
    // The filters' values were read before; only a forged cursor can hold what the columns cannot.
    if (isDataException(error)) throw badCursor(page.direction, page.cursor);
    throw error;
  }
};

interface Placed {
  readonly rows: readonly Row[];
  readonly neighbours: Neighbours | undefined;
}

/** Turns what a cursor statement read into the order of the list, and finds the places on both sides. */
export const placed = ({ page, sort }: ListQuery, cursor: Cursor | undefined, found: readonly Row[]): Placed => {
  if (page.kind === 'numbered') return { rows: found, neighbours: undefined };
  const hasMore = found.length > page.size;
  const read = found.slice(0, page.size);
  const rows = page.direction === 'before' ? read.reverse() : read;
  const ahead = page.direction === 'after' ? hasMore : cursor !== undefined;
  const behind = page.direction === 'after' ? cursor !== undefined : hasMore;
  return {
    rows,
    neighbours: {
      before: behind ? placeOf(rows[0], sort) : undefined,
      after: ahead ? placeOf(rows.at(-1), sort) : undefined,
    },
  };
};

/** The values that a row is ordered by stand at its end. */
const placeOf = (row: Row | undefined, sort: readonly SortKey[]): string | undefined =>
  row && encodeCursor(row.slice(-sort.length));
