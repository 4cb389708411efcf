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
    // Two aggregates, which workers share, are faster than one with both as grouping sets. Grouped by an expression: PostgreSQL would take
    // calls that nobody has analysed account by account through an index, a random page for each.
    `SELECT customer_account_id + 0 AS account_id, sum(customer_price) AS "customerPrice", NULL::numeric AS "vendorPrice"
     FROM cdrs WHERE import_id = $1 AND is_last_cdr GROUP BY customer_account_id + 0
     UNION ALL
     SELECT vendor_account_id + 0, NULL, sum(vendor_price) FROM cdrs WHERE import_id = $1 GROUP BY vendor_account_id + 0`,
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
