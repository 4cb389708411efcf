import type { ImportedTable } from '../../importing/postgres/imported-table.js';
import type { UsageTable } from '../../importing/usage-table.js';
import {
  cdrReplacementTable,
  cdrVoidTable,
  transactionReplacementTable,
  transactionVoidTable,
} from '../../usage/revision-tables.js';
import { revisedCalls, revisedTransactions, type RevisedUsage } from './changed-usage.js';
import { dryRunRevisions } from './dry-run-revisions.js';
import { replaceUsage, voidUsage } from './revise-usage.js';

const voiding = <Name extends string>(table: UsageTable<Name>, usage: RevisedUsage): ImportedTable<Name> => ({
  ...table,
  load: (client, stage) => voidUsage(client, usage, stage, table.row),
  beginDryRun: (client) => dryRunRevisions(client, usage, table.row, 'void'),
});

const replacing = <Name extends string>(table: UsageTable<Name>, usage: RevisedUsage): ImportedTable<Name> => ({
  ...table,
  load: (client, stage) => replaceUsage(client, usage, stage, table.row),
  beginDryRun: (client) => dryRunRevisions(client, usage, table.row, 'replace'),
});

/** Import kinds that void or replace calls and transactions, in files and batches alike. */
export const importedRevisions = {
  cdr_voids: voiding(cdrVoidTable, revisedCalls),
  cdr_replacements: replacing(cdrReplacementTable, revisedCalls),
  transaction_voids: voiding(transactionVoidTable, revisedTransactions),
  transaction_replacements: replacing(transactionReplacementTable, revisedTransactions),
} as const;
