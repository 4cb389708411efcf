import { basename, join, resolve } from 'node:path';
import type { ingestTables, UsageFormat } from '@org/invoice-domain/persistence';
import { Decimal } from '@org/kernel';
import { UsageError } from '../command.js';
import type { ExpectedTotals } from './expected-totals.js';

type Kind = keyof typeof ingestTables;

/** An input of the import: a file or standard input. */
export interface Input {
  /** Undefined for standard input. */
  readonly file: string | undefined;
  readonly name: string;
  readonly format: UsageFormat;
  /** Path of the file for its rejects; undefined for a dry run that is not told of one. */
  readonly rejects: string | undefined;
}

/** A mapping, which is built in unless it has a file. */
export interface NamedMapping {
  readonly name: string;
  readonly file: string | undefined;
}

export interface Arguments {
  readonly kind: Kind;
  readonly inputs: readonly Input[];
  readonly unknownColumns: 'refused' | 'ignored';
  readonly output: 'text' | 'json';
  readonly map: NamedMapping | undefined;
  /** Whether everything is checked and nothing written. */
  readonly isDryRun: boolean;
  /** Whether files may be written still, so that a last row without its line end is left out. */
  readonly mayBeUnfinished: boolean;
  /** Whether rows with a price need not say who owes it. */
  readonly allowsNoAccount: boolean;
  /** Whether calls are taken that have the id of another one and nearly its time. */
  readonly acceptsSameIds: boolean;
  /** Rows and sum of the file as its sender says. */
  readonly expected: ExpectedTotals | undefined;
}

/** Tables that can be imported, with their names in the help. */
export const kinds = {
  cdrs: 'calls',
  transactions: 'movements of balances',
  cdr_voids: 'calls to void',
  cdr_replacements: 'calls with other values',
  transaction_voids: 'transactions to void',
  transaction_replacements: 'transactions with other values',
  subscriptions: 'subscriptions',
  charges: 'charges of subscriptions',
  taxes: 'taxes on charges',
  corrections: 'corrections of accounts',
  payments: 'top-ups and payments in advance',
} as const satisfies Record<Kind, string>;

const formats = ['csv', 'ndjson'] as const satisfies readonly UsageFormat[];

export interface IngestOptions {
  readonly format?: string;
  readonly rejects?: string;
  readonly ignoreUnknownColumns?: boolean;
  readonly json?: boolean;
  readonly map?: string;
  readonly dryRun?: boolean;
  readonly final?: boolean;
  readonly allowNoAccount?: boolean;
  readonly acceptSameIds?: boolean;
  readonly expectRows?: string;
  readonly expectSum?: string;
}

/** The command line, read but not yet understood. */
export interface CommandLine {
  readonly kind: string | undefined;
  readonly files: readonly string[];
  readonly options: IngestOptions;
}

const isKind = (text: string | undefined): text is Kind => text !== undefined && Object.hasOwn(kinds, text);

const isFormat = (text: string): text is UsageFormat => formats.some((format) => format === text);

const formatOf = (name: string): UsageFormat => (/\.(ndjson|jsonl)(\.gz)?$/i.test(name) ? 'ndjson' : 'csv');

/** A mapping by name; a name that looks like a path, or has an ending, is a file. */
const mappingOf = (map: string, directory: string): NamedMapping => ({
  name: map,
  file: /[./\\]/.test(map) ? resolve(directory, map) : undefined,
});

const refuseBesideMap = ({ format, ignoreUnknownColumns }: IngestOptions): void => {
  if (format === 'ndjson') throw new UsageError('--map is for CSV, and --format ndjson is not.');
  if (ignoreUnknownColumns === true)
    throw new UsageError('--ignore-unknown-columns means nothing beside --map, which reads the columns that it names.');
};

const expectedOf = (files: readonly string[], options: IngestOptions): ExpectedTotals | undefined => {
  const { expectRows: rows, expectSum: sum } = options;
  if (rows === undefined && sum === undefined) return undefined;
  if (files.length > 1 || files[0] === '-')
    throw new UsageError('--expect-rows and --expect-sum are for one file, which is read twice.');
  if (rows !== undefined && !/^\d{1,15}$/.test(rows)) throw new UsageError('--expect-rows is a number of rows.');
  if (sum !== undefined && !/^-?\d{1,30}(\.\d{1,30})?$/.test(sum)) throw new UsageError('--expect-sum is a decimal.');
  return {
    rows: rows === undefined ? undefined : Number(rows),
    sum: sum === undefined ? undefined : Decimal.of(sum),
  };
};

/**
 * @param directory what names of files are relative to
 * @throws UsageError when the command line makes no sense
 */
export const argumentsOf = ({ kind, files, options }: CommandLine, directory: string): Arguments => {
  const { format, rejects, map, dryRun: isDryRun = false } = options;
  if (!isKind(kind)) throw new UsageError(`Say what to bring in: ${Object.keys(kinds).join(', ')}.`);
  if (files.length === 0) throw new UsageError('Say from which files, or "-" for standard input.');
  if (format !== undefined && !isFormat(format)) throw new UsageError(`--format is csv or ndjson, not ${format}.`);
  if (rejects !== undefined && files.length > 1) throw new UsageError('--rejects is for one file at a time.');
  if (map !== undefined) refuseBesideMap(options);
  const inputs = files.map((file): Input => {
    const path = file === '-' ? undefined : resolve(directory, file);
    const inputFormat = format ?? (map === undefined ? formatOf(file) : 'csv');
    const beside = `${path ?? join(directory, 'stdin')}.rejects.${inputFormat}`;
    const input = {
      file: path,
      name: path === undefined ? 'standard input' : basename(path),
      format: inputFormat,
      rejects: rejects === undefined ? (isDryRun ? undefined : beside) : resolve(directory, rejects),
    };
    if (path !== undefined && input.rejects === path)
      throw new UsageError('The rejects would overwrite the file that they come from.');
    return input;
  });
  return {
    kind,
    inputs,
    unknownColumns: options.ignoreUnknownColumns === true ? 'ignored' : 'refused',
    output: options.json === true ? 'json' : 'text',
    map: map === undefined ? undefined : mappingOf(map, directory),
    isDryRun,
    mayBeUnfinished: options.final !== true,
    allowsNoAccount: options.allowNoAccount === true,
    acceptsSameIds: options.acceptSameIds === true,
    expected: expectedOf(files, options),
  };
};
