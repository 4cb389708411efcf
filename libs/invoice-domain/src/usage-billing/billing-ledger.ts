import type { Instant } from '@org/kernel';
import type { AuditContext } from '../model/audit-context.js';
import type { AccountId, BillingRunId, InvoiceId } from '../model/ids.js';
import type { BillingOutcome, BillingRunSums } from './billing-run.js';
import type { BilledAccount, InvoiceOrder, LedgerTransaction } from './ledger-transaction.js';

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
  /** Of the accounts that were billed: one for each period that was over. */
  readonly invoicesCount: number;
  readonly sums: readonly BillingRunSums[];
}

export interface Runs {
  /** The run for a moment, the one that there is or a new one, with every account that is due and was not parked by it. */
  open(at: Instant): Promise<BillingRunId>;
  /** Claims unbilled accounts of the run that no other worker is billing. */
  claim(run: BillingRunId, limit: number): Promise<readonly AccountId[]>;
  /** Claims accounts as `claim` does, after waiting for other workers. */
  claimAfterOthers(run: BillingRunId, limit: number): Promise<readonly AccountId[]>;
  /** Claims one account of the run after waiting for other workers. @returns false when it has been dealt with meanwhile */
  claimOne(run: BillingRunId, account: AccountId): Promise<boolean>;
  /** Number of accounts of the run that are due. */
  dueCount(run: BillingRunId): Promise<number>;
  record(run: BillingRunId, outcomes: readonly RecordedOutcome[]): Promise<void>;
  /** Makes parked accounts due again. */
  reopen(run: BillingRunId): Promise<void>;
  /** Compares what was used with what was invoiced, and closes the run. */
  finish(run: BillingRunId): Promise<void>;
  report(run: BillingRunId): Promise<RunReport>;
}

/** Usage of one currency. Amounts are exact decimals. */
export type UsageSums = Pick<BillingRunSums, 'currency' | 'usageSpent' | 'usageEarned'>;

/** Plan of a run. */
export interface RunPreview {
  readonly accountsCount: number;
  readonly invoicesCount: number;
  readonly sums: readonly UsageSums[];
}

/** The ledger as a preview sees it. */
export interface BillingReader extends Pick<
  LedgerTransaction['accounts'],
  'areUsed' | 'awaitingCorrections' | 'chains'
> {
  /** Accounts on a schedule with a period that is over and on no invoice. */
  dueAccounts(at: Instant): Promise<readonly BilledAccount[]>;
  /** Whether any is due that no run has parked since a moment. */
  areDue(at: Instant, parkedSince: Instant): Promise<boolean>;
  /** Usage of the accounts in the periods of the orders, by currency. */
  sumsOf(orders: readonly InvoiceOrder[]): Promise<readonly UsageSums[]>;
}

/** Where a run opens its transactions. */
export interface BillingLedger {
  transaction<Result>(
    audit: AuditContext,
    work: (ledger: LedgerTransaction & { readonly runs: Runs }) => Promise<Result>,
  ): Promise<Result>;
  /** One state of the ledger, in which nothing can be written. */
  read<Result>(work: (reader: BillingReader) => Promise<Result>): Promise<Result>;
  /** Fault of the data, in plain words; undefined when something else failed, which no account can be blamed for. */
  causeOf(error: unknown): string | undefined;
}
