import type { Cdr } from '@org/invoice-domain';
import { cdrColumns } from '@org/invoice-domain/persistence';
import type { EntityManager, ObjectType } from 'typeorm';

/** Rows as they are to be stored, ids included. */
export type Table = readonly [entity: ObjectType<object>, rows: readonly object[]];

const rowsAtOnce = 2000;

/**
 * They travel as one JSON document, which PostgreSQL takes apart by the types of the table's columns. Measured, the
 * tables of the demo on two cores: 0.65 s; by TypeORM's insert builder 1.05 s, by statements of many VALUES 0.7 s.
 */
export async function insertRows(manager: EntityManager, [entity, rows]: Table): Promise<void> {
  const { tableName, columns } = manager.dataSource.getMetadata(entity);
  const recordOf = (row: object) =>
    Object.fromEntries(columns.map((column) => [column.databaseName, column.getEntityValue(row)]));
  const names = columns.map(({ databaseName }) => databaseName);
  await insertRecords(manager, { tableName, names }, rows.map(recordOf));
}

/** No entity stands for calls: nobody ever loads one of them. */
export async function insertCalls(manager: EntityManager, calls: readonly Cdr[], signal: AbortSignal): Promise<void> {
  const properties = Object.keys(cdrColumns) as readonly (keyof Cdr)[];
  const recordOf = (call: Cdr) =>
    Object.fromEntries(properties.map((property) => [cdrColumns[property].name, call[property]]));
  const names = properties.map((property) => cdrColumns[property].name);
  for (let start = 0; start < calls.length; start += rowsAtOnce) {
    signal.throwIfAborted();
    const records = calls.slice(start, start + rowsAtOnce).map(recordOf);
    await insertRecords(manager, { tableName: 'cdrs', names }, records);
  }
}

async function insertRecords(
  manager: EntityManager,
  { tableName, names }: { readonly tableName: string; readonly names: readonly string[] },
  records: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const columns = names.join(', ');
  await manager.query(
    `INSERT INTO ${tableName} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${tableName}, $1)`,
    [JSON.stringify(records)],
  );
}
