import { isLater, type Clock, type Instant } from '@org/kernel';
import type { AuditContext } from '../model/audit-context.js';
import type { BillingOutcome, BillingRunSums } from './billing-run.js';
import type { AccountId, BillingRunId, InvoiceId } from '../model/ids.js';
import type { BilledAccount, InvoiceOrder, LedgerTransaction } from './ledger-transaction.js';
import { dueOf, type Generated, type GenerateInvoices } from './generate-invoices.js';
import { worthBilling } from './empty-periods.js';
import { emptyChain } from './period-chain.js';

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
  /** What the accounts used in the periods of the orders, by currency. */
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
  /** What is wrong with the data, in plain words; undefined when something else failed, which no account can be blamed for. */
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
    private readonly clock: Clock,
  ) {}

  /** @throws RangeError for a moment that has not come: its calls have not been made yet */
  async execute({ at, audit, retryParked = false, onProgress }: RunOptions): Promise<RunReport> {
    this.refuseFuture(at);
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

  /** What a run of this moment would bill. It reads and cannot write, so not even a sequence moves on. @throws RangeError as `execute` */
  async preview(at: Instant): Promise<RunPreview> {
    this.refuseFuture(at);
    return this.ledger.read(async (reader) => {
      const accounts = await reader.dueAccounts(at);
      const chains = await reader.chains(accounts.map(({ id }) => id));
      const due = accounts.flatMap((account) => dueOf(account, chains.get(account.id) ?? emptyChain, at));
      const { orders } = await worthBilling(reader, due);
      return { accountsCount: due.length, invoicesCount: orders.length, sums: await reader.sumsOf(orders) };
    });
  }

  /** Whether there is something to bill: what was parked since a moment is left to the run after that. */
  hasWork(at: Instant, parkedSince: Instant): Promise<boolean> {
    return this.ledger.read((reader) => reader.areDue(at, parkedSince));
  }

  private refuseFuture(at: Instant): void {
    if (isLater(at, this.clock.now())) throw new RangeError(`${at.toString()} has not come yet`);
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

const skippedAs =
  (cause: string) =>
  (accountId: AccountId): RecordedOutcome => ({ accountId, outcome: 'skipped', invoiceId: null, cause });

const outcomesOf = ({ billed, unused, skipped }: Generated): readonly RecordedOutcome[] => [
  ...[...billed].flatMap(([accountId, invoices]) =>
    invoices.map((invoiceId) => ({ accountId, outcome: 'billed' as const, invoiceId, cause: null })),
  ),
  ...unused.map(skippedAs('nothing was used, and the account gets no empty invoices')),
  ...skipped.map(skippedAs('the account is no longer due')),
];
