import type { EntityManager } from 'typeorm';

/**
 * Makes the next generated id of every table follow its greatest one: to be called after inserting rows with their own
 * ids, which the sequences know nothing of.
 */
export async function advanceIds(manager: EntityManager): Promise<void> {
  for (const { tableName } of manager.dataSource.entityMetadatas) {
    await manager.query(`SELECT setval(pg_get_serial_sequence('${tableName}', 'id'), max(id)) FROM ${tableName}`);
  }
}
