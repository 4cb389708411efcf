import {
  ApproveInvoice,
  everything,
  FillInvoice,
  GenerateInvoices,
  InvoiceRefused,
  RecordNotFound,
  RunBilling,
  type Act,
  type GenerateSettings,
  type InvoiceId,
} from '@org/invoice-domain';
import { booksOf, PostgresBillingLedger, type LedgerTransactions } from '@org/invoice-domain/persistence';
import type { EntityManager } from 'typeorm';
import type { JobSender } from './job-sender.js';

/** What the program itself does to invoices, with nobody waiting for an answer. */
export class Billing {
  readonly runs: RunBilling;
  private readonly filling = new FillInvoice();
  private readonly approving = new ApproveInvoice();

  constructor(
    private readonly transactions: LedgerTransactions,
    private readonly jobs: JobSender,
    settings: GenerateSettings,
  ) {
    const ledger = new PostgresBillingLedger(everything, transactions, jobs.jobsOf);
    this.runs = new RunBilling(ledger, new GenerateInvoices(transactions.clock, settings));
  }

  /** Filled already, or gone: a job may come twice, and that is no fault. */
  async fill(id: InvoiceId, act: Act): Promise<void> {
    await settled(this.inBooks(act, (books) => this.filling.execute(books, id)));
  }

  async approve(id: InvoiceId, act: Act): Promise<void> {
    await settled(this.inBooks(act, (books) => this.approving.execute(books, id)));
  }

  private inBooks<Result>(act: Act, work: (books: ReturnType<typeof booksOf>) => Promise<Result>): Promise<Result> {
    return this.transactions.run(act, (manager: EntityManager) =>
      work(booksOf(everything, manager, this.jobs.jobsOf(manager))),
    );
  }
}

const settled = async (work: Promise<unknown>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof InvoiceRefused) && !(error instanceof RecordNotFound)) throw error;
  }
};
