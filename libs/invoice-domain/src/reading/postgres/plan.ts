import { createHash } from 'node:crypto';
import { DocumentWriter, type Exposure, type SelectedRelationship, type Selection } from '@org/json-api';
import type { Scope } from '../../model/scope.js';
import type { Bind } from './condition-sql.js';
import { linkageSql } from './linkage-sql.js';
import type { Table } from './schema-map.js';

/** A statement whose text is fixed; only its values differ between requests. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** A statement that finds records by an id, or by several, within a scope. */
export interface RecordStatement extends Statement {
  /** Puts its values in order. @param ids one id, or a PostgreSQL array of ids @param scope as `scopeValues` gives it */
  readonly bind: (ids: string, scope: readonly string[]) => readonly string[];
}

/** Reads the rows of one included relationship by their ids. */
export interface IncludeStep {
  readonly link: SelectedRelationship;
  readonly selection: Selection;
  readonly statement: RecordStatement;
  readonly steps: readonly IncludeStep[];
}

/** Compiled part of a request that does not depend on its values. */
export interface ShowPlan {
  readonly selection: Selection;
  readonly statement: RecordStatement;
  readonly steps: readonly IncludeStep[];
  readonly writer: DocumentWriter;
}

/** Finds the table of a resource. */
export type Tables = (resource: string) => Table;

/** Compiles the shape of a single-record request. The kind of scope is part of the shape: without one there is no plan. */
export const compileShow = (tables: Tables, scope: Scope['kind'], selection: Selection): ShowPlan => ({
  selection,
  statement: statementOf(tables, scope, selection, '= $1::bigint'),
  steps: stepsOf(tables, scope, selection),
  writer: new DocumentWriter(selection),
});

export const stepsOf = (tables: Tables, scope: Scope['kind'], { relationships }: Selection): IncludeStep[] =>
  relationships.flatMap((link) =>
    link.include === undefined
      ? []
      : {
          link,
          selection: link.include,
          statement: statementOf(tables, scope, link.include, '= ANY($1::bigint[])'),
          steps: stepsOf(tables, scope, link.include),
        },
  );

const statementOf = (
  tables: Tables,
  scope: Scope['kind'],
  selection: Selection,
  keyCondition: string,
): RecordStatement => {
  const { resource } = selection.exposure;
  const table = tables(resource);
  const conditions = [`t.${table.key} ${keyCondition}`, ...scopeSql(table, scope, selection.exposure, () => '$2')];
  const text = `SELECT ${columnsSql(table, selection).join(', ')} FROM ${table.name} t WHERE ${conditions.join(' AND ')}`;
  return { ...named(text), bind: (ids, ofScope) => [ids, ...ofScope] };
};

/** The columns of a selection's rows, in the order that the row writer expects. */
export const columnsSql = (table: Table, { attributes, relationships }: Selection): string[] => [
  `t.${table.key}`,
  ...attributes.map(({ property }) => table.value(property, 't')),
  ...relationships
    .filter(({ linkageColumn }) => linkageColumn !== undefined)
    .map(({ relationship }) => linkageSql(table, relationship)),
];

/** @throws Error for a table that does not say whose its rows are: nothing unscoped is ever compiled for a reseller */
export const scopeSql = (
  table: Table,
  scope: Scope['kind'],
  { resource, demands }: Exposure,
  bind: Bind,
): readonly string[] => [
  ...ownedSql(table, scope, resource, bind),
  ...demands.map((property) => `t.${table.column(property)} IS NOT NULL`),
];

/** The values of a scope's conditions. */
export const scopeValues = (scope: Scope): readonly string[] =>
  scope.kind === 'everything' ? [] : [String(scope.resellerId)];

const ownedSql = (table: Table, scope: Scope['kind'], resource: string, bind: Bind): readonly string[] => {
  switch (scope) {
    case 'everything':
      return [];
    case 'reseller':
      return [`t.${resource === 'reseller' ? table.key : table.column('resellerId')} = ${bind()}::bigint`];
    case 'below-reseller':
      if (resource !== 'reseller') throw new Error(`${resource} is not a reseller`);
      return [`t.${table.key} IN (${descendants(table, bind)})`];
  }
};

const descendants = (table: Table, bind: Bind): string => {
  const { name, key } = table;
  const parent = table.column('parentId');
  return (
    `WITH RECURSIVE below AS (SELECT ${key} FROM ${name} WHERE ${parent} = ${bind()}::bigint ` +
    `UNION SELECT child.${key} FROM ${name} child JOIN below ON child.${parent} = below.${key}) SELECT ${key} FROM below`
  );
};

export const named = (text: string): Statement => ({
  name: `read_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`,
  text,
});
