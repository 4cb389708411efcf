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
import { ledgerTransactionOf, PostgresBillingLedger, type LedgerTransactions } from '@org/invoice-domain/persistence';
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
    await settled(this.inTransaction(act, (ledger) => this.filling.execute(ledger, id)));
  }

  async approve(id: InvoiceId, act: Act): Promise<void> {
    await settled(this.inTransaction(act, (ledger) => this.approving.execute(ledger, id)));
  }

  private inTransaction<Result>(
    act: Act,
    work: (ledger: ReturnType<typeof ledgerTransactionOf>) => Promise<Result>,
  ): Promise<Result> {
    return this.transactions.run(act, (manager: EntityManager) =>
      work(ledgerTransactionOf(everything, manager, this.jobs.jobsOf(manager))),
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
