import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../ensure-installed.mjs';

const folder = join(root, 'tmp', 'recipes');
const place = join(folder, 'workspace');
const report = join(folder, 'tests.json');

const environment = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };

const run = (program, args, { cwd = place, env = environment } = {}) => {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { succeeded: status === 0, output: error?.message ?? `${stdout}${stderr}` };
};

const installed = (program, ...args) => run(join(place, 'node_modules', '.bin', program), args);

/** @throws Error with what the program said, unless it succeeded */
const demanded = ({ succeeded, output }) => {
  if (!succeeded) throw new Error(output);
  return output;
};

const git = (...args) => demanded(run('git', args));

/** A fresh clone of what is committed, with its packages. Whatever a clone of before has left is thrown away. */
export function makeClone() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  demanded(run('git', ['clone', '--quiet', root, place], { cwd: root }));
  demanded(run('npm', ['ci', '--no-audit', '--no-fund'], { env: process.env }));
}

export const nx = (...args) => demanded(installed('nx', ...args));

/** Undoes whatever has been changed since the commit. */
export function undoChanges() {
  git('checkout', '--quiet', '--', '.');
  git('clean', '--quiet', '--force', '-d');
}

/** The paths of files that have been changed or added since the commit. */
export const changedFiles = () =>
  git('status', '--porcelain', '--untracked-files=all')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(3));

/** Writes what follows from the declarations, as far as it can be written. */
export const generate = () => run(process.execPath, ['tools/generate.mjs']);

export const compile = () => installed('tsc', '--build');

export const lint = (files) => installed('eslint', '--max-warnings', '0', ...files);

export const checkFormat = (files) => installed('prettier', '--check', '--ignore-unknown', ...files);

/**
 * Runs the tests of a project whose paths fit.
 * @returns their number, and the names of those that failed
 */
export function test(project, pattern) {
  rmSync(report, { force: true });
  const args = [
    '--config',
    `${project}/jest.config.mjs`,
    '--testPathPatterns',
    pattern,
    '--json',
    '--outputFile',
    report,
  ];
  const { output } = installed('jest', ...args);
  if (!existsSync(report)) throw new Error(output);
  const { numTotalTests: count, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = testResults.flatMap(({ name, status, assertionResults }) => {
    const names = assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => fullName);
    return status === 'failed' && names.length === 0 ? [name] : names;
  });
  return { count, failed };
}

/** Does something while a file is as it was at the commit, or is not there, and then puts it back. */
export function without(path, work) {
  const file = join(place, path);
  const text = readFileSync(file);
  if (run('git', ['ls-files', '--error-unmatch', path]).succeeded) git('checkout', '--quiet', '--', path);
  else rmSync(file);
  try {
    return work();
  } finally {
    writeFileSync(file, text);
  }
}
