import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, runInstalled } from './commands.mjs';
import { ensureInstalled, root } from './ensure-installed.mjs';

ensureInstalled();
const { default: releasePlan } = await import('@changesets/get-release-plan');
const { withRelease } = await import('./release/changelog.mjs');

const plan = await releasePlan(root);
const [first] = plan.releases;
if (first === undefined) {
  console.error('There is nothing to release: no file in .changeset/ says what has changed.');
  process.exit(1);
}
const file = join(root, 'CHANGELOG.md');
const release = { version: first.newVersion, day: new Date().toISOString().slice(0, 10) };
writeFileSync(file, withRelease(readFileSync(file, 'utf8'), plan.changesets, release));

const steps = [
  () => runInstalled('changeset', ['version']),
  () =>
    runInstalled('prettier', [
      '--write',
      '--log-level',
      'warn',
      'CHANGELOG.md',
      '*/*/package.json',
      'tools/package.json',
    ]),
  // The versions of our own packages stand in the lock file, too.
  () => run('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund']),
];
if (steps.every((step) => step().status === 0))
  console.log(`Version ${release.version}: look at the changes and commit them.`);
else process.exitCode = 1;
