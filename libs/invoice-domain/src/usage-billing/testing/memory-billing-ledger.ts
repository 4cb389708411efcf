import { isLater, type Instant } from '@org/kernel';
import { billingRunIdOf, type AccountId, type BillingRunId } from '../../model/ids.js';
import type { AuditContext } from '../../model/audit-context.js';
import type { BilledAccount, LedgerTransaction } from '../ledger-transaction.js';
import { dueOf } from '../generate-invoices.js';
import { emptyChain } from '../period-chain.js';
import type { BillingLedger, BillingReader, RecordedOutcome, RunReport, Runs } from '../billing-ledger.js';
import type { MemoryBillingWorld } from './memory-billing-world.js';

type Outcome = RecordedOutcome | { readonly accountId: AccountId; readonly outcome: 'due'; readonly cause: null };

interface Run {
  readonly at: Instant;
  readonly isFinished: boolean;
  readonly accounts: ReadonlyMap<AccountId, Outcome>;
  readonly invoicesCount: number;
}

/** Error in the data of an account. */
export class BrokenData extends Error {
  override readonly name = 'BrokenData';
}

/** Billing runs over the accounts of a world in memory, where nobody else bills at the same time. */
export class MemoryBillingLedger implements BillingLedger {
  private runs = new Map<BillingRunId, Run>();
  private last: Promise<unknown> = Promise.resolve();

  /** @param wrap changes the ledger that a run works on, for example so that it fails */
  constructor(
    private readonly world: MemoryBillingWorld,
    private readonly wrap: (ledger: LedgerTransaction) => LedgerTransaction = (ledger) => ledger,
  ) {}

  /** One after the other, as if each had locked everything. */
  transaction<Result>(
    _: AuditContext,
    work: (ledger: LedgerTransaction & { readonly runs: Runs }) => Promise<Result>,
  ): Promise<Result> {
    const turn = this.last.then(() => this.alone(work));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async alone<Result>(
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

  read<Result>(work: (reader: BillingReader) => Promise<Result>): Promise<Result> {
    return this.world.transaction(({ accounts }) =>
      work({
        chains: (ids) => accounts.chains(ids),
        areUsed: (orders) => accounts.areUsed(orders),
        awaitingCorrections: (ids) => accounts.awaitingCorrections(ids),
        dueAccounts: (at) => this.dueAccounts(accounts, at),
        areDue: async (at, parkedSince) => {
          const parked = [...this.runs.values()]
            .filter((run) => !isLater(parkedSince, run.at))
            .flatMap((run) => [...run.accounts.values()].filter(({ outcome }) => outcome === 'parked'));
          const due = await this.dueAccounts(accounts, at);
          return due.some(({ id }) => parked.every(({ accountId }) => accountId !== id));
        },
        sumsOf: () => Promise.resolve([]),
      }),
    );
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
        const [id, run] = [...this.runs].find(([, one]) => one.at.equals(at)) ?? [
          billingRunIdOf(this.runs.size + 1),
          { at, isFinished: false, accounts: new Map<AccountId, Outcome>(), invoicesCount: 0 },
        ];
        this.runs.set(id, run);
        const parked = new Set(this.outcomes(id).flatMap((one) => (one.outcome === 'parked' ? [one.accountId] : [])));
        const due = (await this.dueAccounts(accounts, at)).filter((account) => !parked.has(account.id));
        await this.set(
          id,
          due.map(({ id: accountId }) => ({ accountId, outcome: 'due', cause: null })),
          run.isFinished && due.length === 0,
        );
        return id;
      },
      claim,
      claimAfterOthers: claim,
      claimOne: (id, account) => Promise.resolve(this.run(id).accounts.get(account)?.outcome === 'due'),
      dueCount: (id) => Promise.resolve(this.outcomes(id).filter(({ outcome }) => outcome === 'due').length),
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

  private async dueAccounts(accounts: LedgerTransaction['accounts'], at: Instant): Promise<readonly BilledAccount[]> {
    const chains = await accounts.chains(this.world.accounts);
    return (await accounts.lock(this.world.accounts)).filter(
      (account) => dueOf(account, chains.get(account.id) ?? emptyChain, at).length > 0,
    );
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
    const { accounts, invoicesCount, ...run } = this.run(id);
    const changed = outcomes.map((one) => [one.accountId, one] as const);
    const invoices = outcomes.filter((one) => 'invoiceId' in one && one.invoiceId !== null);
    this.runs.set(id, {
      ...run,
      isFinished,
      accounts: new Map([...accounts, ...changed]),
      invoicesCount: invoicesCount + invoices.length,
    });
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
      invoicesCount: this.run(id).invoicesCount,
      sums: [],
    };
  }
}
