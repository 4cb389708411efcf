import { DocumentWriter, type ExposedRelationship, type Exposure, type Selection } from '@org/json-api';
import type { Scope } from '../../model/scope.js';
import { memberCondition } from './linkage-sql.js';
import {
  compileShow,
  columnsSql,
  named,
  scopeSql,
  stepsOf,
  type RecordStatement,
  type ShowPlan,
  type Tables,
} from './plan.js';

/** Reads the record at the other end of a to-one relationship, by the parent's id. */
export const compileRelated = (
  tables: Tables,
  scope: Scope['kind'],
  selection: Selection,
  parent: { readonly resource: string; readonly relationship: ExposedRelationship },
): ShowPlan => {
  const { resource } = selection.exposure;
  const table = tables(resource);
  let bound = 0;
  const bind = (): string => `$${++bound}`;
  const where = [
    ...scopeSql(table, scope, selection.exposure, bind),
    memberCondition(tables(parent.resource), table, parent.relationship, bind),
  ];
  const text = `SELECT ${columnsSql(table, selection).join(', ')} FROM ${table.name} t WHERE ${where.join(' AND ')}`;
  return {
    selection,
    statement: { ...named(text), bind: (id, ofScope) => [...ofScope, id] },
    steps: stepsOf(tables, scope, selection),
    writer: new DocumentWriter(selection),
  };
};

/** Reads nothing of a record but its links along one relationship. */
export const compileLinkage = (
  tables: Tables,
  scope: Scope['kind'],
  exposure: Exposure,
  relationship: ExposedRelationship,
  target: Exposure,
): ShowPlan =>
  compileShow(tables, scope, {
    exposure,
    attributes: [],
    relationships: [{ relationship, target, shown: true, linkageColumn: 1, include: undefined }],
  });

/** Whether a record exists in a scope. */
export const compileExistence = (tables: Tables, scope: Scope['kind'], exposure: Exposure): RecordStatement => {
  const table = tables(exposure.resource);
  let bound = 0;
  const bind = (): string => `$${++bound}`;
  const where = [...scopeSql(table, scope, exposure, bind), `t.${table.key} = ${bind()}::bigint`];
  const text = `SELECT t.${table.key} FROM ${table.name} t WHERE ${where.join(' AND ')}`;
  return { ...named(text), bind: (id, ofScope) => [...ofScope, id] };
};
