import type { ClientBase } from 'pg';
import type { Stage } from '../../importing/postgres/stage.js';
import type { TableDryRun } from '../../importing/postgres/table-dry-run.js';
import { takeOutMisplaced } from '../../usage/postgres/merge-usage.js';
import { revisedTransactions, type RevisedUsage } from './changed-usage.js';
import { isOther, isSame, lastOf, unknownRows, wasVoided } from './revise-usage.js';

/** The temporary table of the keys of what would be changed. */
const dryTable = 'usage_dry_run';

/** Dry run of voids or replacements. @param row how messages call one */
export const dryRunRevisions = async (
  client: ClientBase,
  usage: RevisedUsage,
  row: string,
  change: 'replace' | 'void',
): Promise<TableDryRun> => {
  const key = usage.key.join(', ');
  await client.query(`DROP TABLE IF EXISTS ${dryTable}`);
  await client.query(`CREATE TEMPORARY TABLE ${dryTable} AS SELECT ${key} FROM ${usage.table} WHERE false`);
  await client.query(`ALTER TABLE ${dryTable} ADD UNIQUE (${key})`);
  const known = `SELECT FROM ${usage.table} kept WHERE ${isSame(usage)}`;
  return {
    add: async (stage: Stage) => {
      const isMoved = change === 'replace' && usage === revisedTransactions;
      const misplaced = isMoved ? await takeOutMisplaced(client) : [];
      const { rowCount } = await client.query(
        `INSERT INTO ${dryTable} (${key}) SELECT ${usage.key.map((column) => `staged.${column}`).join(', ')}
         FROM (${lastOf(usage)}) staged JOIN ${usage.table} kept
           ON ${change === 'void' ? isSame(usage) : isOther(usage, stage)} ON CONFLICT DO NOTHING`,
      );
      const added = rowCount ?? 0;
      const kept = change === 'void' ? `${known} UNION ALL ${wasVoided(usage)}` : known;
      const refusals = [...misplaced, ...(await unknownRows(client, usage, row, kept))];
      return { added, alreadyThere: stage.rows - added - refusals.length, refusals };
    },
    sums: () => Promise.resolve([]),
  };
};
