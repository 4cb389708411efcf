import type { ImportedTable } from '../../importing/postgres/imported-table.js';
import { cdrTable } from '../cdr-columns.js';
import { transactionTable } from '../transaction-columns.js';
import { createMonths } from './cdr-partitions.js';
import { dryRunUsage } from './dry-run-usage.js';
import { holdUnbilled } from './billed-accounts.js';
import { mayHaveNeighbours } from './neighbouring-calls.js';
import { mergeUsage } from './merge-usage.js';
import { noteCopied } from './noted-calls.js';

/** SQL of the sums by currency of rows with an account and what they add up to, as JSON. */
const byCurrency = (sums: readonly string[], rows: string): string => `
  SELECT coalesce(jsonb_agg(jsonb_build_object('currency', currency, ${sums
    .map((name) => `'${name}', coalesce(trim_scale("${name}"), 0)::text`)
    .join(', ')}) ORDER BY currency), '[]')
  FROM (SELECT currency, ${sums.map((name) => `sum("${name}") AS "${name}"`).join(', ')}
    FROM (${rows}) used JOIN accounts ON accounts.id = used.account_id GROUP BY currency) summed`;

export const importedCdrs: ImportedTable<'cdrs'> = {
  ...cdrTable,
  namesWithoutKeys: true,
  mayCopy: async (client, touched) => {
    if (!(await holdUnbilled(client, touched))) return false;
    await noteCopied(client, touched);
    return true;
  },
  mayHaveNeighbours,
  createMonths,
  sums: byCurrency(
    ['customerPrice', 'vendorPrice'],
    `SELECT coalesce(customer_account_id, vendor_account_id) AS account_id,
       CASE WHEN customer_account_id IS NOT NULL THEN sum(customer_price) FILTER (WHERE is_last_cdr) END AS "customerPrice",
       CASE WHEN vendor_account_id IS NOT NULL THEN sum(vendor_price) END AS "vendorPrice"
     FROM cdrs WHERE import_id = $1 GROUP BY GROUPING SETS ((customer_account_id), (vendor_account_id))`,
  ),
  load: (client, stage) => mergeUsage(client, cdrTable, stage),
  beginDryRun: (client) => dryRunUsage(client, cdrTable),
};

export const importedTransactions: ImportedTable<'transactions'> = {
  ...transactionTable,
  sums: byCurrency(['amount'], 'SELECT account_id, amount FROM transactions WHERE import_id = $1'),
  load: (client, stage) => mergeUsage(client, transactionTable, stage),
  beginDryRun: (client) => dryRunUsage(client, transactionTable),
};
