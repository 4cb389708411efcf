import type { Arguments } from './arguments.js';
import type { BenchDatabase } from './bench-cluster.js';
import { billingSeconds, measureBilling, smallMonth, wholeMonth } from './billing/billing.js';
import { Progress } from './progress.js';
import { measureRatios } from './ratios.js';
import { measureReading } from './reading/reading.js';
import { resultTables, writeReport } from './report.js';
import { say } from './say.js';
import { measureScale, scaleSeconds } from './scale/scale.js';
import { ingestSeconds, measureIngest } from './usage/ingest.js';

/** Measures the parts that are wanted, prints their tables, and writes those of whole parts into docs/performance.md. */
export const measure = async (database: BenchDatabase, wanted: Arguments): Promise<void> => {
  const progress = new Progress();
  if (wanted.scale) progress.expect(scaleSeconds);
  if (wanted.ingest) progress.expect(ingestSeconds);
  const reading = wanted.decode ? await measureReading(database, wanted.only, wanted, progress) : undefined;
  const comparisons = wanted.ratios ? await measureRatios(database, wanted.only, wanted, progress) : [];
  const scale = wanted.scale ? await measureScale(database, progress) : undefined;
  const ingest = wanted.ingest ? await measureIngest(database, progress) : undefined;
  const calls = wanted.small ? smallMonth : wholeMonth;
  if (wanted.billing) progress.expect(billingSeconds(calls));
  const billing = wanted.billing ? await measureBilling(database, calls, progress) : undefined;
  const results = { comparisons, reading, scale, ingest, billing, pace: wanted };
  say(`\n${resultTables(results)}`);
  // Cases that were picked out are no part of the report.
  if (wanted.only === '' || wanted.isPart) await writeReport(results);
};
