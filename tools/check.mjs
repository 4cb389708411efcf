import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism, freemem } from 'node:os';
import { join } from 'node:path';
import { startInstalled, startScript } from './commands.mjs';
import { ensureInstalled, root } from './ensure-installed.mjs';
import { runLanes } from './lanes.mjs';
import { countTests, durationsOf, summaryOf } from './test-counts.mjs';

const reports = join(root, 'tmp', 'test-results');

/** Bytes that a Jest worker takes at most, with what PostgreSQL takes on its behalf. */
const workerBytes = 1.5 * 2 ** 30;

/** Jest runs of projects side by side: as many as there are processors, unless memory is short. */
const runs = Math.max(1, Math.min(availableParallelism(), 4, Math.floor(freemem() / workerBytes)));

/** Workers of each of them. More processors than runs are shared out. */
const workers = Math.max(1, Math.floor(availableParallelism() / runs));

const nx = (args, options) =>
  startInstalled('nx', args, { ...options, environment: { JEST_WORKERS: String(workers) } });

/** Option of Nx: nothing that the compiler has built is built again. */
const built = '--excludeTaskDependencies';

const step = (name, run) => ({ name, run });

/** Each of them keeps one processor busy, for about as long as the other. Lint asks which projects there are. */
const checks = [
  [
    step('project graph', () => nx(['show', 'projects'])),
    step('lint', () => startInstalled('eslint', ['--config', 'eslint.whole.config.mjs', '--max-warnings', '0', '.'])),
    step('lint canary', () => startScript('tools/lint/check-canary.mjs')),
    step('import circles', () => startScript('tools/lint/check-circles.mjs')),
  ],
  [
    step('format', () => startInstalled('prettier', ['--check', '--log-level', 'warn', '.'])),
    step('types and build', () => startInstalled('tsc', ['--build'])),
    step('package of the SDK', () => nx(['run', 'sdk:package', built])),
    step('unit tests', () => nx(['run-many', '-t', 'test', '--parallel', '1', built])),
  ],
];

const testsOf = (name, target, projects) =>
  step(name, () =>
    nx(['run-many', '-t', target, '--parallel', String(projects), '--output-style', 'stream', built], {
      output: 'show',
    }),
  );

/** The end-to-end tests are the longest, so they begin at once. */
const tests = [
  [testsOf('end-to-end tests', 'e2e', 1)],
  [testsOf('integration tests', 'integration', Math.max(1, runs - 1))],
];

/** Side by side, unless memory is short. */
const testLanes = runs === 1 ? [tests.flat()] : tests;

function install() {
  try {
    ensureInstalled();
    return true;
  } catch (error) {
    console.log(error.message);
    return false;
  }
}

// Ctrl-C ends the programs of the current steps, and with them the check, which still says what it counted.
process.on('SIGINT', () => undefined);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const succeeded = install() && (await runLanes(checks)) && (await runLanes(testLanes));

console.log(durationsOf(reports));
console.log(`\n${summaryOf(countTests(reports), succeeded)}`);
process.exitCode = succeeded ? 0 : 1;
