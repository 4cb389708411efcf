import type { Instant } from '@org/kernel';
import type { AuditContext } from '../model/audit-context.js';
import type { BillingOutcome, BillingRunSums } from './billing-run.js';
import type { AccountId, BillingRunId, InvoiceId } from '../model/ids.js';
import type { LedgerTransaction } from './ledger-transaction.js';
import type { Generated, GenerateInvoices } from './generate-invoices.js';

export interface RecordedOutcome {
  readonly accountId: AccountId;
  readonly outcome: Exclude<BillingOutcome, 'due'>;
  readonly invoiceId: InvoiceId | null;
  readonly cause: string | null;
}

/** Report of a billing run or its preview. */
export interface RunReport {
  readonly expectedCount: number;
  readonly billedCount: number;
  readonly skippedCount: number;
  readonly parkedCount: number;
  readonly sums: readonly BillingRunSums[];
}

export interface Runs {
  /** The run for a moment: the one that there is, or a new one with every account that is due. */
  open(at: Instant): Promise<BillingRunId>;
  /** Claims unbilled accounts of the run that no other worker is billing. */
  claim(run: BillingRunId, limit: number): Promise<readonly AccountId[]>;
  /** Claims accounts as `claim` does, after waiting for other workers. */
  claimAfterOthers(run: BillingRunId, limit: number): Promise<readonly AccountId[]>;
  record(run: BillingRunId, outcomes: readonly RecordedOutcome[]): Promise<void>;
  /** Makes parked accounts due again. */
  reopen(run: BillingRunId): Promise<void>;
  /** Compares what was used with what was invoiced, and closes the run. */
  finish(run: BillingRunId): Promise<void>;
  report(run: BillingRunId): Promise<RunReport>;
}

/** Port that opens the transactions of a billing run. */
export interface BillingLedger {
  transaction<Result>(
    audit: AuditContext,
    work: (ledger: LedgerTransaction & { readonly runs: Runs }) => Promise<Result>,
  ): Promise<Result>;
  /** Cause of an error in the data of an account, in plain words; undefined for any other error. */
  causeOf(error: unknown): string | undefined;
}

export interface RunOptions {
  readonly at: Instant;
  readonly audit: AuditContext;
  /** Tries again what an earlier start of the same run has parked. */
  readonly retryParked?: boolean;
  /** Told of how many accounts have been dealt with. */
  readonly onProgress?: (done: number) => void;
}

/** Number of accounts billed in one pass over the calls. */
const batchSize = 500;

/**
 * Bills every account that is due, batch by batch. What cannot be billed is parked and stops nobody else. Started again after a crash, or by
 * several processes at once, a run goes on with what is left: an invoice, the account's schedule and the outcome are written together.
 */
export class RunBilling {
  constructor(
    private readonly ledger: BillingLedger,
    private readonly generate: GenerateInvoices,
  ) {}

  async execute({ at, audit, retryParked = false, onProgress }: RunOptions): Promise<RunReport> {
    const run = await this.ledger.transaction(audit, async ({ runs }) => {
      const opened = await runs.open(at);
      if (retryParked) await runs.reopen(opened);
      return opened;
    });
    for (let done = 0; ;) {
      const billed = await this.billBatch(run, at, audit);
      if (billed === 0) break;
      done += billed;
      onProgress?.(done);
    }
    return this.ledger.transaction(audit, async ({ runs }) => {
      await runs.finish(run);
      return runs.report(run);
    });
  }

  /** Runs the billing and rolls it back. @returns the report that the run would have */
  async preview({ at, audit }: Pick<RunOptions, 'at' | 'audit'>): Promise<RunReport> {
    const outcome: { report?: RunReport } = {};
    const undone = new Error('a preview is undone');
    try {
      await this.ledger.transaction(audit, async (ledger) => {
        const run = await ledger.runs.open(at);
        for (;;) {
          const ids = await ledger.runs.claim(run, batchSize);
          if (ids.length === 0) break;
          await ledger.runs.record(run, outcomesOf(await this.generate.execute(ledger, ids, at)));
        }
        await ledger.runs.finish(run);
        outcome.report = await ledger.runs.report(run);
        throw undone;
      });
    } catch (error) {
      if (error !== undone) throw error;
    }
    if (outcome.report === undefined) throw new Error('a preview has a report');
    return outcome.report;
  }

  /** @returns how many accounts have been dealt with; none means that nothing is left */
  private async billBatch(run: BillingRunId, at: Instant, audit: AuditContext): Promise<number> {
    const claimed: AccountId[] = [];
    try {
      return await this.ledger.transaction(audit, async (ledger) => {
        const free = await ledger.runs.claim(run, batchSize);
        claimed.splice(
          0,
          claimed.length,
          ...(free.length > 0 ? free : await ledger.runs.claimAfterOthers(run, batchSize)),
        );
        if (claimed.length === 0) return 0;
        await ledger.runs.record(run, outcomesOf(await this.generate.execute(ledger, claimed, at)));
        return claimed.length;
      });
    } catch (error) {
      if (this.ledger.causeOf(error) === undefined) throw error;
      for (const account of claimed) await this.billAlone(run, account, at, audit);
      return claimed.length;
    }
  }

  /** One of a batch cannot be billed: alone, each shows whether it is that one. */
  private async billAlone(run: BillingRunId, account: AccountId, at: Instant, audit: AuditContext): Promise<void> {
    try {
      await this.ledger.transaction(audit, async (ledger) =>
        ledger.runs.record(run, outcomesOf(await this.generate.execute(ledger, [account], at))),
      );
    } catch (error) {
      const cause = this.ledger.causeOf(error);
      if (cause === undefined) throw error;
      await this.ledger.transaction(audit, ({ runs }) =>
        runs.record(run, [{ accountId: account, outcome: 'parked', invoiceId: null, cause }]),
      );
    }
  }
}

const outcomesOf = ({ billed, skipped, refused }: Generated): readonly RecordedOutcome[] => [
  ...[...billed].map(([accountId, invoiceId]) => ({ accountId, outcome: 'billed' as const, invoiceId, cause: null })),
  ...skipped.map((accountId) => ({
    accountId,
    outcome: 'skipped' as const,
    invoiceId: null,
    cause: 'the account is no longer due',
  })),
  ...[...refused].map(([accountId, cause]) => ({ accountId, outcome: 'parked' as const, invoiceId: null, cause })),
];
