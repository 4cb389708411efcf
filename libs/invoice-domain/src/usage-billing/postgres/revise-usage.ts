import type { ClientBase } from 'pg';
import type { Outcome, Refusal } from '../../importing/outcome.js';
import { stageTable, type Stage } from '../../importing/postgres/stage.js';
import { takeOutMisplaced } from '../../usage/postgres/merge-usage.js';
import {
  keepRevisions,
  noteChanged,
  offerChanges,
  openChangedUsage,
  postReplacements,
  revisedTransactions,
  settleChanges,
  type RevisedUsage,
} from './changed-usage.js';

/** SQL of whether the rows `kept` and `staged` have the same key. */
export const isSame = ({ key }: RevisedUsage): string =>
  key.map((column) => `kept.${column} = staged.${column}`).join(' AND ');

/** The last staged row of each key. */
export const lastOf = ({ key }: RevisedUsage): string =>
  `SELECT DISTINCT ON (${key.join(', ')}) * FROM ${stageTable} ORDER BY ${key.join(', ')}, row DESC`;

/** Locks the accounts of the rows that are to be changed, and of those that they become, in the order of their ids. */
const lockAccounts = (usage: RevisedUsage, named: readonly string[]): string => `
SELECT FROM accounts WHERE id IN (
  SELECT account.id FROM ${stageTable} staged JOIN ${usage.table} kept ON ${isSame(usage)} CROSS JOIN LATERAL (VALUES ${[
    ...usage.accounts.map((column) => `(kept.${column})`),
    ...named.map((column) => `(staged.${column})`),
  ].join(', ')}) AS account (id)
) ORDER BY id FOR NO KEY UPDATE`;

const countOf = async (client: ClientBase, text: string): Promise<number> => {
  const { rows } = await client.query<{ readonly count: number }>(text);
  return rows[0]?.count ?? 0;
};

/** Staged rows of keys that nothing has. @param known a condition under which there is or was something */
export const unknownRows = async (
  client: ClientBase,
  { key }: RevisedUsage,
  row: string,
  known: string,
): Promise<readonly Refusal[]> => {
  const { rows } = await client.query<{ readonly row: number }>(
    `SELECT row FROM ${stageTable} staged WHERE NOT EXISTS (${known}) ORDER BY row`,
  );
  return rows.map((unknown) => ({ row: unknown.row, reason: `there is no ${row} with this ${key.join(' and ')}` }));
};

/** Takes the staged rows out of their table, and settles what follows but for approved invoices. @returns how many there were */
export const takeOut = async (
  client: ClientBase,
  usage: RevisedUsage,
  change: 'undone' | 'voided',
): Promise<number> => {
  await openChangedUsage(client);
  await client.query(lockAccounts(usage, []));
  const taken = await countOf(
    client,
    `WITH gone AS (
       DELETE FROM ${usage.table} kept USING (${lastOf(usage)}) staged WHERE ${isSame(usage)}
       RETURNING kept.*, to_jsonb(kept) AS record, staged.reason
     ), ${keepRevisions(usage, change)}, noted AS (${noteChanged(usage, 'gone')})
     SELECT count(*)::integer AS count FROM gone`,
  );
  await settleChanges(client, false);
  return taken;
};

/** SQL that finds a row when the row `staged` was voided. */
export const wasVoided = ({ table, isRevised }: RevisedUsage): string =>
  `SELECT FROM usage_revisions revision WHERE revision.kind = '${table}' AND revision.change = 'voided' AND ${isRevised}`;

/** Takes the staged rows out of their table; what was voided before stays so, and is there already. */
export const voidUsage = async (
  client: ClientBase,
  usage: RevisedUsage,
  stage: Stage,
  row: string,
): Promise<Outcome> => {
  const added = await takeOut(client, usage, 'voided');
  await offerChanges(client);
  const refusals = await unknownRows(client, usage, row, wasVoided(usage));
  return { added, alreadyThere: stage.rows - added - refusals.length, refusals };
};

/** Columns of staged rows that may have other values. */
const givenIn = ({ key }: RevisedUsage, stage: Stage): readonly string[] =>
  stage.columns.map(({ name }) => name).filter((name) => name !== 'reason' && !key.includes(name));

/** SQL of whether `kept` and `staged` have the same key and other values. */
export const isOther = (usage: RevisedUsage, stage: Stage): string => {
  const valuesOf = (of: string): string =>
    `(${givenIn(usage, stage)
      .map((name) => `${of}.${name}`)
      .join(', ')})`;
  return `${isSame(usage)} AND ${valuesOf('kept')} IS DISTINCT FROM ${valuesOf('staged')}`;
};

/** Gives the staged rows' values to those with their keys; what has them already stays as it is. */
export const replaceUsage = async (
  client: ClientBase,
  usage: RevisedUsage,
  stage: Stage,
  row: string,
): Promise<Outcome> => {
  const misplaced = usage === revisedTransactions ? await takeOutMisplaced(client) : [];
  const columns = stage.columns.map(({ name }) => name);
  const given = givenIn(usage, stage);
  const differs = isOther(usage, stage);
  await openChangedUsage(client);
  await client.query(
    lockAccounts(
      usage,
      usage.accounts.filter((name) => columns.includes(name)),
    ),
  );
  await client.query(
    `WITH gone AS (
       SELECT kept.*, to_jsonb(kept) AS record, staged.reason FROM ${usage.table} kept JOIN (${lastOf(usage)}) staged ON ${differs}
     ), ${keepRevisions(usage, 'replaced')} ${noteChanged(usage, 'gone')}`,
  );
  const added = await countOf(
    client,
    `WITH changed AS (
       UPDATE ${usage.table} kept SET ${given.map((name) => `${name} = staged.${name}`).join(', ')}
       FROM (${lastOf(usage)}) staged WHERE ${differs} RETURNING kept.*
     ), noted AS (${noteChanged(usage, 'changed')})${usage.isPosted ? `, posted AS (${postReplacements})` : ''} SELECT count(*)::integer AS count FROM changed`,
  );
  await settleChanges(client, true);
  await offerChanges(client);
  const kept = `SELECT FROM ${usage.table} kept WHERE ${isSame(usage)}`;
  const refusals = [...misplaced, ...(await unknownRows(client, usage, row, kept))];
  return { added, alreadyThere: stage.rows - added - refusals.length, refusals };
};
