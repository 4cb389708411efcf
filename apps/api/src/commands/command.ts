import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { onStopSignal } from '../program/stop-signals.js';
import { constants } from 'node:os';

/** The command line makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command was told to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(readonly stopSignal: NodeJS.Signals) {
    super('Stopped.');
  }
}

/** Beside what goes to standard output, which is the result alone. */
export const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

/** A program of the workspace that is called by `npm run <name> --`, with the options that all of them take. */
export const commandOf = (name: string): Command =>
  new Command(`npm run ${name} --`)
    .option('--json', 'print the result as JSON, for programs')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this text')
    .configureHelp({ helpWidth: 120, showGlobalOptions: true })
    .configureOutput({ outputError: () => undefined })
    .exitOverride();

/** Aborts with an {@link Interrupted} at the first signal to stop; a second Ctrl-C ends the process. */
export const interruption = (): AbortSignal => {
  const interrupting = new AbortController();
  onStopSignal((signal) => {
    interrupting.abort(new Interrupted(signal));
  });
  return interrupting.signal;
};

/** `error: unknown option '--fast'` → `Unknown option '--fast'` */
const sentence = (message: string): string =>
  message.replace(/^error: /, '').replace(/^./, (first) => first.toUpperCase());

/** The command that a command line names, as far as it goes. */
const namedBy = (command: Command, [word, ...words]: readonly string[]): Command => {
  const inner = command.commands.find((one) => one.name() === word);
  return inner === undefined ? command : namedBy(inner, words);
};

const endOf = (error: unknown): { readonly code: number; readonly message: string } => {
  // Help that was asked for by naming nothing is printed already.
  if (error instanceof CommanderError && error.code === 'commander.help') return { code: 2, message: '' };
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? { code: 0, message: '' } : { code: 2, message: sentence(error.message) };
  if (error instanceof Interrupted) return { code: 128 + constants.signals[error.stopSignal], message: error.message };
  return { code: 2, message: error instanceof Error ? error.message : String(error) };
};

/**
 * Does what the command line asks for, and ends with the exit code that it sets; with 2 when that fails, after saying why, and with 128 and the
 * number of the signal when it is told to stop.
 */
export const runCommand = async (command: Command): Promise<void> => {
  try {
    await command.parseAsync();
  } catch (error) {
    const { code, message } = endOf(error);
    if (message !== '') note(message);
    if (error instanceof UsageError || (error instanceof CommanderError && message !== ''))
      note(`\n${namedBy(command, process.argv.slice(2)).helpInformation()}`);
    process.exit(code);
  }
};
