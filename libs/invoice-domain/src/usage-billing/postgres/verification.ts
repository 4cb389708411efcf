import type { Clock, Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import { retried } from '../../importing/postgres/sql-state.js';
import type { CheckName, Finding } from '../finding.js';
import { roomForGroups } from './billed-table.js';
import type { Check, FoundRow } from './check.js';
import { doubtfulUsage, proveMonths } from './doubtful-usage.js';
import { forgetWhatIsSettled } from './kept-proofs.js';
import { ledgerChecks } from './ledger-checks.js';
import { proveLines } from './proven-lines.js';
import { beginProof, openChanges } from './proof.js';
import { proveUsage } from './proven-usage.js';
import { usageChecks } from './usage-checks.js';
import { addAllPieces, openPieces } from './usage-pieces.js';

/** Extent of a verification: usage that is new or was changed since the last one, or all of it. */
export type Extent = 'changes' | 'everything';

/** Two that verify take turns; a statement before the first query, so that the second one sees what the first has proven. */
const takeTurns = `SET LOCAL lock_timeout = '1h'; LOCK TABLE verifications IN SHARE UPDATE EXCLUSIVE MODE`;

/** $1: the verification, $2 and $3: its errors and warnings. */
const end = 'UPDATE verifications SET errors = $2, warnings = $3 WHERE id = $1';

/** Where a verification opens its transaction. */
export interface Transactions {
  transaction<Result>(isolation: 'REPEATABLE READ', work: (manager: EntityManager) => Promise<Result>): Promise<Result>;
}

/** Verifies the ledger: seals, numbers, sums, late and unbilled usage, unfinished work. */
export class Verification {
  /** @param further checks of contexts that this one may not use */
  constructor(
    private readonly dataSource: Transactions,
    private readonly clock: Clock,
    private readonly further: readonly Check[] = [],
  ) {}

  /**
   * All checks see one state of the ledger. Nothing is changed but what is remembered to be proven.
   * @param since looks for late usage of invoices aggregated since then only, and for doubtful calls since then
   */
  async findings(since: Instant, extent: Extent = 'changes'): Promise<readonly Finding[]> {
    // A billing run may prove the same at the same time.
    return retried(() =>
      this.dataSource.transaction('REPEATABLE READ', (manager) => this.verify(manager, since, extent)),
    );
  }

  private async verify(manager: EntityManager, since: Instant, extent: Extent): Promise<readonly Finding[]> {
    await manager.query(takeTurns);
    await manager.query(`SELECT set_config('ledger.at', $1, true)`, [this.clock.now().toString()]);
    await manager.query(roomForGroups);
    const proof = await beginProof(manager, extent === 'everything');
    await openChanges(manager);
    const { seals, sums } = await proveLines(manager, proof);
    await openPieces(manager);
    await addAllPieces(manager, since);
    const months = await proveUsage(manager, proof);
    await proveMonths(manager, proof, { since, counted: months });
    const findings: Finding[] = [...findingsOf('seals', seals), ...findingsOf('sums', sums)];
    for (const { name, sql, isSince } of [...ledgerChecks, ...this.further, ...usageChecks]) {
      findings.push(...findingsOf(name, await manager.query(sql, isSince ? [since.toString()] : [])));
    }
    findings.push(...findingsOf('doubtful usage', await doubtfulUsage(manager, since)));
    await forgetWhatIsSettled(manager, proof, since);
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    await manager.query(end, [proof.id, errors, findings.length - errors]);
    return findings;
  }
}

const findingsOf = (check: CheckName, rows: readonly FoundRow[]): readonly Finding[] =>
  rows.map(({ message, severity, advice, subject }) => ({
    check,
    severity: severity ?? 'error',
    message,
    advice: advice ?? null,
    subject: subject ?? null,
  }));
