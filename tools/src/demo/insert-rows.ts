import type { EntityManager, ObjectType } from 'typeorm';

const rowsAtOnce = 2000;

/**
 * Inserts rows as they are, ids included. They travel as one JSON document, which PostgreSQL takes apart by the types of
 * the table's columns. Measured, the whole demo on two cores: 0.65 s; by TypeORM's insert builder 1.05 s, by statements of
 * many VALUES 0.7 s.
 */
export async function insertRows(
  manager: EntityManager,
  entity: ObjectType<object>,
  rows: readonly object[],
): Promise<void> {
  const { tableName, columns } = manager.dataSource.getMetadata(entity);
  const names = columns.map((column) => column.databaseName).join(', ');
  const insert = `INSERT INTO ${tableName} (${names}) SELECT ${names} FROM json_populate_recordset(NULL::${tableName}, $1)`;
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const records = rows
      .slice(start, start + rowsAtOnce)
      .map((row) => Object.fromEntries(columns.map((column) => [column.databaseName, column.getEntityValue(row)])));
    await manager.query(insert, [JSON.stringify(records)]);
  }
}
