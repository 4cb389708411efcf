import type { AuditContext } from '../../model/audit-context.js';
import type { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';

/** Periods before the end of an account's chain that are on no invoice. */
export class OpenPeriods {
  constructor(private readonly transactions: LedgerTransactions) {}

  /** Usage that arrived before an account's first invoice, or in a period that was left without one, makes its period due. */
  async findUsage(audit: AuditContext): Promise<void> {
    await this.transactions.run(audit, (manager) => manager.query('SELECT open_periods_find_usage()'));
  }
}
