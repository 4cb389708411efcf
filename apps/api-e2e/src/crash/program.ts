import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { fileOfProgram, type Program } from '../support/programs.js';

const fileAt = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const killer = fileAt('./die-at-statement.mjs');

/** Point at which a program is killed; see `die-at-statement.mjs`. */
export type Death =
  { readonly beforeStatement: number } | { readonly afterStatement: number } | { readonly withCommit: number };

export interface Launch {
  readonly program: Program;
  readonly arguments?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly death?: Death | undefined;
  /** A file that the statements are written to, when nobody dies. */
  readonly statements?: string;
}

export interface Ending {
  readonly wasKilled: boolean;
  readonly code: number | null;
  readonly output: string;
}

const environmentOf = ({ death, statements }: Launch): Readonly<Record<string, string>> => {
  if (death === undefined) return statements === undefined ? {} : { TELL_STATEMENTS: statements };
  if ('withCommit' in death) return { DIE_WITH_COMMIT: String(death.withCommit) };
  return 'afterStatement' in death
    ? { DIE_AFTER_STATEMENT: String(death.afterStatement) }
    : { DIE_BEFORE_STATEMENT: String(death.beforeStatement) };
};

/** Starts a built program as a process that sees no other environment than this. */
export const launch = (launched: Launch) => {
  const { program, arguments: given = [], environment } = launched;
  const { PATH = '', HOME = '' } = process.env;
  const watched = environmentOf(launched);
  const preloaded = Object.keys(watched).length === 0 ? [] : ['--import', killer];
  return spawn(process.execPath, [...preloaded, fileOfProgram(program), ...given], {
    env: { PATH, HOME, NODE_ENV: 'test', ...environment, ...watched },
    // Without the developer's `.env` file.
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

/** Runs a program until it ends, by itself or not. */
export const runToEnd = async (launched: Launch): Promise<Ending> => {
  const child = launch(launched);
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { wasKilled: signal === 'SIGKILL', code, output };
};
