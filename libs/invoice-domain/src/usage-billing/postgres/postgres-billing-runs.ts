import type { Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountId, BillingRunId } from '../../model/ids.js';
import { defaultMaxCallDuration } from '../invoice-schedule.js';
import type { RecordedOutcome, RunReport, Runs } from '../billing-ledger.js';
import { tableOfBilled } from './billed-table.js';
import { reconcile } from './reconciliation.js';

const isOver = (endsAt: string, at: string): string =>
  `${endsAt} + coalesce(max_call_duration, $2::integer) * interval '1 second' <= ${at}::timestamptz`;

/** Accounts on a schedule with a period that is over and on no invoice, and when it ended. $2: how long calls are waited for by default. */
export const dueAccounts = (at: string): string => `
  SELECT id, min(since) AS since FROM (
    SELECT id, next_invoice_at AS since FROM accounts
    WHERE next_invoice_at <= ${at}::timestamptz AND ${isOver('next_invoice_at', at)}
    UNION ALL
    SELECT accounts.id, ends_at FROM open_periods JOIN accounts ON accounts.id = account_id
    WHERE is_due AND next_invoice_at IS NOT NULL AND ${isOver('ends_at', at)}
  ) unbilled GROUP BY id`;

export class PostgresBillingRuns implements Runs {
  constructor(private readonly manager: EntityManager) {}

  async open(at: Instant): Promise<BillingRunId> {
    const [opened] = await this.query<{ readonly id: BillingRunId }>(
      `INSERT INTO billing_runs (at, state) VALUES ($1, 'running')
       ON CONFLICT (at) DO NOTHING RETURNING id`,
      [at.toString()],
    );
    return this.withDueAccounts(opened?.id ?? (await this.known(at)), at);
  }

  /**
   * Accounts of one period together: then a batch looks at the calls of that period alone. Within it they stand in no order of age or size, so
   * that batches take about equally long.
   */
  claim(run: BillingRunId, limit: number): Promise<readonly AccountId[]> {
    return this.claimWith('FOR UPDATE OF due SKIP LOCKED', run, limit);
  }

  claimAfterOthers(run: BillingRunId, limit: number): Promise<readonly AccountId[]> {
    return this.claimWith('FOR UPDATE OF due', run, limit);
  }

  async claimOne(run: BillingRunId, account: AccountId): Promise<boolean> {
    const [due] = await this.query(
      `SELECT FROM billing_run_accounts WHERE billing_run_id = $1 AND account_id = $2 AND outcome = 'due' FOR UPDATE`,
      [run, account],
    );
    return due !== undefined;
  }

  async dueCount(run: BillingRunId): Promise<number> {
    const [due] = await this.query<{ readonly count: number }>(
      `SELECT count(*)::integer AS count FROM billing_run_accounts WHERE billing_run_id = $1 AND outcome = 'due'`,
      [run],
    );
    return due?.count ?? 0;
  }

  /** The first invoice of an account goes to the row that it has, each other one gets a row. */
  async record(run: BillingRunId, outcomes: readonly RecordedOutcome[]): Promise<void> {
    await this.query(
      `WITH recorded AS (
         SELECT *, row_number() OVER (PARTITION BY account_id ORDER BY place) AS nth
         FROM unnest($2::integer[], $3::text[], $4::bigint[], $5::text[])
           WITH ORDINALITY AS recorded (account_id, outcome, invoice_id, cause, place)
       ),
       changed AS (
         UPDATE billing_run_accounts SET outcome = recorded.outcome, invoice_id = recorded.invoice_id, cause = recorded.cause
         FROM recorded WHERE billing_run_id = $1 AND billing_run_accounts.account_id = recorded.account_id
           AND billing_run_accounts.outcome = 'due' AND recorded.nth = 1
       )
       INSERT INTO billing_run_accounts (billing_run_id, account_id, outcome, invoice_id, cause)
       SELECT $1::integer, account_id, outcome, invoice_id, cause FROM recorded WHERE nth > 1 ORDER BY place`,
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
    await tableOfBilled(
      this.manager,
      'id IN (SELECT invoice_id FROM billing_run_accounts WHERE billing_run_id = $1)',
      run,
    );
    await this.query(
      `UPDATE billing_runs SET state = 'finished', finished_at = ledger_at(), sums = $2::jsonb,
         (expected_count, billed_count, skipped_count, parked_count) = (
           SELECT count(DISTINCT account_id), count(DISTINCT account_id) FILTER (WHERE outcome = 'billed'),
             count(*) FILTER (WHERE outcome = 'skipped'), count(*) FILTER (WHERE outcome = 'parked')
           FROM billing_run_accounts WHERE billing_run_id = $1)
       WHERE id = $1`,
      [run, JSON.stringify(await reconcile(this.manager))],
    );
  }

  async report(run: BillingRunId): Promise<RunReport> {
    const [report] = await this.query<RunReport>(
      `SELECT expected_count AS "expectedCount", billed_count AS "billedCount", skipped_count AS "skippedCount",
         parked_count AS "parkedCount", sums,
         (SELECT count(invoice_id)::integer FROM billing_run_accounts WHERE billing_run_id = $1) AS "invoicesCount"
       FROM billing_runs WHERE id = $1`,
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
      `WITH added AS (
         INSERT INTO billing_run_accounts (billing_run_id, account_id, outcome)
         SELECT $3::integer, due.id, 'due' FROM (${dueAccounts('$1')}) due
         WHERE NOT EXISTS (SELECT FROM billing_run_accounts known
           WHERE known.billing_run_id = $3 AND known.account_id = due.id AND known.outcome IN ('due', 'parked'))
         ORDER BY since, hashint4(due.id) RETURNING 1
       )
       UPDATE billing_runs SET state = 'running', finished_at = NULL WHERE id = $3 AND EXISTS (SELECT FROM added)`,
      [at.toString(), defaultMaxCallDuration, run],
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
