import { FaultyMapping, UnreadableUsage } from '@org/invoice-domain/persistence';
import { readEnvironment } from '../../config/read-environment.js';
import { aligned } from '../aligned.js';
import { interruption, note, print } from '../command.js';
import { grouped, Progress } from '../progress.js';
import type { Arguments } from './arguments.js';
import { dryRunText } from './dry-run-text.js';
import { ImportFile, type ImportedFile } from './import-file.js';
import { openLedger } from './open-ledger.js';
import { readMapping } from './read-mapping.js';

const exitCodes = { done: 0, brokenOff: 1, refused: 2, rejects: 3 } as const;

/** @returns the exit code */
export const importFiles = async (options: Arguments): Promise<number> => {
  const signal = interruption();
  try {
    const files = await importAll(options, signal);
    return files.some(({ rejected }) => rejected > 0) ? exitCodes.rejects : exitCodes.done;
  } catch (error) {
    if (signal.aborted) return stopped();
    note(error instanceof Error ? error.message : String(error));
    return error instanceof UnreadableUsage || error instanceof FaultyMapping ? exitCodes.refused : exitCodes.brokenOff;
  }
};

/** Standard input may be open still, and would keep the process. */
const stopped = (): never => {
  note('Stopped. Send the same again: nothing is added twice.');
  process.exit(exitCodes.brokenOff);
};

const importAll = async (
  { inputs, output, map, ...how }: Arguments,
  signal: AbortSignal,
): Promise<readonly ImportedFile[]> => {
  const mapping = map === undefined ? undefined : await readMapping(map, how.kind);
  const ledger = await openLedger(readEnvironment()['DATABASE_URL'], note);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= ledger.close());
  signal.addEventListener('abort', () => {
    void close().finally(stopped);
  });
  // The query that is running hears of a lost connection too; an event without a listener would end the process at once.
  ledger.client.on('error', () => undefined);
  const files: ImportedFile[] = [];
  try {
    signal.throwIfAborted();
    const file = new ImportFile(ledger.client, new Progress(process.stderr, 'rows'));
    for (const input of inputs) {
      const imported = await file.run(input, { ...how, mapping });
      files.push(imported);
      if (output === 'text') print(textOf(imported, mapping !== undefined));
    }
    if (output === 'text' && files.length > 1) print(`\n${tableOf(files)}`);
    return files;
  } finally {
    // Also of a command that broke off: programs are told of the files that are in.
    if (output === 'json') print(JSON.stringify({ files }));
    await close();
  }
};

const textOf = (imported: ImportedFile, showsRows: boolean): string =>
  imported.dryRun === undefined
    ? lineOf(imported)
    : [lineOf(imported), ...dryRunText(imported.dryRun, imported.rejected, showsRows)].join('\n\n');

const lineOf = ({ seconds, rejects, leftOut, dryRun, ...of }: ImportedFile): string => {
  const { name, read, added, alreadyThere, rejected } = of;
  const nothingNew = read > 0 && alreadyThere === read ? ' – nothing new' : '';
  const outcome = dryRun === undefined ? 'added' : 'would be added';
  const left = leftOut === undefined ? '' : `, ${grouped(leftOut)} left out`;
  const counts = `${grouped(read)} read, ${grouped(added)} ${outcome}, ${grouped(alreadyThere)} already there, ${grouped(rejected)} rejected${left}`;
  const line = `${name}: ${counts}, ${seconds.toFixed(1)} s, ${grouped(read / seconds)} rows/s${nothingNew}`;
  return rejects === null ? line : `${line}\n  rejects: ${rejects}`;
};

const heads = (isDryRun: boolean): readonly string[] => [
  'read',
  isDryRun ? 'would be added' : 'added',
  'already there',
  'rejected',
  'seconds',
];

const tableOf = (files: readonly ImportedFile[]): string => {
  const sum = (of: (file: ImportedFile) => number): number => files.reduce((total, file) => total + of(file), 0);
  const total = {
    name: 'all',
    read: sum(({ read }) => read),
    added: sum(({ added }) => added),
    alreadyThere: sum(({ alreadyThere }) => alreadyThere),
    rejected: sum(({ rejected }) => rejected),
    seconds: sum(({ seconds }) => seconds),
  };
  const rows = [...files, total].map(({ name, read, added, alreadyThere, rejected, seconds }) => [
    name,
    ...[read, added, alreadyThere, rejected].map(grouped),
    seconds.toFixed(1),
  ]);
  return aligned(
    [
      { head: 'file' },
      ...heads(files.some(({ dryRun }) => dryRun !== undefined)).map((head) => ({ head, alignment: 'right' as const })),
    ],
    rows,
  );
};
