import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const { resolve } = createRequire(import.meta.url);

/** Neither program is to tell anybody that it ran, or to look for a newer one. */
const silence = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

export interface Outcome {
  readonly succeeded: boolean;
  readonly output: string;
}

/** Runs a JavaScript file to its end. */
export const runScript = async (
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> => {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, ...silence, ...environment };
  try {
    const { stdout, stderr } = await run(process.execPath, [file, ...args], { env });
    return { succeeded: true, output: stdout + stderr };
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    return { succeeded: false, output: stdout + stderr };
  }
};

/** Path of the program in each package. */
const programs = {
  '@redocly/cli': 'bin/cli.js',
  'openapi-typescript': 'bin/cli.js',
  typescript: 'lib/tsc.js',
} as const;

/** Runs the program of a package. */
export const runPackage = (name: keyof typeof programs, args: readonly string[]): Promise<Outcome> =>
  runScript(join(dirname(resolve(`${name}/package.json`)), programs[name]), args);
