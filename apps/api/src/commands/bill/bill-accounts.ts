import { RunSales, type RunReport, type SalesReport } from '@org/invoice-domain';
import { LedgerTransactions, PostgresSalesLedger } from '@org/invoice-domain/persistence';
import { FixedClock, instantOf, systemClock, type Instant } from '@org/kernel';
import { Billing } from '../../billing/billing.js';
import { JobSender } from '../../billing/job-sender.js';
import { latestRunAt } from '../../billing/run-time.js';
import type { AppConfig } from '../../config/app-config.js';
import type { OpenDatabase } from '../../database/open-database.js';
import { aligned } from '../aligned.js';
import { print, UsageError } from '../command.js';
import { Progress } from '../progress.js';
import { withDatabase } from '../with-database.js';

export interface BillOptions {
  readonly at?: string;
  readonly dryRun?: boolean;
  readonly retryParked?: boolean;
  readonly sales?: boolean;
  readonly json?: boolean;
}

const audit = { actor: 'command:bill' } as const;

const instantIn = (text: string): Instant => {
  try {
    return instantOf(text);
  } catch (cause) {
    throw new UsageError(`--at is not a moment with an offset, such as 2026-02-01T05:30Z: ${text}`, { cause });
  }
};

/** @returns the exit code: 1 when an account could not be billed */
export const billAccounts = async (options: BillOptions): Promise<number> => {
  const at = options.at === undefined ? undefined : instantIn(options.at);
  return withDatabase(async (database, config) => {
    // A run for a past moment bills as it would have then.
    const clock = at === undefined ? systemClock : new FixedClock(at.toString());
    const transactions = new LedgerTransactions(database.dataSource, clock);
    return options.sales === true
      ? billSales(database, config, { transactions, options })
      : billUsage(transactions, config, { at: at ?? latestRunAt(systemClock.now()), options });
  });
};

const billSales = async (
  { dataSource }: OpenDatabase,
  { platformTimeZone }: AppConfig,
  { transactions, options }: { readonly transactions: LedgerTransactions; readonly options: BillOptions },
): Promise<number> => {
  const ledger = new PostgresSalesLedger(dataSource, transactions, platformTimeZone);
  const report = await new RunSales(ledger).execute(audit);
  print(options.json === true ? JSON.stringify(salesJson(report)) : salesText(report));
  return report.failed.size === 0 ? 0 : 1;
};

const billUsage = async (
  transactions: LedgerTransactions,
  { autoApproveInvoices }: AppConfig,
  { at, options }: { readonly at: Instant; readonly options: BillOptions },
): Promise<number> => {
  const { runs } = new Billing(transactions, new JobSender(), { autoApprove: autoApproveInvoices });
  const progress = new Progress(process.stderr, 'accounts');
  const startedAt = performance.now();
  const onProgress = (done: number): void => {
    progress.show({ count: done, seconds: (performance.now() - startedAt) / 1000 });
  };
  const report =
    options.dryRun === true
      ? await runs.preview({ at, audit })
      : await runs.execute({ at, audit, retryParked: options.retryParked === true, onProgress });
  progress.end();
  print(options.json === true ? JSON.stringify({ at: at.toString(), ...report }) : runText(report));
  return report.parkedCount === 0 ? 0 : 1;
};

const runText = ({ expectedCount, billedCount, skippedCount, parkedCount, sums }: RunReport): string => {
  const counts = `${expectedCount} due, ${billedCount} billed, ${skippedCount} skipped, ${parkedCount} parked`;
  if (sums.length === 0) return counts;
  const amounts = ['used, spent', 'used, earned', 'invoiced, spent', 'invoiced, earned'];
  const rows = sums.map(({ currency, usageSpent, usageEarned, invoicedSpent, invoicedEarned }) => [
    currency,
    usageSpent,
    usageEarned,
    invoicedSpent,
    invoicedEarned,
  ]);
  const columns = [{ head: 'currency' }, ...amounts.map((head) => ({ head, alignment: 'right' as const }))];
  return `${counts}\n\n${aligned(columns, rows)}`;
};

const failuresOf = ({ failed }: SalesReport): readonly (readonly [account: number, cause: string])[] =>
  [...failed].map(([account, error]) => [account, error instanceof Error ? error.message : String(error)]);

const salesText = (report: SalesReport): string => {
  const failures = failuresOf(report);
  const counts = `${report.done} accounts done, ${failures.length} failed`;
  if (failures.length === 0) return counts;
  const columns = [{ head: 'account', alignment: 'right' as const }, { head: 'cause' }];
  return `${counts}\n\n${aligned(
    columns,
    failures.map(([account, cause]) => [String(account), cause]),
  )}`;
};

const salesJson = (report: SalesReport) => ({
  doneCount: report.done,
  failed: failuresOf(report).map(([accountId, cause]) => ({ accountId, cause })),
});
