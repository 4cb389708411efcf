import { ledgerFigures, readFigure } from '@org/invoice-domain/persistence';
import type { DataSource } from 'typeorm';
import type { Complaint } from './complaint.js';

interface Limit {
  /** A figure of the ledger, as `/metrics` names it. */
  readonly figure: string;
  /** Rows with other labels are left alone. */
  readonly label?: readonly [name: string, value: string];
  readonly above: number;
  readonly state: 'warning' | 'error';
  readonly tell: (value: number) => string;
  readonly advice: string;
}

const hours = (seconds: number): string => `${(seconds / 3_600).toFixed(1)} hours`;

const limits: readonly Limit[] = [
  {
    figure: 'invoices_verification_findings',
    label: ['severity', 'error'],
    above: 0,
    state: 'error',
    tell: (count) => `${count} errors were found by the latest verification`,
    advice: 'npm run verify',
  },
  {
    figure: 'invoices_verification_age_seconds',
    above: 129_600,
    state: 'warning',
    tell: (seconds) => `verified ${hours(seconds)} ago`,
    advice: 'look whether a worker does its jobs, or npm run verify',
  },
  {
    figure: 'invoices_overdue_schedule_seconds',
    above: 3_600,
    state: 'error',
    tell: (seconds) => `an invoice is due since ${hours(seconds)}`,
    advice: 'look whether a worker does its jobs, or npm run bill',
  },
  {
    figure: 'invoices_parked_accounts',
    above: 0,
    state: 'warning',
    tell: (count) => `${count} accounts cannot be billed`,
    advice: 'GET /billing-run-accounts?filter[outcome_eq]=Parked and GET /parked-sales say why',
  },
  {
    figure: 'invoices_unfinished_age_seconds',
    label: ['state', 'new'],
    above: 3_600,
    state: 'warning',
    tell: (seconds) => `an invoice is new since ${hours(seconds)}`,
    advice: 'GET /failed-jobs says why its usage was not aggregated',
  },
  {
    figure: 'invoices_failed_jobs',
    above: 0,
    state: 'warning',
    tell: (count) => `${count} jobs have failed for good`,
    advice: 'remove the causes that GET /failed-jobs tells, and retry them',
  },
  {
    figure: 'invoices_late_usage_corrections',
    above: 0,
    state: 'warning',
    tell: (count) => `${count} corrections for late usage wait for a decision`,
    advice: 'approve or reject them: docs/usage.md',
  },
];

/** The largest value of a figure among the rows that a limit is about. */
const valueOf = async ({ manager }: DataSource, { figure: name, label }: Limit): Promise<number> => {
  const figure = ledgerFigures.find((one) => one.name === name);
  if (figure === undefined) throw new Error(`there is no figure ${name}`);
  const rows = await readFigure(manager, figure);
  const meant = label === undefined ? rows : rows.filter((row) => row[label[0]] === label[1]);
  return Math.max(0, ...meant.map(({ value }) => Number(value)));
};

/** Looks for work that was left lying. */
export const examineLedger = async (dataSource: DataSource): Promise<readonly Complaint[]> => {
  const complaints: Complaint[] = [];
  for (const limit of limits) {
    const value = await valueOf(dataSource, limit);
    if (value > limit.above)
      complaints.push({ of: 'work', state: limit.state, finding: limit.tell(value), advice: limit.advice });
  }
  return complaints.length > 0 ? complaints : [{ of: 'work', state: 'fine', finding: 'nothing is left lying' }];
};
