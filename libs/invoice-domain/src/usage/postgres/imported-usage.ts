import type { ImportedTable } from '../../importing/postgres/imported-table.js';
import { cdrTable } from '../cdr-columns.js';
import { transactionTable } from '../transaction-columns.js';
import { createMonths } from './cdr-partitions.js';
import { dryRunUsage } from './dry-run-usage.js';
import { mayHaveNeighbours } from './neighbouring-calls.js';
import { mergeUsage } from './merge-usage.js';

export const importedCdrs: ImportedTable<'cdrs'> = {
  ...cdrTable,
  isCopiedInto: true,
  namesWithoutKeys: true,
  mayHaveNeighbours,
  createMonths,
  load: (client, stage) => mergeUsage(client, cdrTable, stage),
  beginDryRun: (client) => dryRunUsage(client, cdrTable),
};

export const importedTransactions: ImportedTable<'transactions'> = {
  ...transactionTable,
  isCopiedInto: false,
  load: (client, stage) => mergeUsage(client, transactionTable, stage),
  beginDryRun: (client) => dryRunUsage(client, transactionTable),
};
