import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ingestTables, usageFormats, type UsageFormat, type ImportedTable } from '@org/invoice-domain/persistence';

/** What to bring in, and from where. */
export interface Input {
  /** Undefined for standard input. */
  readonly file: string | undefined;
  readonly name: string;
  readonly format: UsageFormat;
  /** Where its rejects go. */
  readonly rejects: string;
}

export interface Arguments {
  readonly table: ImportedTable;
  readonly inputs: readonly Input[];
  readonly unknownColumns: 'refused' | 'ignored';
}

/** The command line makes no sense. */
export class UsageError extends Error {}

const tables: ReadonlyMap<string, ImportedTable> = new Map(Object.entries(ingestTables));

const commands = [...tables.values()].map(
  ({ name, rows }) => `npm run ingest -- ${`${name} FILE…|-`.padEnd(28)}${rows}`,
);

export const usage = `${commands.join('\n')}

  --format csv|ndjson         what the files are; otherwise their names tell, and without a telling name it is csv
  --rejects FILE              where bad rows go; otherwise beside each file, as NAME.rejects.csv
  --ignore-unknown-columns    pass over columns that the ledger has no place for, instead of refusing the file

Files may be compressed by gzip. "-" is standard input. The database is DATABASE_URL, or the private one in .data/.
docs/usage.md and docs/commerce.md say what files look like.

Exit code: 0 everything is in, 1 it broke off (send the same again), 2 the command or a file makes no sense,
3 everything is in but the rejected rows.`;

const isFormat = (text: string): text is UsageFormat => usageFormats.some((format) => format === text);

const formatOf = (name: string): UsageFormat => (/\.(ndjson|jsonl)(\.gz)?$/i.test(name) ? 'ndjson' : 'csv');

/** @param directory what names of files are relative to */
export const argumentsIn = (given: readonly string[], directory: string): Arguments => {
  const { values, positionals } = parsed(given);
  const [kind = '', ...files] = positionals;
  const table = tables.get(kind);
  if (table === undefined) throw new UsageError(`Say what to bring in: ${[...tables.keys()].join(', ')}.`);
  if (files.length === 0) throw new UsageError('Say from which files, or "-" for standard input.');
  const { format, rejects } = values;
  if (format !== undefined && !isFormat(format)) throw new UsageError(`--format is csv or ndjson, not ${format}.`);
  if (rejects !== undefined && files.length > 1) throw new UsageError('--rejects is for one file at a time.');
  const inputs = files.map((file): Input => {
    const path = file === '-' ? undefined : resolve(directory, file);
    const beside = path === undefined ? join(directory, 'stdin.rejects.csv') : `${path}.rejects.csv`;
    const input = {
      file: path,
      name: path === undefined ? 'standard input' : basename(path),
      format: format ?? formatOf(file),
      rejects: rejects === undefined ? beside : resolve(directory, rejects),
    };
    if (input.rejects === path) throw new UsageError('The rejects would overwrite the file that they come from.');
    return input;
  });
  return { table, inputs, unknownColumns: values['ignore-unknown-columns'] ? 'ignored' : 'refused' };
};

const parsed = (given: readonly string[]) => {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        rejects: { type: 'string' },
        'ignore-unknown-columns': { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
};
