import type { Clock, Instant, TimeZone } from '@org/kernel';
import type { AuditContext } from '../model/audit-context.js';
import { accountIdOf, type AccountId, type ServiceId } from '../model/ids.js';
import { reportOf, type RenewalOutcome, type RenewalReport } from './renewal-report.js';
import {
  renewalsOf,
  type AccountRenewals,
  type DueService,
  type Renewal,
  type RenewingAccount,
} from './service-renewal.js';

/** Services and their accounts, as a transaction reads them. */
export interface RenewalReader {
  /** Accounts with services that are due, in the order of their ids, after one of them. */
  dueAccounts(at: Instant, after: AccountId, limit: number): Promise<readonly AccountId[]>;
  accounts(ids: readonly AccountId[]): Promise<readonly RenewingAccount[]>;
  /** The services of accounts that are due, in the order of their ids. */
  dueServices(accounts: readonly AccountId[], at: Instant): Promise<readonly DueService[]>;
  /** Whether the moment at which each would be charged is on a usage invoice of its account, in their order. */
  areBilled(renewals: readonly Renewal[]): Promise<readonly boolean[]>;
}

export interface Renewals extends RenewalReader {
  /** Locks accounts in the order of their ids until the transaction ends. */
  lock(ids: readonly AccountId[]): Promise<readonly RenewingAccount[]>;
  /** Records renewals with their transactions, moves the balances, and changes the services. */
  save(renewed: Pick<AccountRenewals, 'renewals' | 'services'>): Promise<void>;
}

/** Where renewals open their transactions. */
export interface RenewalLedger {
  transaction<Result>(audit: AuditContext, work: (renewals: Renewals) => Promise<Result>): Promise<Result>;
  /** One state of the ledger, in which nothing can be written. */
  read<Result>(work: (reader: RenewalReader) => Promise<Result>): Promise<Result>;
  /** Fault of the data, in plain words; undefined when something else failed. */
  causeOf(error: unknown): string | undefined;
}

/** Number of accounts of one transaction, and of periods of a service within it. */
const batchSize = 200;
const periodsLimit = 400;

/**
 * Renews the services that are due, batch by batch (docs/wire/admin.md, renewals). One that fails stops no other. Started again after a
 * crash, or by several processes at once, it goes on with what is left: transactions, balances and services are written together.
 */
export class RenewServices {
  /** @param zone in which days and months begin */
  constructor(
    private readonly ledger: RenewalLedger,
    private readonly clock: Clock,
    private readonly zone: TimeZone,
  ) {}

  async execute(audit: AuditContext): Promise<RenewalReport> {
    const now = this.clock.now();
    const outcomes: RenewalOutcome[] = [];
    const failed = new Map<ServiceId, string>();
    for (let after = noAccount; ;) {
      const ids = await this.ledger.read((reader) => reader.dueAccounts(now, after, batchSize));
      const last = ids.at(-1);
      if (last === undefined) break;
      const renewed = await this.renewBatch(ids, { now, audit, failed });
      outcomes.push(...renewed);
      if (!renewed.some(({ isCut }) => isCut)) after = last;
    }
    return reportOf(outcomes, failed);
  }

  /** Renewals that are due now. It reads and cannot write. */
  async preview(): Promise<RenewalReport> {
    const now = this.clock.now();
    return this.ledger.read(async (reader) => {
      const outcomes: RenewalOutcome[] = [];
      for (let after = noAccount; ;) {
        const ids = await reader.dueAccounts(now, after, batchSize);
        const last = ids.at(-1);
        if (last === undefined) return reportOf(outcomes, new Map());
        const due = await reader.dueServices(ids, now);
        outcomes.push(this.plan(await reader.accounts(ids), due, now, Infinity));
        after = last;
      }
    });
  }

  private async renewBatch(ids: readonly AccountId[], batch: Batch): Promise<readonly RenewalOutcome[]> {
    try {
      return [await this.ledger.transaction(batch.audit, (renewals) => this.renew(renewals, ids, batch.now))];
    } catch (error) {
      if (this.ledger.causeOf(error) === undefined) throw error;
      return this.renewAlone(ids, batch);
    }
  }

  /** One of a batch cannot be renewed: alone, each shows whether it is that one. */
  private async renewAlone(
    ids: readonly AccountId[],
    { now, audit, failed }: Batch,
  ): Promise<readonly RenewalOutcome[]> {
    const due = await this.ledger.read((reader) => reader.dueServices(ids, now));
    const outcomes: RenewalOutcome[] = [];
    for (const { id, accountId } of due) {
      try {
        outcomes.push(await this.ledger.transaction(audit, (renewals) => this.renew(renewals, [accountId], now, id)));
      } catch (error) {
        const cause = this.ledger.causeOf(error);
        if (cause === undefined) throw error;
        failed.set(id, cause);
      }
    }
    return outcomes;
  }

  /** @param only the one service that is renewed */
  private async renew(
    renewals: Renewals,
    ids: readonly AccountId[],
    now: Instant,
    only?: ServiceId,
  ): Promise<RenewalOutcome> {
    const accounts = await renewals.lock(ids);
    const due = await renewals.dueServices(ids, now);
    const outcome = this.plan(
      accounts,
      due.filter(({ id }) => only === undefined || id === only),
      now,
      periodsLimit,
    );
    await renewals.save({ ...outcome, renewals: await datedOf(renewals, outcome.renewals, now) });
    return outcome;
  }

  private plan(
    accounts: readonly RenewingAccount[],
    due: readonly DueService[],
    now: Instant,
    limit: number,
  ): RenewalOutcome {
    const planned = accounts.map((account) =>
      renewalsOf(
        account,
        due.filter(({ accountId }) => accountId === account.id),
        { now, zone: this.zone, limit },
      ),
    );
    return {
      accounts,
      due,
      renewals: planned.flatMap(({ renewals }) => renewals),
      services: planned.flatMap(({ services }) => services),
      isCut: planned.some(({ isCut }) => isCut),
    };
  }
}

const noAccount = accountIdOf(0);

interface Batch {
  readonly now: Instant;
  readonly audit: AuditContext;
  readonly failed: Map<ServiceId, string>;
}

/** A charge belongs to the moment at which it fell due, unless that is on an invoice already. */
const datedOf = async (
  reader: RenewalReader,
  renewals: readonly Renewal[],
  now: Instant,
): Promise<readonly Renewal[]> => {
  const areBilled = await reader.areBilled(renewals);
  return renewals.map((renewal, index) => (areBilled[index] === true ? { ...renewal, chargedAt: now } : renewal));
};
