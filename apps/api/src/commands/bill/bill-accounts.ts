import { RunSales, type RunPreview, type RunReport, type SalesPlan, type SalesReport } from '@org/invoice-domain';
import { LedgerTransactions, OpenPeriods, PostgresSalesLedger } from '@org/invoice-domain/persistence';
import { instantOf, isLater, systemClock, type Instant } from '@org/kernel';
import { Billing, billingSettingsOf } from '../../billing/billing.js';
import { JobSender } from '../../billing/job-sender.js';
import { minuteOf } from '../../billing/run-time.js';
import type { AppConfig } from '../../config/app-config.js';
import type { OpenDatabase } from '../../database/open-database.js';
import { aligned } from '../aligned.js';
import { print, UsageError } from '../command.js';
import { Progress } from '../progress.js';
import { withDatabase } from '../with-database.js';
import { renewServices } from './renew-services.js';

export interface BillOptions {
  readonly at?: string;
  readonly dryRun?: boolean;
  readonly retryParked?: boolean;
  readonly sales?: boolean;
  readonly services?: boolean;
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

/** Nothing is billed as of a moment whose usage is not there yet. */
const momentIn = (text: string): Instant => {
  const at = instantIn(text);
  if (isLater(at, systemClock.now())) throw new UsageError(`--at has not come yet: ${text}`);
  return at;
};

/** @returns the exit code: 1 when an account could not be billed */
export const billAccounts = async (options: BillOptions): Promise<number> => {
  const at = options.at === undefined ? undefined : momentIn(options.at);
  if (options.services === true && (options.sales === true || options.retryParked === true || at !== undefined)) {
    throw new UsageError('--services goes with --dry-run and --json alone: it renews what is due now');
  }
  return withDatabase(async (database, config) => {
    const transactions = new LedgerTransactions(database.dataSource, systemClock);
    if (options.services === true) return renewServices(transactions, audit, options);
    return options.sales === true
      ? billSales(database, config, { transactions, at, options })
      : billUsage(transactions, config, { at: at ?? minuteOf(systemClock.now()), options });
  }, options.dryRun === true);
};

interface SalesBilling {
  readonly transactions: LedgerTransactions;
  readonly at: Instant | undefined;
  readonly options: BillOptions;
}

const billSales = async (
  { dataSource }: OpenDatabase,
  { platformTimeZone }: AppConfig,
  { transactions, at, options }: SalesBilling,
): Promise<number> => {
  const sales = new RunSales(new PostgresSalesLedger(dataSource, transactions, platformTimeZone, at));
  if (options.dryRun === true) {
    const plans = await sales.preview();
    print(options.json === true ? JSON.stringify({ plans }) : plansText(plans));
    return 0;
  }
  const report = await sales.execute(audit, { retryParked: options.retryParked === true });
  print(options.json === true ? JSON.stringify(salesJson(report)) : salesText(report));
  return report.failed.size === 0 ? 0 : 1;
};

const billUsage = async (
  transactions: LedgerTransactions,
  config: AppConfig,
  { at, options }: { readonly at: Instant; readonly options: BillOptions },
): Promise<number> => {
  const { runs } = new Billing(transactions, new JobSender(), billingSettingsOf(config));
  const progress = new Progress(process.stderr, 'accounts');
  const startedAt = performance.now();
  const onProgress = (done: number): void => {
    progress.show({ count: done, seconds: (performance.now() - startedAt) / 1000 });
  };
  if (options.dryRun === true) {
    const preview = await runs.preview(at);
    print(options.json === true ? JSON.stringify({ at: at.toString(), ...preview }) : previewText(preview));
    return 0;
  }
  await new OpenPeriods(transactions).findUsage(audit);
  const report = await runs.execute({ at, audit, retryParked: options.retryParked === true, onProgress });
  progress.end();
  print(options.json === true ? JSON.stringify({ at: at.toString(), ...report }) : runText(report));
  return report.parkedCount === 0 ? 0 : 1;
};

const previewText = ({ accountsCount, invoicesCount, sums }: RunPreview): string => {
  const counts = `${accountsCount} due, ${invoicesCount} invoices would be made`;
  if (sums.length === 0) return counts;
  const rows = sums.map(({ currency, usageSpent, usageEarned }) => [currency, usageSpent, usageEarned]);
  const amounts = ['used, spent', 'used, earned'].map((head) => ({ head, alignment: 'right' as const }));
  return `${counts}\n\n${aligned([{ head: 'currency' }, ...amounts], rows)}`;
};

const runText = ({ expectedCount, billedCount, skippedCount, parkedCount, invoicesCount, sums }: RunReport): string => {
  const counts = `${expectedCount} due, ${billedCount} billed, ${skippedCount} skipped, ${parkedCount} parked; ${invoicesCount} invoices made`;
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

const plansText = (plans: readonly SalesPlan[]): string => {
  const counts = `${plans.length} accounts would be dealt with`;
  const changed = plans.filter(({ addedCount, closedCount }) => addedCount + closedCount > 0);
  if (changed.length === 0) return counts;
  const columns = ['account', 'new invoices', 'closed invoices'].map((head) => ({ head, alignment: 'right' as const }));
  const rows = changed.map(({ accountId, addedCount, closedCount }) =>
    [accountId, addedCount, closedCount].map(String),
  );
  return `${counts}\n\n${aligned(columns, rows)}`;
};

const failuresOf = ({ failed, parked }: SalesReport): readonly (readonly [account: number, cause: string])[] =>
  [...failed].map(([account, error]) => [
    account,
    parked.get(account) ?? (error instanceof Error ? error.message : String(error)),
  ]);

const salesText = (report: SalesReport): string => {
  const failures = failuresOf(report);
  const { done, failed, parked } = report;
  const counts = `${done} accounts done, ${parked.size} parked, ${failed.size - parked.size} failed`;
  if (failures.length === 0) return counts;
  const columns = [{ head: 'account', alignment: 'right' as const }, { head: 'cause' }];
  return `${counts}\n\n${aligned(
    columns,
    failures.map(([account, cause]) => [String(account), cause]),
  )}`;
};

const salesJson = (report: SalesReport) => ({
  doneCount: report.done,
  parkedCount: report.parked.size,
  failed: failuresOf(report).map(([accountId, cause]) => ({ accountId, cause })),
});
