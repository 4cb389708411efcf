import {
  ApproveInvoice,
  everything,
  AggregateUsage,
  GenerateInvoices,
  InvoiceRefused,
  RecordNotFound,
  RefillInvoice,
  RunBilling,
  type AuditContext,
  type GenerateSettings,
  type InvoiceId,
  type LedgerTransaction,
} from '@org/invoice-domain';
import { ledgerTransactionOf, PostgresBillingLedger, type LedgerTransactions } from '@org/invoice-domain/persistence';
import type { EntityManager } from 'typeorm';
import type { AppConfig } from '../config/app-config.js';
import type { JobSender } from './job-sender.js';

export interface BillingSettings extends GenerateSettings {
  /** Transactions that a run works in at once, at most. */
  readonly lanes: number;
}

export const billingSettingsOf = ({ autoApproveInvoices, billingLanes }: AppConfig): BillingSettings => ({
  autoApprove: autoApproveInvoices,
  lanes: billingLanes,
});

/** Billing in the background: the work of jobs, which no client waits for. */
export class Billing {
  readonly runs: RunBilling;
  private readonly aggregating = new AggregateUsage();
  private readonly approving = new ApproveInvoice();
  private readonly refilling = new RefillInvoice();

  constructor(
    private readonly transactions: LedgerTransactions,
    private readonly jobs: JobSender,
    { lanes, ...settings }: BillingSettings,
  ) {
    const ledger = new PostgresBillingLedger(everything, transactions, jobs.jobsOf);
    this.runs = new RunBilling(ledger, new GenerateInvoices(settings), transactions.clock, lanes);
  }

  /** Does nothing when the usage is aggregated already or the invoice is gone, because a job may run twice. */
  async aggregate(id: InvoiceId, audit: AuditContext): Promise<void> {
    await ignoringRefusals(this.inTransaction(audit, (ledger) => this.aggregating.execute(ledger, id)));
  }

  /** Adds its usage up anew before, if that has changed. */
  async approve(id: InvoiceId, audit: AuditContext): Promise<void> {
    const work = this.inTransaction(audit, async (ledger) => {
      await this.refillChanged(ledger, id);
      await this.approving.execute(ledger, id);
    });
    await ignoringRefusals(work);
  }

  /** Does nothing when its usage has not changed since, because a job may run twice, and on several servers. */
  async refill(id: InvoiceId, audit: AuditContext): Promise<void> {
    const work = this.inTransaction(audit, async (ledger) => {
      await ledger.invoices.lock(id);
      await this.refillChanged(ledger, id);
    });
    await ignoringRefusals(work);
  }

  private async refillChanged(ledger: LedgerTransaction, id: InvoiceId): Promise<void> {
    if ((await ledger.invoices.changedTotals(id)) !== undefined) await this.refilling.execute(ledger, id);
  }

  private inTransaction<Result>(
    audit: AuditContext,
    work: (ledger: LedgerTransaction) => Promise<Result>,
  ): Promise<Result> {
    return this.transactions.run(audit, (manager: EntityManager) =>
      work(ledgerTransactionOf(everything, manager, this.jobs.jobsOf(manager))),
    );
  }
}

const ignoringRefusals = async (work: Promise<unknown>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof InvoiceRefused && error.refusals.includes('reference-taken')) {
      throw new Error('another final invoice has its reference: change it, then retry', { cause: error });
    }
    if (!(error instanceof InvoiceRefused) && !(error instanceof RecordNotFound)) throw error;
  }
};
