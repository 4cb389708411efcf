import type { EntityManager } from 'typeorm';
import type { Scope } from '../../model/scope.js';
import type { LedgerTransaction, Jobs } from '../ledger-transaction.js';
import { PostgresAccounts } from './postgres-accounts.js';
import { PostgresUsageInvoices } from './postgres-usage-invoices.js';

/** The ledger within a scope, as the transaction of an entity manager sees it. */
export const ledgerTransactionOf = (scope: Scope, manager: EntityManager, jobs: Jobs): LedgerTransaction => ({
  accounts: new PostgresAccounts(scope, manager),
  invoices: new PostgresUsageInvoices(scope, manager),
  jobs,
});
