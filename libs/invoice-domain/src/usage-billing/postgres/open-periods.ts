import type { Act } from '../../model/act.js';
import type { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';

/** Periods before the end of an account's chain that are on no invoice. */
export class OpenPeriods {
  constructor(private readonly transactions: LedgerTransactions) {}

  /** Usage that arrived before an account's first invoice, or in a period that was left without one, makes its period due. */
  async findUsage(act: Act): Promise<void> {
    await this.transactions.run(act, (manager) => manager.query('SELECT open_periods_find_usage()'));
  }
}
