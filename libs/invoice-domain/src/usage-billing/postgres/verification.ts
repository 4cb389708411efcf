import type { Clock, Instant } from '@org/kernel';
import type { DataSource } from 'typeorm';
import type { Finding } from '../finding.js';
import { directions } from './directions.js';
import { lateUsage } from './late-usage.js';

/** A question whose every answer is a finding; $1: only usage aggregated since then, where a query uses it. */
interface Check {
  readonly name: string;
  readonly sql: string;
  readonly isSince?: true;
}

const sealed = `
  SELECT seal.*, coalesce(lag(seal.seal) OVER series, '') AS before, lag(seal.number, 1, 0::bigint) OVER series AS number_before
  FROM invoice_seals seal WINDOW series AS (PARTITION BY seal.reseller_id ORDER BY seal.number)`;

/** Usage of an account within a gap between two of its invoices. */
const usedBetween = [
  ...directions.map(
    ({ account, calls }) => `SELECT count(*) FROM cdrs cdr WHERE cdr.${account} = gap.account_id
          AND cdr.time_start >= gap.starts_at AND cdr.time_start < gap.ends_at ${calls}`,
  ),
  `SELECT count(*) FROM transactions movement WHERE movement.account_id = gap.account_id
          AND movement.created_at >= gap.starts_at AND movement.created_at < gap.ends_at`,
];

/** SQL of a difference with its sign: +2, 0, -0.5. */
const difference = (value: string): string =>
  `CASE WHEN ${value} > 0 THEN '+' ELSE '' END || trim_scale(${value}::numeric)`;

const checks: readonly Check[] = [
  {
    name: 'seals',
    sql: `SELECT format('invoice %s is not what was sealed as number %s of reseller %s', invoice.id, sealed.number, sealed.reseller_id) AS message
      FROM (${sealed}) sealed JOIN invoices invoice ON invoice.id = sealed.invoice_id
      WHERE sealed.seal IS DISTINCT FROM invoices_seal(sealed.before, invoice) ORDER BY sealed.reseller_id, sealed.number`,
  },
  {
    name: 'seals',
    sql: `SELECT format('reseller %s: the series says that its last seal is another', series.reseller_id) AS message
      FROM invoice_series series LEFT JOIN LATERAL (
        SELECT seal, number FROM invoice_seals seal WHERE seal.reseller_id = series.reseller_id ORDER BY number DESC LIMIT 1
      ) latest ON true
      WHERE (series.last_seal, series.last_number) IS DISTINCT FROM (coalesce(latest.seal, ''), coalesce(latest.number, 0))`,
  },
  {
    name: 'numbers',
    sql: `SELECT format('reseller %s: between number %s and number %s is a gap', reseller_id, number_before, number) AS message
      FROM (${sealed}) sealed WHERE number <> number_before + 1`,
  },
  {
    name: 'numbers',
    sql: `SELECT format('invoice %s, number %s of reseller %s, was deleted by %s at %s', seal.invoice_id, seal.number, seal.reseller_id,
        coalesce(event.actor, 'nobody who left a trace'), coalesce(event.created_at::text, 'an unknown time')) AS message
      FROM invoice_seals seal LEFT JOIN LATERAL (
        SELECT actor, created_at FROM invoice_events
        WHERE invoice_id = seal.invoice_id AND event = 'deleted' ORDER BY id DESC LIMIT 1
      ) event ON true
      WHERE NOT EXISTS (SELECT FROM invoices WHERE invoices.id = seal.invoice_id) ORDER BY seal.reseller_id, seal.number`,
  },
  {
    name: 'numbers',
    sql: `SELECT format('invoice %s is approved, and its number %s is not sealed', invoice.id, invoice.number) AS message
      FROM invoices invoice WHERE invoice.state = 'approved' AND NOT EXISTS (
        SELECT FROM invoice_seals seal WHERE seal.invoice_id = invoice.id AND seal.number = invoice.number
          AND seal.reseller_id = invoice.reseller_id) ORDER BY invoice.id`,
  },
  {
    name: 'sums',
    sql: `SELECT format('invoice %s does not say what its %s sum up to', id, wrong) AS message
      FROM (SELECT id, invoices_wrong_sum(invoices) AS wrong FROM invoices WHERE state <> 'new') summed
      WHERE wrong IS NOT NULL ORDER BY id`,
  },
  {
    name: 'late usage',
    isSince: true,
    sql: `${lateUsage}
      SELECT format('invoice %s (account %s, %s to %s): %s is no longer what it was filled with: count %s, spent %s, earned %s', invoice.id,
        invoice.account_id, invoice.starts_at, invoice.ends_at, late.what, ${['count', 'spent', 'earned'].map((column) => difference(`late.${column}`)).join(', ')}) AS message
      FROM late JOIN invoices invoice USING (id) ORDER BY invoice.id, late.what`,
  },
  {
    name: 'unbilled usage',
    sql: `SELECT format('account %s: %s calls and transactions from %s to %s are on no invoice', gap.account_id, used.count,
        gap.starts_at, gap.ends_at) AS message
      FROM (
        SELECT account_id, lag(ends_at) OVER (PARTITION BY account_id ORDER BY starts_at) AS starts_at, starts_at AS ends_at
        FROM invoices WHERE kind = 'usage'
      ) gap CROSS JOIN LATERAL (SELECT ${usedBetween.map((count) => `(${count})`).join(' + ')} AS count) used
      WHERE gap.starts_at < gap.ends_at AND used.count > 0 ORDER BY gap.account_id, gap.starts_at`,
  },
  {
    name: 'unfinished',
    sql: `SELECT format('invoice %s is new since %s', id, created_at) AS message FROM invoices
      WHERE state = 'new' AND kind = 'usage' AND created_at < ledger_at() - interval '10 minutes' ORDER BY id`,
  },
  {
    name: 'unfinished',
    sql: `SELECT format('account %s is parked by the billing run of %s: %s', account.account_id, run.at, account.cause) AS message
      FROM billing_run_accounts account JOIN billing_runs run ON run.id = account.billing_run_id
      WHERE account.outcome = 'parked' AND NOT EXISTS (
        SELECT FROM billing_run_accounts billed LEFT JOIN invoices invoice ON invoice.id = billed.invoice_id
        WHERE billed.account_id = account.account_id AND billed.outcome = 'billed'
          AND (billed.billing_run_id > account.billing_run_id OR invoice.created_at > run.started_at))
      ORDER BY run.at, account.account_id`,
  },
  {
    name: 'unfinished',
    sql: `SELECT format('the job %s %s failed for good: %s', job, data, cause) AS message FROM failed_jobs ORDER BY id`,
  },
];

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
      for (const { name, sql, isSince } of checks) {
        const rows: readonly { readonly message: string }[] = await manager.query(
          sql,
          isSince ? [since.toString()] : [],
        );
        findings.push(...rows.map(({ message }) => ({ check: name, message })));
      }
      return findings;
    });
  }
}
