import type { ClientBase } from 'pg';
import type { Outcome, Refusal } from '../../importing/outcome.js';
import { stageTable, type Stage } from '../../importing/postgres/stage.js';
import type { UsageTable } from '../../importing/usage-table.js';
import { post } from '../../journal/postgres/post.js';
import { tellBilled } from './billed-accounts.js';
import { noteStaged } from './noted-calls.js';
import { takeOutNeighbours } from './neighbouring-calls.js';

export type UsageName = 'cdrs' | 'transactions';

/** Inserts the staged rows of one table. @returns how many were added */
type Add = (client: ClientBase, columns: string) => Promise<number>;

const addCalls: Add = async (client, columns) => {
  await client.query(`SELECT FROM accounts WHERE id IN (
    SELECT customer_account_id FROM ${stageTable} UNION SELECT vendor_account_id FROM ${stageTable}) ORDER BY id FOR SHARE`);
  await noteStaged(client);
  return counted(
    client,
    // In one order for all imports, so that two of the same calls wait for each other and cannot deadlock.
    `WITH added AS (
       INSERT INTO cdrs (${columns}) SELECT ${columns} FROM ${stageTable} ORDER BY id, time_start, row ON CONFLICT DO NOTHING
       RETURNING customer_account_id, vendor_account_id, is_last_cdr, time_start AS at
     ), told AS MATERIALIZED (${tellBilled(`
       SELECT customer_account_id AS account_id, at FROM added WHERE is_last_cdr
       UNION ALL SELECT vendor_account_id, at FROM added`)})`,
  );
};

/** Accounts are locked in the order of their ids, before anything is posted to them. */
const addTransactions: Add = async (client, columns) => {
  await client.query(
    `SELECT FROM accounts WHERE id IN (SELECT account_id FROM ${stageTable}) ORDER BY id FOR NO KEY UPDATE`,
  );
  return counted(
    client,
    `WITH added AS (
       INSERT INTO transactions (${columns}, import_id) SELECT ${columns}, import_of_connection() FROM ${stageTable} ORDER BY uuid, row
       ON CONFLICT (uuid) DO NOTHING RETURNING id, account_id, amount, created_at AS at
     ), posted AS (${post(`
       SELECT account_id, -amount AS amount, 'transaction' AS kind, 'transaction' AS cause_type, id AS cause_id, at AS booked_at FROM added`)}
     ), told AS MATERIALIZED (${tellBilled('SELECT account_id, at FROM added')})`,
  );
};

/** @param adding expressions of a query, of which `added` are the new rows, and `told` tells who has been billed for them already */
const counted = async (client: ClientBase, adding: string): Promise<number> => {
  const { rows } = await client.query<{ readonly added: number }>(
    `${adding} SELECT (SELECT count(*) FROM added)::integer AS added, (SELECT count(*) FROM told) AS told`,
  );
  return rows[0]?.added ?? 0;
};

const adds: Readonly<Record<UsageName, Add>> = { cdrs: addCalls, transactions: addTransactions };

interface Misplaced {
  readonly row: number;
  readonly service: number;
  readonly account: number;
}

/** How the revisions of a table name a staged row. */
const revised: Readonly<Record<UsageName, string>> = {
  cdrs: `revision.at = staged.time_start AND revision.record_id = staged.id`,
  transactions: `revision.uuid = staged.uuid`,
};

/** Removes staged rows that were voided: they do not come back. */
const takeOutVoided = async (client: ClientBase, { name, row }: UsageTable<UsageName>): Promise<readonly Refusal[]> => {
  const { rows } = await client.query<{ readonly row: number }>(
    `DELETE FROM ${stageTable} AS staged WHERE EXISTS (SELECT FROM usage_revisions revision
       WHERE revision.kind = '${name}' AND revision.change = 'voided' AND ${revised[name]}) RETURNING row`,
  );
  return rows.map((voided) => ({ row: voided.row, reason: `the ${row} was voided` }));
};

/** Removes staged rows whose service does not exist or belongs to another account. */
export const takeOutMisplaced = async (client: ClientBase): Promise<readonly Refusal[]> => {
  const { rows } = await client.query<Misplaced>(
    `DELETE FROM ${stageTable} AS staged WHERE service_id IS NOT NULL
     AND NOT EXISTS (SELECT FROM services WHERE id = staged.service_id AND account_id = staged.account_id)
     RETURNING row, service_id AS service, account_id AS account`,
  );
  return rows.map(({ row, service, account }) => ({
    row,
    reason: `service_id names none of the services of account ${account}: ${service}`,
  }));
};

/** The row of a table with the key of a staged one. */
export const keptRow = (table: string, columns: string, key: readonly string[]): string =>
  `(SELECT ${columns} FROM ${table} AS found WHERE ${key.map((column) => `found.${column} = staged.${column}`).join(' AND ')} LIMIT 1)`;

/**
 * Refusals of staged rows that are in the table with other values. Every row is looked up by its key, whatever the planner thinks of a
 * table that nobody has analysed: LIMIT keeps it from reading the whole table instead.
 * @param tables in which the rows are, each in one of them
 */
export const differing = async (
  client: ClientBase,
  table: UsageTable,
  stage: Stage,
  tables: readonly string[] = [table.name],
): Promise<readonly Refusal[]> => {
  const { key } = table;
  const columns = stage.columns.map(({ name }) => name).join(', ');
  const of = (row: string): string => stage.columns.map((column) => `${row}.${column.name}`).join(', ');
  const { rows } = await client.query<{ readonly row: number }>(
    `SELECT staged.row FROM ${stageTable} AS staged CROSS JOIN LATERAL (
       ${tables.map((each) => keptRow(each, columns, key)).join(' UNION ALL ')}
     ) AS kept WHERE (${of('staged')}) IS DISTINCT FROM (${of('kept')}) ORDER BY staged.row`,
  );
  const reason = `a ${table.row} with this ${key.join(' and ')} is there already, with other values`;
  return rows.map(({ row }) => ({ row, reason }));
};

/** Takes staged rows out that cannot stay for what they say of others. @param tables in which rows are already */
export const takeOutOdd = async (
  client: ClientBase,
  table: UsageTable<UsageName>,
  stage: Stage,
  tables: readonly string[] = [table.name],
): Promise<readonly Refusal[]> => {
  const voided = await takeOutVoided(client, table);
  if (table.name === 'transactions') return [...voided, ...(await takeOutMisplaced(client))];
  return stage.acceptsSameIds ? voided : [...voided, ...(await takeOutNeighbours(client, tables))];
};

/** Merges staged usage into its table as a set. */
export const mergeUsage = async (client: ClientBase, table: UsageTable<UsageName>, stage: Stage): Promise<Outcome> => {
  const odd = await takeOutOdd(client, table, stage);
  const added = await adds[table.name](client, stage.columns.map(({ name }) => name).join(', '));
  const isAllNew = added + odd.length === stage.rows;
  const refusals = [...odd, ...(isAllNew ? [] : await differing(client, table, stage))];
  return { added, alreadyThere: stage.rows - added - refusals.length, refusals };
};
