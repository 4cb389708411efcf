import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { SecretBox } from '../../writing/postgres/secret-box.js';
import { adminWrites, type AdminWritable } from '../index.js';
import { entityOf } from './readers.js';
import { secretsOf } from './stored-records.js';

/** Numbers of the secrets of a column: those sealed with the first key, and all. */
export interface SealedAnew {
  readonly table: string;
  readonly column: string;
  readonly secrets: number;
  readonly sealed: number;
}

interface SecretColumn {
  readonly entity: EntityTarget<ObjectLiteral>;
  readonly property: string;
}

/** Columns that hold secrets: those that are declared, and those that no API shows. */
const secretColumns: readonly SecretColumn[] = [
  { entity: entityOf.adminUser, property: 'totpSecret' },
  ...(Object.keys(adminWrites) as readonly AdminWritable[]).flatMap((name) =>
    [...secretsOf(name)].map((property) => ({ entity: entityOf[name], property })),
  ),
];

/** Seals every secret with the first key, whether it was kept as it is or sealed with another one. */
export const sealAnew = async (manager: EntityManager, box: SecretBox): Promise<readonly SealedAnew[]> => {
  const outcomes: SealedAnew[] = [];
  for (const { entity, property } of secretColumns) {
    const { tableName: table, columns } = manager.dataSource.getMetadata(entity);
    const column = columns.find(({ propertyName }) => propertyName === property)?.databaseName ?? property;
    const rows = await manager.query<readonly { readonly id: number; readonly stored: string }[]>(
      `SELECT id, ${column} AS stored FROM ${table} WHERE ${column} IS NOT NULL ORDER BY id FOR NO KEY UPDATE`,
    );
    const outdated = rows.filter(({ stored }) => !box.isCurrent(stored));
    for (const { id, stored } of outdated) {
      await manager.query(`UPDATE ${table} SET ${column} = $2 WHERE id = $1`, [id, box.seal(box.open(stored))]);
    }
    outcomes.push({ table, column, secrets: rows.length, sealed: outdated.length });
  }
  return outcomes;
};
