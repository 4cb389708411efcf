import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTests, summaryOf } from '../test-counts.mjs';

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
});
