import type { SortKey } from '@org/json-api';
import { sortExpression, type Bind } from './condition-sql.js';
import type { Table } from './schema-map.js';

/** Whether each value of a cursor is missing; part of the plan's shape, because a missing value is compared otherwise. */
export type MissingValues = readonly boolean[];

interface Place {
  readonly expression: string;
  readonly type: string;
  readonly ascending: boolean;
  readonly nullable: boolean;
  readonly missing: boolean;
}

/**
 * The SQL that holds for the rows behind a cursor, in the order of a list or against it. Equal places are told apart by the
 * keys that follow; the last key is the id, which no two rows share.
 */
export const keysetSql = (
  table: Table,
  sort: readonly SortKey[],
  reversed: boolean,
  missing: MissingValues,
  bind: Bind,
): string => {
  const places = sort.map((key, index): Place => ({
    expression: sortExpression(table, key),
    type: key.words === undefined ? table.columnType(key.property) : 'text',
    ascending: key.descending === reversed,
    nullable: table.isNullable(key.property),
    missing: missing[index] === true,
  }));
  const values = places.map((place) => (place.missing ? '' : `${bind()}::${place.type}`));
  return isOneRange(places) ? rowComparison(places, values) : `(${alternatives(places, values).join(' OR ')})`;
};

/** All in one direction and nothing missing: an index on the same columns gives the rows without a search. */
const isOneRange = (places: readonly Place[]): boolean =>
  places.every(({ nullable, ascending }) => !nullable && ascending === places[0]?.ascending);

const rowComparison = (places: readonly Place[], values: readonly string[]): string => {
  const expressions = places.map(({ expression }) => expression);
  return `(${expressions.join(', ')}) ${places[0]?.ascending === true ? '>' : '<'} (${values.join(', ')})`;
};

const alternatives = (places: readonly Place[], values: readonly string[]): readonly string[] =>
  places.flatMap((place, index) => {
    const behind = isBehind(place, values[index] ?? '');
    if (behind === undefined) return [];
    const equal = places.slice(0, index).map((before, at) => isEqual(before, values[at] ?? ''));
    return `(${[...equal, behind].join(' AND ')})`;
  });

const isEqual = ({ expression, missing }: Place, value: string): string =>
  missing ? `${expression} IS NULL` : `${expression} = ${value}`;

/** Missing values come last when ascending and first when descending. @returns undefined when nothing can be behind */
const isBehind = ({ expression, ascending, nullable, missing }: Place, value: string): string | undefined => {
  if (!ascending) return missing ? `${expression} IS NOT NULL` : `${expression} < ${value}`;
  if (missing) return undefined;
  return nullable ? `(${expression} > ${value} OR ${expression} IS NULL)` : `${expression} > ${value}`;
};
