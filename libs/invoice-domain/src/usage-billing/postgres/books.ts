import type { EntityManager } from 'typeorm';
import type { Scope } from '../../model/scope.js';
import type { Books, Jobs } from '../books.js';
import { AccountBook } from './account-book.js';
import { UsageInvoiceBook } from './usage-invoice-book.js';

/** The ledger as the transaction of an entity manager sees it, and as far as the scope reaches. */
export const booksOf = (scope: Scope, manager: EntityManager, jobs: Jobs): Books => ({
  accounts: new AccountBook(scope, manager),
  invoices: new UsageInvoiceBook(scope, manager),
  jobs,
});
