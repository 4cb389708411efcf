import type { Clock } from '@org/kernel';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import type { AuditContext } from '../../model/audit-context.js';
import { statementsOf } from './statements.js';

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
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('SET TRANSACTION READ ONLY');
      await manager.query(`SELECT set_config('ledger.at', $1, true)`, [this.clock.now().toString()]);
      return work(manager);
    });
  }

  private attempt<Result>(
    { actor, reason = '', address = '' }: AuditContext,
    work: (manager: EntityManager) => Promise<Result>,
  ): Promise<Result> {
    return this.dataSource.transaction(async (manager) => {
      await statementsOf(manager)(openTransaction, [actor, reason, this.clock.now().toString(), address]);
      return work(manager);
    });
  }
}

/** $1: the actor, $2: the reason, $3: the moment that everything in the transaction is recorded at, $4: where the request came from. */
const openTransaction = `
SELECT set_config('ledger.actor', $1, true), set_config('ledger.reason', $2, true), set_config('ledger.at', $3, true),
  set_config('ledger.address', $4, true)`;

const isRetryable = (error: unknown): boolean =>
  error instanceof QueryFailedError && retryable.has((error.driverError as { readonly code?: string }).code ?? '');
