import type { Instant } from '@org/kernel';
import { billingRunIdOf, type AccountId, type BillingRunId } from '../../model/ids.js';
import type { AuditContext } from '../../model/audit-context.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { isDue } from '../invoice-schedule.js';
import type { BillingLedger, RecordedOutcome, RunReport, Runs } from '../run-billing.js';
import type { MemoryBillingWorld } from './memory-billing-world.js';

type Outcome = RecordedOutcome | { readonly accountId: AccountId; readonly outcome: 'due'; readonly cause: null };

interface Run {
  readonly at: Instant;
  readonly isFinished: boolean;
  readonly accounts: ReadonlyMap<AccountId, Outcome>;
}

/** Error in the data of an account. */
export class BrokenData extends Error {
  override readonly name = 'BrokenData';
}

/** Billing runs over the accounts of a world in memory, where nobody else bills at the same time. */
export class MemoryBillingLedger implements BillingLedger {
  private runs = new Map<BillingRunId, Run>();

  /** @param wrap changes the ledger that a run works on, for example so that it fails */
  constructor(
    private readonly world: MemoryBillingWorld,
    private readonly wrap: (ledger: LedgerTransaction) => LedgerTransaction = (ledger) => ledger,
  ) {}

  async transaction<Result>(
    _: AuditContext,
    work: (ledger: LedgerTransaction & { readonly runs: Runs }) => Promise<Result>,
  ): Promise<Result> {
    const before = new Map(this.runs);
    try {
      return await this.world.transaction((ledger) => work({ ...this.wrap(ledger), runs: this.runsWith(ledger) }));
    } catch (error) {
      this.runs = before;
      throw error;
    }
  }

  causeOf(error: unknown): string | undefined {
    return error instanceof BrokenData ? error.message : undefined;
  }

  /** Account, outcome and cause of every account of the run for a moment, in words. */
  outcomesAt(at: Instant): readonly string[] {
    const run = [...this.runs.values()].find((one) => one.at.equals(at));
    return [...(run?.accounts.values() ?? [])].map(({ accountId, outcome, cause }) =>
      cause === null ? `${accountId} ${outcome}` : `${accountId} ${outcome}: ${cause}`,
    );
  }

  private runsWith({ accounts }: LedgerTransaction): Runs {
    const claim = (id: BillingRunId, limit: number): Promise<readonly AccountId[]> =>
      Promise.resolve(
        this.outcomes(id)
          .flatMap((one) => (one.outcome === 'due' ? [one.accountId] : []))
          .slice(0, limit),
      );
    return {
      open: async (at) => {
        const known = [...this.runs].find(([, run]) => run.at.equals(at));
        if (known !== undefined) return known[0];
        const id = billingRunIdOf(this.runs.size + 1);
        const due = (await accounts.lock(this.world.accounts)).filter((account) => isDue(account, at));
        const rows = due.map((account): [AccountId, Outcome] => [
          account.id,
          { accountId: account.id, outcome: 'due', cause: null },
        ]);
        this.runs.set(id, { at, isFinished: false, accounts: new Map(rows) });
        return id;
      },
      claim,
      claimAfterOthers: claim,
      record: (id, outcomes) => this.set(id, outcomes),
      reopen: (id) => {
        const parked = this.outcomes(id).filter(({ outcome }) => outcome === 'parked');
        if (parked.length === 0) return Promise.resolve();
        const due = parked.map(({ accountId }): Outcome => ({ accountId, outcome: 'due', cause: null }));
        return this.set(id, due, false);
      },
      finish: (id) => this.set(id, [], true),
      report: (id) => Promise.resolve(this.reportOn(id)),
    };
  }

  private run(id: BillingRunId): Run {
    const run = this.runs.get(id);
    if (run === undefined) throw new Error(`there is no billing run ${id}`);
    return run;
  }

  private outcomes(id: BillingRunId): readonly Outcome[] {
    return [...this.run(id).accounts.values()];
  }

  private set(id: BillingRunId, outcomes: readonly Outcome[], isFinished = this.run(id).isFinished): Promise<void> {
    const { at, accounts } = this.run(id);
    const changed = outcomes.map((one) => [one.accountId, one] as const);
    this.runs.set(id, { at, isFinished, accounts: new Map([...accounts, ...changed]) });
    return Promise.resolve();
  }

  private reportOn(id: BillingRunId): RunReport {
    const count = (wanted: Outcome['outcome']): number =>
      this.outcomes(id).filter(({ outcome }) => outcome === wanted).length;
    return {
      expectedCount: this.outcomes(id).length,
      billedCount: count('billed'),
      skippedCount: count('skipped'),
      parkedCount: count('parked'),
      sums: [],
    };
  }
}
