import type { Clock } from '@org/kernel';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import type { AuditContext } from '../../model/audit-context.js';
import { statementsOf } from './statements.js';
import { LedgerClient } from '../../schema/connections/ledger-client.js';
import { defaultLimits, settingsOf, type WorkLimits } from '../../schema/connections/limits.js';

/** Errors after which PostgreSQL asks for a retry: serialization_failure and deadlock_detected. */
const retryable = new Set(['40001', '40P01']);
const attempts = 5;

/**
 * Every change of the ledger is made here: in one transaction, in somebody's name, at the clock's time. The triggers that write the
 * audit rows read all three from the transaction's settings.
 */
export class LedgerTransactions {
  constructor(
    private readonly dataSource: DataSource,
    readonly clock: Clock,
    /** Of each transaction; work is not held to more than its connection is. */
    private readonly limits: WorkLimits = defaultLimits.working,
  ) {}

  /**
   * @param work must touch nothing but the ledger: after a deadlock it runs again, from its start
   * @throws what the work throws, once the transaction is rolled back
   */
  async run<Result>(audit: AuditContext, work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(audit, work);
      } catch (error) {
        if (attempt === attempts || !isRetryable(error)) throw error;
      }
    }
  }

  /** One state of the ledger, in which nothing can be written: PostgreSQL refuses even to move a sequence on. */
  read<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return this.watched((manager) =>
      manager.transaction('REPEATABLE READ', async (within) => {
        await within.query('SET TRANSACTION READ ONLY');
        await this.set(within, { 'ledger.at': this.clock.now().toString() });
        return work(within);
      }),
    );
  }

  private attempt<Result>(
    { actor, reason = '', address = '' }: AuditContext,
    work: (manager: EntityManager) => Promise<Result>,
  ): Promise<Result> {
    return this.watched((manager) =>
      manager.transaction(async (within) => {
        const at = this.clock.now().toString();
        await this.set(within, {
          'ledger.actor': actor,
          'ledger.reason': reason,
          'ledger.at': at,
          'ledger.address': address,
        });
        return work(within);
      }),
    );
  }

  /** Sets what holds until the transaction ends, its limits among it. */
  private async set(manager: EntityManager, settings: Readonly<Record<string, string>>): Promise<void> {
    const all = Object.entries({ ...settings, ...settingsOf(this.limits) });
    // Their names are the code's own, and stand in the statement for whoever reads it in a log.
    const calls = all.map(([name], place) => `set_config('${name}', $${place + 1}, true)`);
    await statementsOf(manager)(
      `SELECT ${calls.join(', ')}`,
      all.map(([, value]) => value),
    );
  }

  /** A connection for a transaction, its begin and its end: PostgreSQL ends what takes too long, but not while it is silent itself. */
  private async watched<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const connection: unknown = await runner.connect();
      const release = connection instanceof LedgerClient ? connection.watch(this.limits) : undefined;
      try {
        return await work(runner.manager);
      } finally {
        release?.();
      }
    } finally {
      await runner.release();
    }
  }
}

const isRetryable = (error: unknown): boolean =>
  error instanceof QueryFailedError && retryable.has((error.driverError as { readonly code?: string }).code ?? '');
