import type { Clock } from '@org/kernel';
import type { ClientBase } from 'pg';
import type { AuditContext } from '../../model/audit-context.js';

/** Runs a transaction on a connection with actor, reason and time of the change set, as LedgerTransactions does on the data source. */
export const inTransaction = async <Result>(
  client: ClientBase,
  { actor, reason = '' }: AuditContext,
  clock: Clock,
  work: () => Promise<Result>,
): Promise<Result> => {
  await client.query('BEGIN');
  try {
    await client.query(
      `SELECT set_config('ledger.actor', $1, true), set_config('ledger.reason', $2, true), set_config('ledger.at', $3, true)`,
      [actor, reason, clock.now().toString()],
    );
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
};
