import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../ensure-installed.mjs';

const config = {
  rootDir: join(import.meta.dirname, 'support', 'test-files'),
  testMatch: ['**/[12]-*.mjs'],
  testRunner: join(root, 'tools', 'jest', 'test-runner.mjs'),
  testSequencer: './in-order.mjs',
  testTimeout: 100,
  transform: {},
};

/** Names of the tests by their outcome. */
const outcomes = { passed: [], failed: [] };
let said;

beforeAll(() => {
  const jest = join(root, 'node_modules', '.bin', 'jest');
  const { stdout, stderr } = spawnSync(jest, ['--json', '--runInBand', '--config', JSON.stringify(config)], {
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  said = stderr;
  for (const { assertionResults } of JSON.parse(stdout).testResults) {
    for (const { status, title } of assertionResults) outcomes[status].push(title);
  }
});

describe('the runner of test files', () => {
  it('finds every way to fail', () => {
    expect(outcomes.failed).toEqual([
      'a comparison',
      'a row of a table, 3',
      'a test that takes too long',
      'an error that nobody catches',
      'a promise that nobody looks at',
      'a comparison that was announced, but not made',
      'what could not be prepared',
      'has as much time as the run says, not that file',
    ]);
  });

  it('loads modules once, and leaves nothing else of a file to the next', () => {
    expect(outcomes.passed).toEqual([
      'finds what the file before has loaded',
      'finds none of its variables',
      'finds none of its spies',
    ]);
  });

  it('shows the line of a test file that failed', () => {
    expect(said).toMatch(/at Object.<anonymous> \(1-failures.mjs:13:15\)/);
  });
});
