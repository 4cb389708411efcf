import { createHash } from 'node:crypto';
import { DocumentWriter, type SelectedRelationship, type Selection } from '@org/json-api';
import type { Scope } from '../../model/scope.js';
import { linkageSql } from './linkage-sql.js';
import type { Table } from './schema-map.js';

/** A statement whose text is fixed; only its values differ between requests. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Reads the rows of one included relationship by their ids. */
export interface IncludeStep {
  readonly link: SelectedRelationship;
  readonly selection: Selection;
  readonly statement: Statement;
  readonly steps: readonly IncludeStep[];
}

/** Everything about a request that does not depend on its values, worked out once. */
export interface ShowPlan {
  readonly selection: Selection;
  readonly statement: Statement;
  readonly steps: readonly IncludeStep[];
  readonly writer: DocumentWriter;
}

/** Finds the table of a resource. */
export type Tables = (resource: string) => Table;

/**
 * Compiles the shape of a single-record request. The kind of scope is part of the shape: without one there is no plan.
 * Parameters: $1 the id or ids, $2 the reseller where the scope is one.
 */
export const compileShow = (tables: Tables, scope: Scope['kind'], selection: Selection): ShowPlan => ({
  selection,
  statement: statementOf(tables, scope, selection, '= $1::bigint'),
  steps: stepsOf(tables, scope, selection),
  writer: new DocumentWriter(selection),
});

const stepsOf = (tables: Tables, scope: Scope['kind'], { relationships }: Selection): IncludeStep[] =>
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

const statementOf = (tables: Tables, scope: Scope['kind'], selection: Selection, keyCondition: string): Statement => {
  const table = tables(selection.exposure.resource);
  const columns = [
    `t.${table.key}`,
    ...selection.attributes.map(({ property }) => `t.${table.column(property)}`),
    ...selection.relationships
      .filter(({ linkageColumn }) => linkageColumn !== undefined)
      .map(({ relationship }) => linkageSql(table, relationship)),
  ];
  const conditions = [`t.${table.key} ${keyCondition}`, ...scopeConditions(table, scope, selection.exposure.resource)];
  return named(`SELECT ${columns.join(', ')} FROM ${table.name} t WHERE ${conditions.join(' AND ')}`);
};

/** @throws Error for a table that does not say whose its rows are: nothing unscoped is ever compiled for a reseller */
const scopeConditions = (table: Table, scope: Scope['kind'], resource: string): readonly string[] => {
  switch (scope) {
    case 'everything':
      return [];
    case 'reseller':
      return [`t.${resource === 'reseller' ? table.key : table.column('resellerId')} = $2::bigint`];
  }
};

const named = (text: string): Statement => ({
  name: `read_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`,
  text,
});
