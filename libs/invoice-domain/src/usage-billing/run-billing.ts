import { isLater, type Clock, type Instant } from '@org/kernel';
import type { AuditContext } from '../model/audit-context.js';
import type { AccountId, BillingRunId } from '../model/ids.js';
import type { BillingLedger, RecordedOutcome, RunPreview, RunReport } from './billing-ledger.js';
import { worthBilling } from './empty-periods.js';
import { dueOf, type Generated, type GenerateInvoices } from './generate-invoices.js';
import { inLanes } from './lanes.js';
import { emptyChain } from './period-chain.js';

export interface RunOptions {
  readonly at: Instant;
  readonly audit: AuditContext;
  /** Tries again what an earlier start of the same run has parked. */
  readonly retryParked?: boolean;
  /** Told of how many accounts have been dealt with. */
  readonly onProgress?: (done: number) => void;
}

/** Number of accounts billed in one pass over the calls, at most. */
const largestBatch = 500;

interface Run {
  readonly id: BillingRunId;
  readonly at: Instant;
  readonly audit: AuditContext;
}

/**
 * Bills every account that is due, batch by batch, in several transactions at once. What cannot be billed is parked and stops nobody else.
 * Started again after a crash, or by several processes at once, a run goes on with what is left: an invoice, the account's schedule and the
 * outcome are written together.
 */
export class RunBilling {
  /** @param lanes how many transactions bill at once, at most: each keeps a processor of the database busy */
  constructor(
    private readonly ledger: BillingLedger,
    private readonly generate: GenerateInvoices,
    private readonly clock: Clock,
    private readonly lanes = 1,
  ) {}

  /** @throws RangeError for a moment that has not come: its calls have not been made yet */
  async execute({ at, audit, retryParked = false, onProgress }: RunOptions): Promise<RunReport> {
    this.refuseFuture(at);
    const { id, dueCount } = await this.ledger.transaction(audit, async ({ runs }) => {
      const opened = await runs.open(at);
      if (retryParked) await runs.reopen(opened);
      return { id: opened, dueCount: await runs.dueCount(opened) };
    });
    const run = { id, at, audit };
    const batchSize = Math.min(largestBatch, Math.max(1, Math.ceil(dueCount / this.lanes)));
    let done = 0;
    await inLanes(this.lanes, async () => {
      const billed = await this.billBatch(run, batchSize);
      done += billed;
      if (billed > 0) onProgress?.(done);
      return billed > 0;
    });
    return this.ledger.transaction(audit, async ({ runs }) => {
      await runs.finish(id);
      return runs.report(id);
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
  private async billBatch(run: Run, size: number): Promise<number> {
    const claimed: AccountId[] = [];
    try {
      return await this.ledger.transaction(run.audit, async (ledger) => {
        const free = await ledger.runs.claim(run.id, size);
        claimed.splice(
          0,
          claimed.length,
          ...(free.length > 0 ? free : await ledger.runs.claimAfterOthers(run.id, size)),
        );
        if (claimed.length === 0) return 0;
        await ledger.runs.record(run.id, outcomesOf(await this.generate.execute(ledger, claimed, run.at)));
        return claimed.length;
      });
    } catch (error) {
      const cause = this.ledger.causeOf(error);
      if (cause === undefined) throw error;
      const [first, ...others] = claimed;
      if (first !== undefined && others.length === 0) await this.park(run, first, cause);
      else for (const account of claimed) await this.billAlone(run, account);
      return claimed.length;
    }
  }

  /** One of a batch cannot be billed: alone, each shows whether it is that one. Another lane may have claimed it since the batch failed. */
  private async billAlone(run: Run, account: AccountId): Promise<void> {
    try {
      await this.ledger.transaction(run.audit, async (ledger) => {
        if (!(await ledger.runs.claimOne(run.id, account))) return;
        await ledger.runs.record(run.id, outcomesOf(await this.generate.execute(ledger, [account], run.at)));
      });
    } catch (error) {
      const cause = this.ledger.causeOf(error);
      if (cause === undefined) throw error;
      await this.park(run, account, cause);
    }
  }

  private park({ id, audit }: Run, accountId: AccountId, cause: string): Promise<void> {
    const outcome = { accountId, outcome: 'parked' as const, invoiceId: null, cause };
    return this.ledger.transaction(audit, ({ runs }) => runs.record(id, [outcome]));
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
