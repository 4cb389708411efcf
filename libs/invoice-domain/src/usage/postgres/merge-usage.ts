import type { ClientBase } from 'pg';
import type { Outcome, Refusal } from '../../importing/outcome.js';
import { stageTable, type Stage } from '../../importing/postgres/stage.js';
import type { UsageTable } from '../../importing/usage-table.js';
import { takeOutNeighbours } from './neighbouring-calls.js';

export type UsageName = 'cdrs' | 'transactions';

/** Inserts the staged rows of one table. @returns how many were added */
type Add = (client: ClientBase, columns: string) => Promise<number>;

const addCalls: Add = async (client, columns) => {
  const { rowCount } = await client.query(
    // In one order for all imports, so that two of the same calls wait for each other and cannot deadlock.
    `INSERT INTO cdrs (${columns}) SELECT ${columns} FROM ${stageTable} ORDER BY id, time_start, row ON CONFLICT DO NOTHING`,
  );
  return rowCount ?? 0;
};

/** Accounts are locked in the order of their ids, before the rows that move their balances are written. */
const addTransactions: Add = async (client, columns) => {
  await client.query(
    `SELECT FROM accounts WHERE id IN (SELECT account_id FROM ${stageTable}) ORDER BY id FOR NO KEY UPDATE`,
  );
  const { rows } = await client.query<{ readonly added: number }>(
    `WITH added AS (
       INSERT INTO transactions (${columns}) SELECT ${columns} FROM ${stageTable} ORDER BY uuid, row
       ON CONFLICT (uuid) DO NOTHING RETURNING account_id, amount
     ), moved AS (
       UPDATE accounts SET balance = balance - movement.amount
       FROM (SELECT account_id, sum(amount) AS amount FROM added GROUP BY account_id) AS movement
       WHERE accounts.id = movement.account_id
     ) SELECT count(*)::integer AS added FROM added`,
  );
  return rows[0]?.added ?? 0;
};

const adds: Readonly<Record<UsageName, Add>> = { cdrs: addCalls, transactions: addTransactions };

interface Misplaced {
  readonly row: number;
  readonly service: number;
  readonly account: number;
}

/** Removes staged rows whose service does not exist or belongs to another account. */
const takeOutMisplaced = async (client: ClientBase): Promise<readonly Refusal[]> => {
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
  { name }: UsageTable<UsageName>,
  stage: Stage,
  tables: readonly string[] = [name],
): Promise<readonly Refusal[]> => {
  if (name === 'transactions') return takeOutMisplaced(client);
  return stage.acceptsSameIds ? [] : takeOutNeighbours(client, tables);
};

/** Merges staged usage into its table as a set. */
export const mergeUsage = async (client: ClientBase, table: UsageTable<UsageName>, stage: Stage): Promise<Outcome> => {
  const odd = await takeOutOdd(client, table, stage);
  const added = await adds[table.name](client, stage.columns.map(({ name }) => name).join(', '));
  const isAllNew = added + odd.length === stage.rows;
  const refusals = [...odd, ...(isAllNew ? [] : await differing(client, table, stage))];
  return { added, alreadyThere: stage.rows - added - refusals.length, refusals };
};
