import { FaultyMapping, UnreadableUsage } from '@org/invoice-domain/persistence';
import type pg from 'pg';
import { readEnvironment } from '../../config/read-environment.js';
import { aligned } from '../aligned.js';
import { interruption, note, print } from '../command.js';
import { grouped, Progress } from '../progress.js';
import type { Arguments, Input } from './arguments.js';
import { dryRunText } from './dry-run-text.js';
import { ImportFile, type ImportedFile } from './import-file.js';
import { openLedger } from './open-ledger.js';
import { isRejectFile } from './reject-file.js';
import { readMapping } from './read-mapping.js';

const exitCodes = { done: 0, brokenOff: 1, refused: 2, rejects: 3 } as const;
type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** From bad to worse. */
const byGravity: readonly ExitCode[] = [exitCodes.done, exitCodes.rejects, exitCodes.refused, exitCodes.brokenOff];

const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  byGravity.findLast((code) => codes.includes(code)) ?? exitCodes.done;

/** A file that is not in, or only partly. */
interface FailedFile {
  readonly name: string;
  readonly error: string;
  readonly code: ExitCode;
}

/** Outcome of the files of one command. */
interface Outcome {
  readonly files: readonly ImportedFile[];
  readonly failed: readonly FailedFile[];
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const codeOf = (error: unknown): ExitCode =>
  error instanceof UnreadableUsage || error instanceof FaultyMapping ? exitCodes.refused : exitCodes.brokenOff;

const codeOfFile = ({ rejected, unfinishedLine }: ImportedFile): ExitCode =>
  rejected > 0 || unfinishedLine !== undefined ? exitCodes.rejects : exitCodes.done;

/** Environment of a command: its database, and its signal to stop. */
export interface Surroundings {
  readonly databaseUrl: () => string | undefined;
  readonly interruption: () => AbortSignal;
}

const ofTheProcess: Surroundings = { databaseUrl: () => readEnvironment()['DATABASE_URL'], interruption };

/** @returns the exit code, which is the worst of all files */
export const importFiles = async (options: Arguments, surroundings = ofTheProcess): Promise<number> => {
  const signal = surroundings.interruption();
  try {
    const { files, failed } = await importAll(options, surroundings.databaseUrl, signal);
    return worstOf([...files.map(codeOfFile), ...failed.map(({ code }) => code)]);
  } catch (error) {
    if (signal.aborted) return stopped();
    note(messageOf(error));
    return codeOf(error);
  }
};

/** Standard input may be open still, and would keep the process. */
const stopped = (): never => {
  note('Stopped. Send the same again: nothing is added twice.');
  process.exit(exitCodes.brokenOff);
};

/** Files of rejects that came along with others, as a pattern of names finds them, are not meant. */
const withoutRejects = (inputs: readonly Input[]): readonly Input[] =>
  inputs.filter(({ file, name }) => {
    const isPassedOver = inputs.length > 1 && file !== undefined && isRejectFile(file);
    if (isPassedOver) note(`${name}: passed over, as it holds rejects. Once they are mended, bring it in by itself.`);
    return !isPassedOver;
  });

/** A server that has no room for a second connection still takes the file. */
const useOne = (error: unknown): undefined => {
  note(`One connection has to do: ${messageOf(error)}`);
};

const importAll = async (
  { inputs, output, map, ...how }: Arguments,
  databaseUrl: Surroundings['databaseUrl'],
  signal: AbortSignal,
): Promise<Outcome> => {
  const mapping = map === undefined ? undefined : await readMapping(map, how.kind);
  const ledger = await openLedger(databaseUrl(), note);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= ledger.close());
  signal.addEventListener('abort', () => {
    void close().finally(stopped);
  });
  // The query that is running hears of a lost connection too; an event without a listener would end the process at once.
  const connection = { isLost: false };
  const listen = (client: pg.Client): pg.Client => client.on('error', () => (connection.isLost = true));
  listen(ledger.client);
  const files: ImportedFile[] = [];
  const failed: FailedFile[] = [];
  try {
    signal.throwIfAborted();
    const second = how.kind === 'cdrs' && !how.isDryRun ? await ledger.connectAgain().then(listen, useOne) : undefined;
    const file = new ImportFile({ client: ledger.client, second }, new Progress(process.stderr, 'rows'));
    for (const input of withoutRejects(inputs)) {
      try {
        if (connection.isLost) throw new Error(`${input.name}: not tried, as the connection to the database is lost.`);
        const imported = await file.run(input, { ...how, mapping });
        files.push(imported);
        if (output === 'text') print(textOf(imported, mapping !== undefined));
      } catch (error) {
        signal.throwIfAborted();
        note(messageOf(error));
        failed.push({ name: input.name, error: messageOf(error), code: codeOf(error) });
      }
    }
    if (output === 'text' && files.length > 1) print(`\n${tableOf(files)}`);
    return { files, failed };
  } finally {
    // Also of a command that broke off: programs are told of the files that are in.
    if (output === 'json')
      print(JSON.stringify({ files: [...files, ...failed.map(({ name, error }) => ({ name, error }))] }));
    await close();
  }
};

const textOf = (imported: ImportedFile, showsRows: boolean): string =>
  imported.dryRun === undefined
    ? lineOf(imported)
    : [lineOf(imported), ...dryRunText(imported.dryRun, imported.rejected, showsRows)].join('\n\n');

const unfinishedText = (line: number | undefined): string =>
  line === undefined
    ? ''
    : `\n  line ${line}, the last one, has no line end and is left out: send the file again when it is written, or say --final if it is`;

const lineOf = ({ seconds, rejects, leftOut, unfinishedLine, dryRun, ...of }: ImportedFile): string => {
  const { name, read, added, moved = 0, alreadyThere, rejected } = of;
  const nothingNew = read > 0 && alreadyThere === read ? ' – nothing new' : '';
  const outcome = dryRun === undefined ? 'added' : 'would be added';
  const left = leftOut === undefined ? '' : `, ${grouped(leftOut)} left out`;
  const counts = `${grouped(read)} read, ${grouped(added)} ${outcome}, ${movedText(moved)}${grouped(alreadyThere)} already there, ${grouped(rejected)} rejected${left}`;
  const line = `${name}: ${counts}, ${seconds.toFixed(1)} s, ${grouped(read / seconds)} rows/s${nothingNew}`;
  return `${line}${rejects === null ? '' : `\n  rejects: ${rejects}`}${unfinishedText(unfinishedLine)}`;
};

const movedText = (moved: number): string => (moved === 0 ? '' : `${grouped(moved)} moved along, `);

const heads = (isDryRun: boolean, hasMoved: boolean): readonly string[] => [
  'read',
  isDryRun ? 'would be added' : 'added',
  ...(hasMoved ? ['moved along'] : []),
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
    moved: sum(({ moved = 0 }) => moved),
    alreadyThere: sum(({ alreadyThere }) => alreadyThere),
    rejected: sum(({ rejected }) => rejected),
    seconds: sum(({ seconds }) => seconds),
  };
  const rows = [...files, total].map(({ name, read, added, moved = 0, alreadyThere, rejected, seconds }) => [
    name,
    ...[read, added, ...(total.moved > 0 ? [moved] : []), alreadyThere, rejected].map(grouped),
    seconds.toFixed(1),
  ]);
  return aligned(
    [
      { head: 'file' },
      ...heads(
        files.some(({ dryRun }) => dryRun !== undefined),
        total.moved > 0,
      ).map((head) => ({ head, alignment: 'right' as const })),
    ],
    rows,
  );
};
