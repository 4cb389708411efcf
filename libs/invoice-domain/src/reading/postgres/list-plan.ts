import { DocumentWriter, type Condition, type ExposedRelationship, type Selection, type SortKey } from '@org/json-api';
import type { Scope } from '../../model/scope.js';
import { conditionSql, orderSql, sortExpression, type Bind } from './condition-sql.js';
import { keysetSql, type MissingValues } from './keyset-sql.js';
import { memberCondition } from './linkage-sql.js';
import type { Value } from './statement-runner.js';
import { columnsSql, named, scopeSql, stepsOf, type IncludeStep, type Statement, type Tables } from './plan.js';

/** A list that belongs to another record: that record's resource and the relationship that leads here. */
interface Parent {
  readonly resource: string;
  readonly relationship: ExposedRelationship;
}

/** All of a list request that is not a value. */
export interface ListShape {
  readonly scope: Scope['kind'];
  readonly selection: Selection;
  readonly conditions: readonly Condition[];
  readonly sort: readonly SortKey[];
  readonly parent: Parent | undefined;
  /** Set for a page that begins at a cursor: the direction, and what the cursor lacks. */
  readonly keyset: { readonly reversed: boolean; readonly missing: MissingValues | undefined } | undefined;
}

/** Part of a list request that selects the rows. */
interface FilterValues {
  /** As `scopeValues` gives them. */
  readonly scope: readonly string[];
  /** Id of the parent, for a list that has one. */
  readonly parent: string | undefined;
  /** The conditions that the plan was compiled for, in the same order. */
  readonly conditions: readonly Condition[];
}

export interface ListPlan {
  readonly rows: Statement;
  readonly count: Statement;
  /** Sums by group, where the resource has them. */
  readonly totals: Statement | undefined;
  /** The values of the count and the totals in order. */
  readonly bind: (values: FilterValues) => readonly Value[];
  /**
   * The values of the rows in order.
   * @param filters as `bind` gives them
   * @param place what of the cursor is not missing
   * @param paging limit, and offset unless the page begins at a cursor
   */
  readonly bindPage: (
    filters: readonly Value[],
    place: readonly string[],
    ...paging: readonly string[]
  ) => readonly Value[];
  readonly steps: readonly IncludeStep[];
  readonly writer: DocumentWriter;
}

export const compileList = (tables: Tables, shape: ListShape): ListPlan => ({
  rows: rowsStatement(tables, shape),
  count: countStatement(tables, shape),
  totals: totalsStatement(tables, shape),
  bind: bindFilters,
  bindPage: (filters, place, ...paging) => [...filters, ...place, ...paging],
  steps: stepsOf(tables, shape.scope, shape.selection),
  writer: new DocumentWriter(shape.selection),
});

const bindFilters: ListPlan['bind'] = ({ scope, parent, conditions }) => [
  ...scope,
  ...(parent === undefined ? [] : [parent]),
  ...conditions.flatMap(({ values }) => values),
];

/** So many rows are quickly found, sorted and cut, wherever they lie. */
const fewRows = 20_000;

const rowsStatement = (tables: Tables, shape: ListShape): Statement => {
  const { selection, sort, keyset } = shape;
  const table = tables(selection.exposure.resource);
  const bind = binder();
  const filters = filterSql(tables, shape, bind);
  const reversed = keyset?.reversed ?? false;
  const place = keyset?.missing === undefined ? [] : [keysetSql(table, sort, reversed, keyset.missing, bind)];
  const columns = columnsSql(table, selection);
  if (keyset !== undefined) columns.push(...sort.map((key) => sortExpression(table, key)));
  const paging = keyset === undefined ? `LIMIT ${bind()}::bigint OFFSET ${bind()}::bigint` : `LIMIT ${bind()}::bigint`;
  const page = (from: string, conditions: readonly string[]): string =>
    `SELECT ${columns.join(', ')} FROM ${from} t${whereSql(conditions)} ORDER BY ${orderSql(table, sort, reversed)} ${paging}`;
  if (!isSpanAside(shape)) return named(page(table.name, [...filters, ...place]));
  const found = `FROM ${table.name} t${whereSql(filters)}`;
  return named(
    `WITH probe AS MATERIALIZED (SELECT count(*) <= ${fewRows} AS is_few FROM (SELECT ${found} LIMIT ${fewRows + 1}) AS found) ` +
      // Without the offset, which is a barrier to the planner, it would walk along the order here, too.
      `(${page(`(SELECT t.* ${found} OFFSET 0)`, ['(SELECT is_few FROM probe)', ...place])}) UNION ALL ` +
      `(${page(table.name, ['NOT (SELECT is_few FROM probe)', ...filters, ...place])})`,
  );
};

/**
 * Whether a list is filtered by a span of time and ordered by something else. The planner takes for granted that what it
 * looks for is spread evenly along the order; but ids grow with time, so a walk along them may pass by nearly the whole
 * table. Such a statement looks first whether the filter leaves few rows.
 */
const isSpanAside = ({ conditions, sort }: ListShape): boolean =>
  conditions.some(
    ({ path: [property, ...further], comparable, test }) =>
      (comparable === 'instant' || comparable === 'localDate') &&
      spans.has(test) &&
      further.length === 0 &&
      property !== sort[0]?.property,
  );

const spans: ReadonlySet<Condition['test']> = new Set(['gt', 'gteq', 'lt', 'lteq', 'within']);

/** Never a join: what a filter asks of another table is an EXISTS. */
const countStatement = (tables: Tables, shape: ListShape): Statement => {
  const table = tables(shape.selection.exposure.resource);
  return named(`SELECT count(*) FROM ${table.name} t${whereSql(filterSql(tables, shape, binder()))}`);
};

const totalsStatement = (tables: Tables, shape: ListShape): Statement | undefined => {
  const { resource, totals } = shape.selection.exposure;
  if (totals === undefined) return undefined;
  const table = tables(resource);
  const group = `t.${table.column(totals.by)}`;
  const sums = totals.sums.map((property) => `sum(t.${table.column(property)})`);
  const where = whereSql(filterSql(tables, shape, binder()));
  return named(
    `SELECT ${[group, 'count(*)', ...sums].join(', ')} FROM ${table.name} t${where} GROUP BY ${group} ORDER BY ${group}`,
  );
};

const filterSql = (tables: Tables, { scope, selection, conditions, parent }: ListShape, bind: Bind): string[] => {
  const { resource } = selection.exposure;
  const table = tables(resource);
  return [
    ...scopeSql(table, scope, selection.exposure, bind),
    ...(parent === undefined ? [] : [memberCondition(tables(parent.resource), table, parent.relationship, bind)]),
    ...conditions.map((condition) => conditionSql(table, condition, bind)),
  ];
};

const whereSql = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;

const binder = (): Bind => {
  let count = 0;
  return () => `$${++count}`;
};
