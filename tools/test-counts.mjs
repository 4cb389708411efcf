import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const reportsIn = (directory) =>
  readdirSync(directory).map((file) => ({
    name: basename(file, '.json'),
    report: JSON.parse(readFileSync(join(directory, file), 'utf8')),
  }));

/** Duration of the tests of each report, longest first, one line each. */
export function durationsOf(directory) {
  return reportsIn(directory)
    .map(({ name, report: { startTime, testResults, numTotalTests } }) => {
      const end = Math.max(startTime, ...testResults.map(({ endTime }) => endTime));
      return { name, seconds: (end - startTime) / 1000, numTotalTests };
    })
    .sort((one, other) => other.seconds - one.seconds)
    .map(({ name, seconds, numTotalTests }) =>
      [name.padEnd(28), `${numTotalTests} tests`.padStart(11), `${seconds.toFixed(1)} s`.padStart(9)].join(''),
    )
    .join('\n');
}

/** Adds up the reports that jest wrote into a directory, one for the tests of a project of one size. */
export function countTests(directory) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { report } of reportsIn(directory)) {
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
