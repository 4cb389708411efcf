import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { RunSales, type RunReport, type SalesReport } from '@org/invoice-domain';
import { LedgerTransactions, PostgresSalesLedger } from '@org/invoice-domain/persistence';
import { FixedClock, instantOf, systemClock, type Instant } from '@org/kernel';
import { Billing } from '../billing/billing.js';
import { JobSender } from '../billing/job-sender.js';
import { latestRunAt } from '../billing/run-time.js';
import { loadConfig } from '../config/load-config.js';
import { openDatabase } from '../database/open-database.js';
import { ProgressLine } from './progress-line.js';

const usage = `npm run bill -- [--at 2026-02-01T05:30Z] [--dry-run] [--retry-parked]
       npm run bill -- --sales [--at 2026-02-01T05:30Z]

  --at            the moment that decides which accounts are due; the daily run's latest one, unless given
  --dry-run       says what the run would do, and does nothing
  --retry-parked  tries again what this run has parked before
  --sales         bills subscriptions instead of usage, as of that moment`;

const asked = () =>
  parseArgs({
    options: {
      at: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      'retry-parked': { type: 'boolean', default: false },
      sales: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;

type Asked = ReturnType<typeof asked>;

const momentOf = (text: string | undefined): Instant => {
  if (text === undefined) return latestRunAt(systemClock.now());
  try {
    return instantOf(text);
  } catch {
    throw new Error(`--at is not a moment with an offset, such as 2026-02-01T05:30Z: ${text}`);
  }
};

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const shown = ({ expectedCount, billedCount, skippedCount, parkedCount, sums }: RunReport): string =>
  [
    `${expectedCount} due, ${billedCount} billed, ${skippedCount} skipped, ${parkedCount} parked`,
    ...sums.map(
      ({ currency, usageSpent, usageEarned, invoicedSpent, invoicedEarned }) =>
        `${currency}  used ${usageSpent} / ${usageEarned}, invoiced ${invoicedSpent} / ${invoicedEarned} (spent / earned)`,
    ),
  ].join('\n');

/** @returns the exit code: 1 when an account could not be billed */
const told = ({ done, failed }: SalesReport): number => {
  process.stdout.write(`${done} accounts done, ${failed.size} failed\n`);
  for (const [account, error] of failed)
    say(`account ${account}: ${error instanceof Error ? error.message : String(error)}`);
  return failed.size === 0 ? 0 : 1;
};

/** @returns the exit code: 1 when something is parked */
const bill = async (values: Asked): Promise<number> => {
  const at = momentOf(values.at);
  const config = loadConfig(process.env);
  const database = await openDatabase(config, {
    dataDirectory: resolve('.data'),
    clock: systemClock,
    say,
    mayShare: true,
  });
  try {
    // A run for a past moment bills as it would have then.
    const clock = values.at === undefined ? systemClock : new FixedClock(at.toString());
    const transactions = new LedgerTransactions(database.dataSource, clock);
    const { runs } = new Billing(transactions, new JobSender(), { autoApprove: config.autoApproveInvoices });
    const act = { actor: 'command:bill' };
    if (values.sales) {
      const ledger = new PostgresSalesLedger(database.dataSource, transactions, config.platformTimeZone);
      return told(await new RunSales(ledger).execute(act));
    }
    const line = new ProgressLine('accounts billed');
    const report = values['dry-run']
      ? await runs.preview({ at, act })
      : await runs.execute({
          at,
          act,
          retryParked: values['retry-parked'],
          onProgress: (done) => {
            line.passed(done);
          },
        });
    line.end();
    process.stdout.write(`${shown(report)}\n`);
    return report.parkedCount === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
};

const run = async (): Promise<number> => {
  const values = asked();
  if (!values.help) return bill(values);
  process.stdout.write(`${usage}\n`);
  return 0;
};

process.exitCode = await run().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 2;
});
