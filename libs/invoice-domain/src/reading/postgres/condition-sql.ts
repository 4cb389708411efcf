import type { Condition, SortKey } from '@org/json-api';
import type { Table } from './schema-map.js';

/** Gives the next placeholder of a statement. */
export type Bind = () => string;

/** PostgreSQL type of each comparable. */
const types = {
  flag: 'boolean',
  number: 'numeric',
  key: 'bigint',
  instant: 'timestamptz',
  localDate: 'date',
  text: 'text',
  uuid: 'uuid',
  word: 'text',
} as const satisfies Record<Condition['comparable'], string>;

type Compare = (column: string, type: string, bind: Bind) => string;

const binary =
  (operator: string): Compare =>
  (column, type, bind) =>
    `${column} ${operator} ${bind()}::${type}`;

const like: Compare = (column, _type, bind) => `${column} ILIKE ${bind()}::text`;

/** One piece of SQL for each test: the only place where a comparison is spelt, and nothing of it comes from a client. */
const comparisons = {
  eq: binary('='),
  not_eq: binary('<>'),
  gt: binary('>'),
  gteq: binary('>='),
  lt: binary('<'),
  lteq: binary('<='),
  in: (column, type, bind) => `${column} = ANY(${bind()}::${type}[])`,
  not_in: (column, type, bind) => `${column} <> ALL(${bind()}::${type}[])`,
  cont: like,
  start: like,
  end: like,
  cont_any: (column, _type, bind) => `${column} ILIKE ANY(${bind()}::text[])`,
  within: (column, type, bind) => `${column} >= ${bind()}::${type} AND ${column} < ${bind()}::${type}`,
  within_any: (column, type, bind) =>
    `EXISTS (SELECT FROM unnest(${bind()}::${type}[], ${bind()}::${type}[]) AS span(start, until) ` +
    `WHERE ${column} >= span.start AND ${column} < span.until)`,
} as const satisfies Record<Condition['test'], Compare>;

/** The SQL of a condition on a row named `t`; a path over relations asks for a record at its end that meets the condition. */
export const conditionSql = (table: Table, { path, comparable, test }: Condition, bind: Bind): string => {
  const [property = '', ...rest] = path;
  if (rest.length === 0) return comparisons[test](`t.${table.columnOrKey(property)}`, types[comparable], bind);
  const hop = table.hop(property);
  if (hop.side !== 'here' || rest.length > 1) throw new Error(`a filter cannot walk ${path.join('.')}`);
  const column = `f.${hop.target.columnOrKey(rest[0] ?? '')}`;
  const compared = comparisons[test](column, types[comparable], bind);
  return `EXISTS (SELECT FROM ${hop.target.name} f WHERE f.${hop.target.key} = t.${hop.column} AND ${compared})`;
};

/** SQL expression of a sort key; shared words are ordered as they are shown. The text contains declared words only. */
export const sortExpression = (table: Table, { property, words }: SortKey): string => {
  const column = `t.${table.columnOrKey(property)}`;
  if (words === undefined) return column;
  const cases = Object.entries(words).map(([stored, shown]) => `WHEN '${stored}' THEN '${shown}'`);
  return `CASE ${column} ${cases.join(' ')} END`;
};

/** Ascending puts missing values last, descending first: what PostgreSQL does when it is not told otherwise. */
export const orderSql = (table: Table, sort: readonly SortKey[], reversed: boolean): string =>
  sort.map((key) => `${sortExpression(table, key)} ${key.descending === reversed ? 'ASC' : 'DESC'}`).join(', ');
