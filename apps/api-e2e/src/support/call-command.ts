import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fileOfProgram } from './programs.js';

const run = promisify(execFile);

/** Outcome of a command: its exit code and its output. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Called {
  readonly command: 'admin' | 'bill' | 'verify' | 'ingest';
  readonly given: readonly string[];
  readonly directory: string;
  readonly databaseUrl: string;
  /** Options of Node before the program, which is then that of the build, module by module, and not in one file. */
  readonly preloaded?: readonly string[];
  /** Text for standard input. */
  readonly input?: string;
}

/** Runs a command of the workspace to its end. */
export const callCommand = (called: Called): Promise<Ended> => {
  const { command, given, directory, databaseUrl, preloaded = [], input = '' } = called;
  const { PATH = '', HOME = '' } = process.env;
  const built = fileURLToPath(new URL(`../../../api/dist/commands/${command}.js`, import.meta.url));
  const program = preloaded.length > 0 ? built : fileOfProgram(command);
  const env = { PATH, HOME, DATABASE_URL: databaseUrl };
  const running = run(process.execPath, [...preloaded, program, ...given], { cwd: directory, env });
  running.child.stdin?.end(input);
  return running.then(
    (streams) => ({ code: 0, ...streams }),
    (error: unknown) => error as Ended,
  );
};
