import type { EntityManager } from 'typeorm';
import type { Books, Jobs } from '../../use-cases/books.js';
import { AccountBook } from './account-book.js';
import { InvoiceBook } from './invoice-book.js';

/** The ledger as the transaction of an entity manager sees it. */
export const booksOf = (manager: EntityManager, jobs: Jobs): Books => ({
  accounts: new AccountBook(manager),
  invoices: new InvoiceBook(manager),
  jobs,
});
