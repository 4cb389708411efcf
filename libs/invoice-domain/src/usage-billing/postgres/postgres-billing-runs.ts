import type { Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import type { BillingRunSums } from '../billing-run.js';
import type { AccountId, BillingRunId } from '../../model/ids.js';
import { defaultMaxCallDuration } from '../invoice-schedule.js';
import type { RecordedOutcome, RunReport, Runs } from '../run-billing.js';
import { tableOfBilled } from './billed-table.js';
import { reconciliations } from './reconciliation.js';

export class PostgresBillingRuns implements Runs {
  constructor(private readonly manager: EntityManager) {}

  async open(at: Instant): Promise<BillingRunId> {
    const [opened] = await this.query<{ readonly id: BillingRunId }>(
      `INSERT INTO billing_runs (at, state, actor, started_at) VALUES ($1, 'running', ledger_actor(), ledger_at())
       ON CONFLICT (at) DO NOTHING RETURNING id`,
      [at.toString()],
    );
    return opened === undefined ? this.known(at) : this.withDueAccounts(opened.id, at);
  }

  /** Accounts of one period together: then a batch looks at the calls of that period alone. */
  claim(run: BillingRunId, limit: number): Promise<readonly AccountId[]> {
    return this.claimWith('FOR UPDATE OF due SKIP LOCKED', run, limit);
  }

  claimAfterOthers(run: BillingRunId, limit: number): Promise<readonly AccountId[]> {
    return this.claimWith('FOR UPDATE OF due', run, limit);
  }

  async record(run: BillingRunId, outcomes: readonly RecordedOutcome[]): Promise<void> {
    await this.query(
      `UPDATE billing_run_accounts SET outcome = recorded.outcome, invoice_id = recorded.invoice_id, cause = recorded.cause
       FROM unnest($2::integer[], $3::text[], $4::bigint[], $5::text[]) AS recorded (account_id, outcome, invoice_id, cause)
       WHERE billing_run_id = $1 AND billing_run_accounts.account_id = recorded.account_id`,
      [
        run,
        outcomes.map(({ accountId }) => accountId),
        outcomes.map(({ outcome }) => outcome),
        outcomes.map(({ invoiceId }) => invoiceId),
        outcomes.map(({ cause }) => cause),
      ],
    );
  }

  async reopen(run: BillingRunId): Promise<void> {
    await this.query(
      `WITH reopened AS (
         UPDATE billing_run_accounts SET outcome = 'due', cause = NULL WHERE billing_run_id = $1 AND outcome = 'parked' RETURNING 1
       )
       UPDATE billing_runs SET state = 'running', finished_at = NULL WHERE id = $1 AND EXISTS (SELECT FROM reopened)`,
      [run],
    );
  }

  async finish(run: BillingRunId): Promise<void> {
    const [running] = await this.query(`SELECT FROM billing_runs WHERE id = $1 AND state = 'running' FOR UPDATE`, [
      run,
    ]);
    if (running === undefined) return;
    const { first, last, periods } = await tableOfBilled(
      this.manager,
      'id IN (SELECT invoice_id FROM billing_run_accounts WHERE billing_run_id = $1)',
      run,
    );
    await this.query(
      `UPDATE billing_runs SET state = 'finished', finished_at = ledger_at(), sums = $2::jsonb,
         (expected_count, billed_count, skipped_count, parked_count) = (
           SELECT count(*), count(*) FILTER (WHERE outcome = 'billed'), count(*) FILTER (WHERE outcome = 'skipped'),
             count(*) FILTER (WHERE outcome = 'parked')
           FROM billing_run_accounts WHERE billing_run_id = $1)
       WHERE id = $1`,
      [run, JSON.stringify(await this.query<BillingRunSums>(reconciliations[periods], [first, last]))],
    );
  }

  async report(run: BillingRunId): Promise<RunReport> {
    const [report] = await this.query<RunReport>(
      `SELECT expected_count AS "expectedCount", billed_count AS "billedCount", skipped_count AS "skippedCount",
         parked_count AS "parkedCount", sums FROM billing_runs WHERE id = $1`,
      [run],
    );
    if (report === undefined) throw new Error(`there is no billing run ${run}`);
    return report;
  }

  private async known(at: Instant): Promise<BillingRunId> {
    const [found] = await this.query<{ readonly id: BillingRunId }>('SELECT id FROM billing_runs WHERE at = $1', [
      at.toString(),
    ]);
    if (found === undefined) throw new Error('a billing run that is there cannot be found');
    return found.id;
  }

  private async withDueAccounts(run: BillingRunId, at: Instant): Promise<BillingRunId> {
    await this.query(
      `INSERT INTO billing_run_accounts (billing_run_id, account_id, outcome)
       SELECT $1::integer, id, 'due' FROM accounts
       WHERE next_invoice_at <= $2::timestamptz
         AND next_invoice_at + coalesce(max_call_duration, $3::integer) * interval '1 second' <= $2::timestamptz
       ORDER BY next_invoice_at, id`,
      [run, at.toString(), defaultMaxCallDuration],
    );
    return run;
  }

  private async claimWith(lock: string, run: BillingRunId, limit: number): Promise<readonly AccountId[]> {
    const rows = await this.query<{ readonly id: AccountId }>(
      `SELECT account_id AS id FROM billing_run_accounts due WHERE billing_run_id = $1 AND outcome = 'due'
       ORDER BY due.id LIMIT $2 ${lock}`,
      [run, limit],
    );
    return rows.map(({ id }) => id);
  }

  private query<Row>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.manager.query(sql, [...values]);
  }
}
