import type { Command } from 'commander';
import { commandOf } from '../command.js';
import { kinds, type IngestOptions } from './arguments.js';
import type { MapOptions } from './show-mappings.js';

type Ingest = (
  kind: string | undefined,
  files: readonly string[],
  options: IngestOptions & MapOptions,
) => Promise<void>;

const examples = Object.entries(kinds).map(
  ([kind, rows]) => `npm run ingest -- ${`${kind} FILE…|-`.padEnd(28)}${rows}`,
);

/** The command line of `npm run ingest`. */
export const ingestCommand = (ingest: Ingest): Command =>
  commandOf('ingest')
    .description(
      'Imports files, compressed by gzip or not. "-" is standard input. docs/usage.md and docs/commerce.md say what they look like.',
    )
    .argument('[kind]', 'what the files hold')
    .argument('[files...]', 'from where')
    .option('--format <format>', 'csv or ndjson; otherwise names of files tell, and without a telling name it is csv')
    .option('--map <mapping>', 'how a file of another system is read: a built-in mapping by its name, or a file')
    .option('--print-map <name>', 'print a built-in mapping, to begin one of your own with')
    .option('--dry-run', 'check everything and add it up by account, but write nothing')
    .option('--rejects <file>', 'where bad rows go; otherwise beside each file, as NAME.rejects.csv or .ndjson')
    .option('--final', 'the files are whole: take a last row without its line end too')
    .option('--accept-same-ids', 'take calls that have the id of another one and its time to within a second')
    .option('--expect-rows <number>', 'refuse the file as a whole unless it has so many rows')
    .option('--expect-sum <decimal>', 'refuse the file as a whole unless its money comes to so much')
    .option('--allow-no-account', 'take calls with a price that no account owes')
    .option(
      '--ignore-unknown-columns',
      'pass over columns that the ledger has no place for, instead of refusing the file',
    )
    .addHelpText(
      'after',
      `
Kinds:
${examples.map((line) => `  ${line}`).join('\n')}

npm run ingest -- maps lists the built-in mappings; docs/mappings.md says what a mapping can say.

The database is DATABASE_URL, or the private one in .data/.

Every file is tried. Exit code, the worst of all files: 0 everything is in, 3 everything is in but the rejected rows or an
unfinished last one, 2 the command or a file makes no sense, 1 it broke off.`,
    )
    .action(ingest);
