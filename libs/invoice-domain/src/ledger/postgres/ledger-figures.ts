import type { EntityManager } from 'typeorm';
import { finalState } from '../../invoices/invoice-lifecycle.js';
import { invoiceStates } from '../../invoices/invoice.js';
import { oneOf } from '../../schema/columns/checks.js';
import { undecidedStatus } from '../../subscription-billing/correction-lifecycle.js';

/** A figure of the ledger for those who watch it: each row of its statement is a value, beside the labels that tell it from others. */
export interface LedgerFigure {
  /** In the words of Prometheus: a gauge with its unit at the end. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly sql: string;
}

/** A value of a figure, with its labels. */
export type FigureRow = Readonly<Record<string, string>> & { readonly value: string };

const secondsSince = (moment: string): string => `coalesce(extract(epoch FROM now() - ${moment}), 0)`;

const unfinished = oneOf(
  'state',
  invoiceStates.filter((state) => state !== finalState),
);

const verified = (severity: 'error' | 'warning'): string => `
  SELECT '${severity}' AS severity, ${severity}s AS value FROM (
    SELECT errors, warnings FROM verifications WHERE errors IS NOT NULL ORDER BY id DESC LIMIT 1) latest`;

/** Figures that cost no more than an index over what is not finished yet. */
export const ledgerFigures: readonly LedgerFigure[] = [
  {
    name: 'invoices_parked_accounts',
    help: 'Accounts that cannot be billed until somebody looks at them, by what they are billed for.',
    labels: ['of'],
    sql: `SELECT 'usage' AS of, count(*) AS value FROM billing_run_accounts
        WHERE outcome = 'parked' AND billing_run_id = (SELECT max(id) FROM billing_runs)
      UNION ALL SELECT 'subscriptions', count(*) FROM parked_sales`,
  },
  {
    name: 'invoices_unfinished',
    help: 'Invoices that are not approved yet, by their state.',
    labels: ['state'],
    sql: `SELECT state, count(*) AS value FROM invoices WHERE ${unfinished} GROUP BY state`,
  },
  {
    name: 'invoices_unfinished_age_seconds',
    help: 'Age of the oldest invoice that is not approved yet, by its state.',
    labels: ['state'],
    sql: `SELECT state, ${secondsSince('min(created_at)')} AS value FROM invoices WHERE ${unfinished} GROUP BY state`,
  },
  {
    name: 'invoices_issued',
    help: 'Numbers that all series of invoices have given out.',
    labels: [],
    sql: 'SELECT coalesce(sum(last_number), 0) AS value FROM invoice_series',
  },
  {
    name: 'invoices_stale',
    help: 'Invoices under review whose usage was changed since it was aggregated.',
    labels: [],
    sql: 'SELECT count(*) AS value FROM stale_invoices',
  },
  {
    name: 'invoices_open_periods',
    help: 'Periods of accounts that were opened anew and are to be billed, by their cause.',
    labels: ['cause'],
    sql: 'SELECT cause, count(*) AS value FROM open_periods GROUP BY cause',
  },
  {
    name: 'invoices_overdue_schedule_seconds',
    help: 'Time since the oldest invoice of a schedule was due; 0 when every account was billed in time.',
    labels: [],
    sql: `SELECT greatest(${secondsSince('min(next_invoice_at)')}, 0) AS value FROM accounts WHERE next_invoice_at < now()`,
  },
  {
    name: 'invoices_late_usage_corrections',
    help: 'Corrections that were offered for late usage and that nobody has decided on.',
    labels: [],
    sql: `SELECT count(*) AS value FROM corrections WHERE late_invoice_id IS NOT NULL AND status = '${undecidedStatus}'`,
  },
  {
    name: 'invoices_billing_run_age_seconds',
    help: 'Time since the latest billing run ended, or since one began that is under way.',
    labels: ['state'],
    sql: `SELECT state, ${secondsSince('coalesce(max(finished_at), min(started_at))')} AS value FROM billing_runs GROUP BY state`,
  },
  {
    name: 'invoices_failed_jobs',
    help: 'Jobs that have failed for good and wait for somebody, by their queue.',
    labels: ['job'],
    sql: 'SELECT job, count(*) AS value FROM failed_jobs GROUP BY job',
  },
  {
    name: 'invoices_waiting_jobs',
    help: 'Jobs that are waiting or under way, by their queue.',
    labels: ['job', 'state'],
    sql: `SELECT name AS job, state::text AS state, count(*) AS value FROM pgboss.job WHERE state < 'completed' GROUP BY name, state`,
  },
  {
    name: 'invoices_verification_findings',
    help: 'Findings of the latest verification, by their severity.',
    labels: ['severity'],
    sql: `${verified('error')} UNION ALL ${verified('warning')}`,
  },
  {
    name: 'invoices_verification_age_seconds',
    help: 'Time since the latest verification.',
    labels: [],
    sql: `SELECT ${secondsSince('max(proven_at)')} AS value FROM verifications HAVING max(proven_at) IS NOT NULL`,
  },
  {
    name: 'invoices_unverified_changes',
    help: 'Changes of usage that no verification has looked at.',
    labels: [],
    sql: 'SELECT count(*) AS value FROM usage_changes',
  },
];

/** The longest that one figure may take. */
const limitMilliseconds = 2_000;

/** Reads a figure. @throws QueryFailedError when it takes longer than two seconds */
export const readFigure = (manager: EntityManager, { labels, sql }: LedgerFigure): Promise<readonly FigureRow[]> =>
  manager.transaction(async (transaction) => {
    await transaction.query(`SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${limitMilliseconds}`);
    return transaction.query(`SELECT ${[...labels, 'value::text'].join(', ')} FROM (${sql}) figure`);
  });
