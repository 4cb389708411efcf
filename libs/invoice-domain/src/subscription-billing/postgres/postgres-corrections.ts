import type { EntityManager } from 'typeorm';
import type { NewPosting } from '../../journal/posting.js';
import { PostgresJournal } from '../../journal/postgres/postgres-journal.js';
import type { AccountId, CorrectionId } from '../../model/ids.js';
import type { ResellerScope } from '../../model/scope.js';
import { statementsOf } from '../../writing/postgres/statements.js';
import { approvedStatus } from '../correction-lifecycle.js';
import type { Corrections, LockedCorrection } from '../decide-correction.js';
import { settleDue } from './due-payments.js';

const lockAccount = `
SELECT FROM accounts WHERE id = (SELECT account_id FROM corrections WHERE id = $1::bigint AND reseller_id = $2) FOR NO KEY UPDATE`;

const lockCorrection = `
SELECT correction.id, correction.account_id AS "accountId", correction.status, correction.total,
  correction.late_invoice_id AS "lateInvoiceId"
FROM corrections correction
WHERE correction.id = $1::bigint AND correction.reseller_id = $2 FOR NO KEY UPDATE OF correction`;

export class PostgresCorrections implements Corrections {
  constructor(
    private readonly scope: ResellerScope,
    private readonly manager: EntityManager,
  ) {}

  async lock(id: CorrectionId): Promise<LockedCorrection | undefined> {
    const values = [id, this.scope.resellerId];
    await this.manager.query(lockAccount, values);
    const [correction]: readonly LockedCorrection[] = await this.manager.query(lockCorrection, values);
    return correction;
  }

  async decide(id: CorrectionId, status: 'approved' | 'declined'): Promise<void> {
    await this.manager.query(
      `UPDATE corrections SET status = $2, approved_at = CASE WHEN $2 = '${approvedStatus}' THEN ledger_at() END, updated_at = ledger_at()
       WHERE id = $1`,
      [id, status],
    );
  }

  post(...postings: readonly NewPosting[]): Promise<void> {
    return new PostgresJournal(this.manager).post(...postings);
  }

  settleDue(...accounts: readonly AccountId[]): Promise<void> {
    return settleDue(statementsOf(this.manager), accounts);
  }
}
