import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Adds up the reports that jest wrote into a directory, one a project. */
export function countTests(directory) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of readdirSync(directory)) {
    const report = JSON.parse(readFileSync(join(directory, file), 'utf8'));
    counts.passed += report.numPassedTests;
    // A suite that could not be loaded has no tests to count.
    counts.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
    counts.skipped += report.numPendingTests;
  }
  return counts;
}

/** One line. What failed without a test having failed counts as one failure. */
export function summaryOf({ passed, failed, skipped }, succeeded) {
  const failures = succeeded ? failed : Math.max(failed, 1);
  return `${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
