import type { Clock, Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import type { CheckName, Finding } from '../finding.js';
import { ledgerChecks } from './ledger-checks.js';
import { usageChecks } from './usage-checks.js';

type Row = Pick<Finding, 'message'> & Partial<Finding>;

/** Where a verification opens its transaction. */
export interface Transactions {
  transaction<Result>(isolation: 'REPEATABLE READ', work: (manager: EntityManager) => Promise<Result>): Promise<Result>;
}

/** Verifies the ledger: seals, numbers, sums, late and unbilled usage, unfinished work. */
export class Verification {
  constructor(
    private readonly dataSource: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * All checks see one state of the ledger, and change nothing.
   * @param since looks for late usage of invoices aggregated since then only: it reads all their calls again
   */
  async findings(since: Instant): Promise<readonly Finding[]> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query(`SET TRANSACTION READ ONLY`);
      await manager.query(`SELECT set_config('ledger.at', $1, true)`, [this.clock.now().toString()]);
      const findings: Finding[] = [];
      for (const { name, sql, isSince } of [...ledgerChecks, ...usageChecks]) {
        const rows: readonly Row[] = await manager.query(sql, isSince ? [since.toString()] : []);
        findings.push(...rows.map((row) => findingOf(name, row)));
      }
      return findings;
    });
  }
}

const findingOf = (check: CheckName, { message, severity, advice, subject }: Row): Finding => ({
  check,
  severity: severity ?? 'error',
  message,
  advice: advice ?? null,
  subject: subject ?? null,
});
