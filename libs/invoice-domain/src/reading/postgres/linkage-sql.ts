import type { ExposedRelationship } from '@org/json-api';
import type { Bind } from './condition-sql.js';
import type { Table } from './schema-map.js';

/**
 * The SQL expression that gives the ids on the other end of a relationship, for a row of that name: the foreign key itself for
 * a to-one, an ordered array for a to-many. The last table of a path is left out when the key before it already tells its id.
 * @throws Error when the declared path does not exist or does not fit the declared cardinality
 */
export const linkageSql = (table: Table, relationship: ExposedRelationship, row = 't'): string => {
  let from = '';
  let where = '';
  let current = { alias: row, table };
  let id = `${row}.${table.key}`;
  for (const [index, name] of relationship.via.entries()) {
    const hop = current.table.hop(name);
    if (hop.side === 'here') {
      id = `${current.alias}.${hop.column}`;
      current = { alias: 'unjoined', table: hop.target };
      if (index < relationship.via.length - 1) throw new Error(`${relationship.key} walks on through a foreign key`);
    } else {
      const alias = `h${index}`;
      const condition = `${alias}.${hop.column} = ${id}`;
      if (from === '') where = condition;
      from += from === '' ? `${hop.target.name} ${alias}` : ` JOIN ${hop.target.name} ${alias} ON ${condition}`;
      id = `${alias}.${hop.target.key}`;
      current = { alias, table: hop.target };
    }
  }
  const isMany = from !== '';
  if (isMany !== (relationship.cardinality === 'many')) {
    throw new Error(`${relationship.key} is declared to-${relationship.cardinality} but stored otherwise`);
  }
  return isMany ? `ARRAY(SELECT ${id} FROM ${from} WHERE ${where} ORDER BY 1)` : id;
};

/**
 * The SQL condition that holds for the rows of the target table that a relationship of one parent record leads to: a foreign
 * key that can be searched where there is one, else membership in the linkage.
 */
export const memberCondition = (
  parent: Table,
  target: Table,
  relationship: ExposedRelationship,
  bind: Bind,
): string => {
  const [name = ''] = relationship.via;
  const hop = parent.hop(name);
  if (relationship.via.length === 1 && hop.side === 'there') return `t.${hop.column} = ${bind()}::bigint`;
  const linkage = linkageSql(parent, relationship, 'p');
  const ids = `SELECT ${linkage} FROM ${parent.name} p WHERE p.${parent.key} = ${bind()}::bigint`;
  return `t.${target.key} = ${relationship.cardinality === 'one' ? `(${ids})` : `ANY((${ids})::bigint[])`}`;
};
