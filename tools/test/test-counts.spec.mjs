import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTests, durationsOf, summaryOf } from '../test-counts.mjs';

describe('the closing line of the check', () => {
  let reports;

  beforeEach(() => {
    reports = mkdtempSync(join(tmpdir(), 'reports-'));
  });

  afterEach(() => rmSync(reports, { recursive: true }));

  const report = (project, passed, failed, { skipped = 0, broken = 0 } = {}) => {
    const counts = { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped };
    writeFileSync(join(reports, `${project}.json`), JSON.stringify({ ...counts, numRuntimeErrorTestSuites: broken }));
  };

  it('adds up what the projects report', () => {
    report('kernel', 40, 0);
    report('api', 60, 2);

    expect(summaryOf(countTests(reports), false)).toBe('100 passed, 2 failed');
  });

  it('mentions skipped tests when there are any', () => {
    report('kernel', 40, 0, { skipped: 3 });

    expect(summaryOf(countTests(reports), true)).toBe('40 passed, 0 failed, 3 skipped');
  });

  it('counts a test file that cannot be loaded as a failure', () => {
    report('kernel', 40, 0, { broken: 1 });

    expect(summaryOf(countTests(reports), false)).toBe('40 passed, 1 failed');
  });

  it('shows a failure when something else than a test failed', () => {
    expect(summaryOf(countTests(reports), false)).toBe('0 passed, 1 failed');
  });

  it('is preceded by how long the tests of each project took', () => {
    const took = (name, numTotalTests, ends) =>
      writeFileSync(
        join(reports, `${name}.json`),
        JSON.stringify({ startTime: 1_000, numTotalTests, testResults: ends.map((endTime) => ({ endTime })) }),
      );
    took('kernel-unit', 129, [3_500]);
    took('api-integration', 1_100, [90_000, 61_040]);
    took('sdk-unit', 0, []);

    expect(durationsOf(reports).split('\n')).toEqual([
      'api-integration              1100 tests   89.0 s',
      'kernel-unit                   129 tests    2.5 s',
      'sdk-unit                        0 tests    0.0 s',
    ]);
  });
});
