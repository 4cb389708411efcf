import { UnreadableUsage } from '@org/invoice-domain/persistence';
import { argumentsIn, usage, UsageError } from './arguments.js';
import { BringFile } from './bring-file.js';
import { openLedger } from './ledger.js';
import { Progress } from './progress.js';

const exitCodes = { done: 0, brokenOff: 1, refused: 2, rejects: 3 } as const;

const say = (message: string): void => {
  process.stdout.write(`${message}\n`);
};

/** Beside what goes to standard output, which is the summary alone. */
const note = (message: string): void => {
  process.stderr.write(`${message}\n`);
};

const ingest = async (given: readonly string[]): Promise<number> => {
  // npm runs scripts in the workspace's root, and tells where it was called.
  const { inputs, ...how } = argumentsIn(given, process.env['INIT_CWD'] ?? process.cwd());
  const ledger = await openLedger(process.env['DATABASE_URL'], note);
  let stopping: Promise<void> | undefined;
  const close = (): Promise<void> => (stopping ??= ledger.close());
  const interrupted = (): void => {
    note('Stopped. Send the same again: nothing is added twice.');
    void close().finally(() => process.exit(exitCodes.brokenOff));
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  // The query that is running hears of a lost connection too; an event without a listener would end the process at once.
  ledger.client.on('error', () => undefined);
  try {
    const file = new BringFile(ledger.client, new Progress(process.stderr), say);
    let rejected = 0;
    for (const input of inputs) rejected += (await file.run(input, how)).rejected;
    return rejected === 0 ? exitCodes.done : exitCodes.rejects;
  } finally {
    await close();
  }
};

const given = process.argv.slice(2);
if (given.includes('--help')) say(usage);
else {
  try {
    process.exitCode = await ingest(given);
  } catch (error) {
    const isRefused = error instanceof UsageError || error instanceof UnreadableUsage;
    note(error instanceof Error ? error.message : String(error));
    if (error instanceof UsageError) note(`\n${usage}`);
    process.exitCode = isRefused ? exitCodes.refused : exitCodes.brokenOff;
  }
}
