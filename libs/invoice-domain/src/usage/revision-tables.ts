import { cdrColumns, cdrTable } from './cdr-columns.js';
import { transactionColumns, transactionTable } from './transaction-columns.js';
import { required, type UsageTable } from '../importing/usage-table.js';

/** Why a record is voided or replaced, kept with what it was. */
const reason = required('reason', 'name');

/** Calls that never were: each is taken out and kept as a revision. */
export const cdrVoidTable: UsageTable<'cdr_voids'> = {
  name: 'cdr_voids',
  columns: [cdrColumns.id, cdrColumns.timeStart, reason],
  key: cdrTable.key,
  row: cdrTable.row,
  rows: 'calls to void',
  batches: 'cdr-void-batches',
};

/** Calls with other values than they came with. What a file has no column for stays as it is. */
export const cdrReplacementTable: UsageTable<'cdr_replacements'> = {
  name: 'cdr_replacements',
  columns: [...cdrTable.columns, reason],
  key: cdrTable.key,
  summed: cdrColumns.customerPrice.name,
  row: cdrTable.row,
  rows: 'calls with other values',
  batches: 'cdr-replacement-batches',
};

/** Transactions that never were: each is taken out and kept as a revision, and the balance moves back. */
export const transactionVoidTable: UsageTable<'transaction_voids'> = {
  name: 'transaction_voids',
  columns: [transactionColumns.uuid, reason],
  key: transactionTable.key,
  row: transactionTable.row,
  rows: 'transactions to void',
  batches: 'transaction-void-batches',
};

/** Transactions with other values than they came with; the balance moves by the difference. */
export const transactionReplacementTable: UsageTable<'transaction_replacements'> = {
  name: 'transaction_replacements',
  columns: [...transactionTable.columns, reason],
  key: transactionTable.key,
  summed: transactionColumns.amount.name,
  row: transactionTable.row,
  rows: 'transactions with other values',
  batches: 'transaction-replacement-batches',
};
