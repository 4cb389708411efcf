import type { Cdr } from '@org/invoice-domain';
import { cdrColumns } from '@org/invoice-domain/persistence';
import type { EntityManager, ObjectType } from 'typeorm';

const rowsAtOnce = 2000;

/**
 * Inserts rows as they are, ids included. They travel as one JSON document, which PostgreSQL takes apart by the types of
 * the table's columns. Measured, the tables of the demo on two cores: 0.65 s; by TypeORM's insert builder 1.05 s, by statements
 * of many VALUES 0.7 s.
 */
export async function insertRows(
  manager: EntityManager,
  entity: ObjectType<object>,
  rows: readonly object[],
): Promise<void> {
  const { tableName, columns } = manager.dataSource.getMetadata(entity);
  const recordOf = (row: object) =>
    Object.fromEntries(columns.map((column) => [column.databaseName, column.getEntityValue(row)]));
  const names = columns.map(({ databaseName }) => databaseName);
  await insertRecords(manager, { tableName, names }, rows, recordOf);
}

/** No entity stands for calls: nobody ever loads one of them. */
export async function insertCalls(manager: EntityManager, calls: readonly Cdr[]): Promise<void> {
  const properties = Object.keys(cdrColumns) as readonly (keyof Cdr)[];
  const recordOf = (call: Cdr) =>
    Object.fromEntries(properties.map((property) => [cdrColumns[property].name, call[property]]));
  const names = properties.map((property) => cdrColumns[property].name);
  await insertRecords(manager, { tableName: 'cdrs', names }, calls, recordOf);
}

async function insertRecords<Row>(
  manager: EntityManager,
  { tableName, names }: { readonly tableName: string; readonly names: readonly string[] },
  rows: readonly Row[],
  recordOf: (row: Row) => Readonly<Record<string, unknown>>,
): Promise<void> {
  const columns = names.join(', ');
  const insert = `INSERT INTO ${tableName} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${tableName}, $1)`;
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await manager.query(insert, [JSON.stringify(rows.slice(start, start + rowsAtOnce).map(recordOf))]);
  }
}
