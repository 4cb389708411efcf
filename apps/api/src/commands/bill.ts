import { commandOf, runCommand } from './command.js';
import type { BillOptions } from './bill/bill-accounts.js';

// What bills is loaded when it is asked for: help is there at once.
const command = commandOf('bill')
  .description(
    'Bills every account that is due. Ends with 1 when an account could not be billed, with 2 when the run failed.',
  )
  .option('--at <moment>', 'decides which accounts are due, such as 2026-02-01T05:30Z; this minute by default')
  .option('--dry-run', 'say what the run would do, and do nothing')
  .option('--retry-parked', 'try again what was parked: by this run, or with --sales on this day')
  .option('--sales', 'bill subscriptions instead of usage, as of that moment')
  .option('--services', 'renew the services that are due instead of billing')
  .action(async (options: BillOptions) => {
    const { billAccounts } = await import('./bill/bill-accounts.js');
    process.exitCode = await billAccounts(options);
  });

await runCommand(command);
