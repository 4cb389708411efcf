import type { ImportedTable } from '../../importing/postgres/imported-table.js';
import {
  cdrReplacementTable,
  cdrVoidTable,
  transactionReplacementTable,
  transactionVoidTable,
} from '../../usage/revision-tables.js';
import { revisedCalls, revisedTransactions } from './changed-usage.js';
import { replaceUsage, voidUsage } from './revise-usage.js';

/** What takes calls and transactions out again, or gives them other values: in files and batches, as they came in. */
export const importedRevisions = {
  cdr_voids: {
    ...cdrVoidTable,
    load: (client, stage) => voidUsage(client, revisedCalls, stage, cdrVoidTable.row),
  },
  cdr_replacements: {
    ...cdrReplacementTable,
    load: (client, stage) => replaceUsage(client, revisedCalls, stage, cdrReplacementTable.row),
  },
  transaction_voids: {
    ...transactionVoidTable,
    load: (client, stage) => voidUsage(client, revisedTransactions, stage, transactionVoidTable.row),
  },
  transaction_replacements: {
    ...transactionReplacementTable,
    load: (client, stage) => replaceUsage(client, revisedTransactions, stage, transactionReplacementTable.row),
  },
} as const satisfies Readonly<Record<string, ImportedTable>>;
