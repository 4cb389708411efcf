import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { runInstalled, runScript } from './commands.mjs';
import { ensureInstalled, root } from './ensure-installed.mjs';
import { countTests, summaryOf } from './test-counts.mjs';

const reports = join(root, 'tmp', 'test-results');

const nx = (...args) => runInstalled('nx', args);
const test = ['run-many', '-t', 'test', '--exclude', 'api-e2e', '--parallel', '2'];

/** Fastest first: what is wrong is said as early as can be. */
const steps = [
  { name: 'format', run: () => runInstalled('prettier', ['--check', '--log-level', 'warn', '.']) },
  { name: 'project graph', run: () => nx('show', 'projects') },
  { name: 'lint', run: () => nx('run-many', '-t', 'lint') },
  { name: 'lint canary', run: () => runScript('tools/lint/check-canary.mjs') },
  { name: 'import circles', run: () => runScript('tools/lint/check-circles.mjs') },
  { name: 'typecheck', run: () => nx('run-many', '-t', 'typecheck') },
  { name: 'build', run: () => nx('run-many', '-t', 'build') },
  { name: 'unit and integration tests', run: () => nx(...test) },
  { name: 'end-to-end tests', run: () => nx('run', 'api-e2e:test') },
];

/** @returns whether it succeeded */
function runStep({ name, run }) {
  console.log(`\n── ${name}`);
  const start = performance.now();
  const { status, signal, error } = run();
  const duration = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  if (status === 0) {
    console.log(`── ${name}: done in ${duration}`);
    return true;
  }
  console.log(`── ${name}: FAILED after ${duration} (${error?.message ?? signal ?? `exit code ${status}`})`);
  return false;
}

function install() {
  try {
    ensureInstalled();
    return true;
  } catch (error) {
    console.log(error.message);
    return false;
  }
}

// Ctrl-C ends the program of the current step, and with it the check, which still says what it counted.
process.on('SIGINT', () => undefined);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const succeeded = install() && steps.every(runStep);

console.log(`\n${summaryOf(countTests(reports), succeeded)}`);
process.exitCode = succeeded ? 0 : 1;
