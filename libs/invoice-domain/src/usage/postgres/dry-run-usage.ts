import type { ClientBase } from 'pg';
import type { AccountSums, TableDryRun } from '../../importing/postgres/table-dry-run.js';
import { stageTable, type Stage } from '../../importing/postgres/stage.js';
import { sqlTypes, type FieldKind, type UsageTable } from '../../importing/usage-table.js';
import { differing, keptRow, takeOutOdd, type UsageName } from './merge-usage.js';

/** The temporary table of what would be added. */
const dryTable = 'usage_dry_run';

const summedKinds: readonly FieldKind[] = ['duration', 'price', 'movement'];

/** Staged rows that are neither in the table nor in the dry run go into the latter. */
const addDry = async (client: ClientBase, { name, key }: UsageTable, columns: string): Promise<number> => {
  const { rowCount } = await client.query(
    `INSERT INTO ${dryTable} (${columns})
     SELECT ${columns} FROM ${stageTable} AS staged
     LEFT JOIN LATERAL ${keptRow(name, 'true AS is_there', key)} AS kept ON true
     WHERE kept.is_there IS NULL ORDER BY ${key.join(', ')}, row ON CONFLICT DO NOTHING`,
  );
  return rowCount ?? 0;
};

interface SumsRow {
  readonly account: number | null;
  readonly rows: number;
  readonly unpriced: number;
  readonly sums: Readonly<Record<string, string>>;
}

/** The columns that belong to an account: all but those of another one's side, such as `vendor_price` to a vendor. */
const sidesOf = ({ columns }: UsageTable) => {
  const accounts = columns.filter(({ refersTo }) => refersTo === 'accounts').map(({ name }) => name);
  const prefixes = accounts.map((account) => account.replace(/account_id$/, ''));
  return accounts.map((account, side) => ({
    account,
    summed: columns.filter(
      ({ name, kind }) =>
        summedKinds.includes(kind) &&
        !prefixes.some((prefix, other) => other !== side && prefix !== '' && name.startsWith(prefix)),
    ),
  }));
};

const sumsOf = async (client: ClientBase, table: UsageTable): Promise<readonly AccountSums[]> => {
  const sums: AccountSums[] = [];
  for (const { account, summed } of sidesOf(table)) {
    const price = summed.find(({ kind }) => kind === 'price');
    const { rows } = await client.query<SumsRow>(
      `SELECT ${account} AS account, count(*)::integer AS rows,
         ${price === undefined ? '0' : `count(*) FILTER (WHERE ${price.name} IS NULL)::integer`} AS unpriced,
         json_strip_nulls(json_build_object(${summed.map(({ name }) => `'${name}', sum(${name})::text`).join(', ')})) AS sums
       FROM ${dryTable} GROUP BY ${account} ORDER BY ${account} NULLS LAST`,
    );
    sums.push(...rows.map((row) => ({ column: account, ...row })));
  }
  return sums;
};

/** Rows of usage that would be added are kept in a table of the connection, so that a file of any size can be compared with itself. */
export const dryRunUsage = async (client: ClientBase, table: UsageTable<UsageName>): Promise<TableDryRun> => {
  const columns = table.columns.map(({ name, kind }) => `${name} ${sqlTypes[kind]}`);
  await client.query(`DROP TABLE IF EXISTS ${dryTable}`);
  await client.query(`CREATE TEMPORARY TABLE ${dryTable} (${columns.join(', ')}, UNIQUE (${table.key.join(', ')}))`);
  return {
    add: async (stage: Stage) => {
      const odd = await takeOutOdd(client, table, stage, [table.name, dryTable]);
      const added = await addDry(client, table, stage.columns.map(({ name }) => name).join(', '));
      const refusals = [...odd, ...(await differing(client, table, stage, [table.name, dryTable]))];
      return { added, alreadyThere: stage.rows - added - refusals.length, refusals };
    },
    sums: () => sumsOf(client, table),
  };
};
