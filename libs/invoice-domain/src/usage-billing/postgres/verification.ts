import type { Clock, Instant } from '@org/kernel';
import type { DataSource } from 'typeorm';
import type { Finding } from '../finding.js';
import { ledgerChecks } from './ledger-checks.js';
import { usageChecks } from './usage-checks.js';

type Row = Pick<Finding, 'message'> & Partial<Finding>;

/** Verifies the ledger: seals, numbers, sums, late and unbilled usage, unfinished work. */
export class Verification {
  constructor(
    private readonly dataSource: DataSource,
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

const findingOf = (check: string, { message, severity, advice, subject }: Row): Finding => ({
  check,
  severity: severity ?? 'error',
  message,
  advice: advice ?? null,
  subject: subject ?? null,
});
