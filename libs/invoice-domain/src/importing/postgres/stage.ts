import type { ClientBase } from 'pg';
import type { Chunk } from '../chunk.js';
import { copyRows } from './copy-rows.js';
import { sqlTypes, type UsageColumn, type UsageTable } from '../usage-table.js';

/** The temporary table: columns of the usage, and the number of the row in the order of arrival, from 1. */
export const stageTable = 'usage_stage';

/**
 * Rows on their way into a table that may hold some of them already. It belongs to a connection, not to a transaction: while a slow
 * client sends, nothing is locked and nothing is kept from being vacuumed.
 */
export class Stage {
  rows = 0;
  columns: readonly UsageColumn[] = [];
  /** Whether calls are taken that have the id of another one and nearly its time. */
  acceptsSameIds = false;

  private constructor(private readonly client: ClientBase) {}

  static async open(client: ClientBase, table: UsageTable): Promise<Stage> {
    const columns = table.columns.map(({ name, kind }) => `${name} ${sqlTypes[kind]}`);
    await client.query(`DROP TABLE IF EXISTS ${stageTable}`);
    await client.query(
      `CREATE TEMPORARY TABLE ${stageTable} (${columns.join(', ')}, row integer GENERATED ALWAYS AS IDENTITY)`,
    );
    return new Stage(client);
  }

  async add(chunk: Chunk): Promise<void> {
    if (chunk.rows === 0) return;
    await copyRows(this.client, stageTable, chunk);
    this.columns = chunk.columns;
    this.rows += chunk.rows;
  }

  async close(): Promise<void> {
    await this.client.query(`DROP TABLE IF EXISTS ${stageTable}`);
  }
}
