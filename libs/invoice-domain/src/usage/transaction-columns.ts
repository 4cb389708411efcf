import type { Transaction } from './transaction.js';
import { optional, required, type UsageColumn, type UsageTable } from '../importing/usage-table.js';

/**
 * Columns of imported transactions: the ledger assigns the id, so the uuid identifies them. Whether the service is one of the account's is
 * asked of the database, where the rows are compared as a set.
 */
export const transactionColumns = {
  uuid: required('uuid', 'uuid'),
  accountId: required('account_id', 'reference', { refersTo: 'accounts' }),
  serviceId: optional('service_id', 'reference'),
  amount: required('amount', 'movement'),
  description: optional('description', 'text'),
  createdAt: required('created_at', 'instant'),
} as const satisfies Readonly<Record<keyof Omit<Transaction, 'id'>, UsageColumn>>;

export const transactionTable: UsageTable<'transactions'> = {
  name: 'transactions',
  columns: Object.values(transactionColumns),
  key: ['uuid'],
  summed: transactionColumns.amount.name,
  row: 'transaction',
  rows: 'movements of balances',
  batches: 'transaction-batches',
};
