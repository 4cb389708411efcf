import type { ImportedTable } from '../../importing/postgres/imported-table.js';
import { cdrTable } from '../cdr-columns.js';
import { transactionTable } from '../transaction-columns.js';
import { createMonths } from './cdr-partitions.js';
import { dryRunUsage } from './dry-run-usage.js';
import { holdUnbilled } from './billed-accounts.js';
import { mergeUsage } from './merge-usage.js';

export const importedCdrs: ImportedTable<'cdrs'> = {
  ...cdrTable,
  namesWithoutKeys: true,
  mayCopy: holdUnbilled,
  createMonths,
  load: (client, stage) => mergeUsage(client, cdrTable, stage),
  beginDryRun: (client) => dryRunUsage(client, cdrTable),
};

export const importedTransactions: ImportedTable<'transactions'> = {
  ...transactionTable,
  load: (client, stage) => mergeUsage(client, transactionTable, stage),
  beginDryRun: (client) => dryRunUsage(client, transactionTable),
};
