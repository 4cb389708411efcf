import { commandOf, runCommand } from './command.js';
import type { VerifyOptions } from './verify/verify-ledger.js';

// What verifies is loaded when it is asked for: help is there at once.
const command = commandOf('verify')
  .description(
    'Looks whether the ledger still is what it says: the seals and numbers of approved invoices, the sums of all, usage that came ' +
      'after its invoice was filled or is on none, calls that look wrong, and work that was left lying. Ends with 1 and a list when ' +
      'something is wrong; warnings alone end with 0.',
  )
  .option(
    '--since <moment>',
    'look for late usage of invoices that were filled since then, and for doubtful calls since then; of all by default',
  )
  .option(
    '--full',
    'read everything again, also what was proven before and not changed since: after a restore, or when triggers were switched off',
  )
  .option('--strict', 'end with 1 for warnings, too')
  .option(
    '--offer-corrections',
    'offer a correction for the late usage of each approved invoice, for somebody to approve or decline',
  )
  .action(async (options: VerifyOptions) => {
    const { verifyLedger } = await import('./verify/verify-ledger.js');
    process.exitCode = await verifyLedger(options);
  });

await runCommand(command);
