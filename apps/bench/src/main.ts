import { argumentsIn } from './arguments.js';
import { startBenchDatabase } from './bench-database.js';
import { billingSeconds, measureBilling, smallMonth, wholeMonth } from './billing/billing.js';
import { addCrowdedInvoice } from './bulk.js';
import { profile } from './profile.js';
import { Progress } from './progress.js';
import { measureRatios } from './ratios.js';
import { measureReading } from './reading/reading.js';
import { say } from './say.js';
import { resultTables, writeReport } from './report.js';
import { measureScale, scaleSeconds } from './scale/scale.js';
import { ingestSeconds, measureIngest } from './usage/ingest.js';

const asked = argumentsIn(process.argv.slice(2));
const database = await startBenchDatabase(say);
try {
  await addCrowdedInvoice(database);
  const progress = new Progress();
  if (asked.profile !== undefined) {
    const wanted = { directory: asked.profile, only: asked.only, seconds: asked.seconds };
    await profile(database, wanted, say);
  } else {
    if (asked.scale) progress.expect(scaleSeconds);
    if (asked.ingest) progress.expect(ingestSeconds);
    const reading = asked.decode ? await measureReading(database, asked.only, asked, progress) : undefined;
    const comparisons = asked.ratios ? await measureRatios(database, asked.only, asked, progress) : [];
    const scale = asked.scale ? await measureScale(database, progress) : undefined;
    const ingest = asked.ingest ? await measureIngest(database, progress) : undefined;
    const calls = asked.small ? smallMonth : wholeMonth;
    if (asked.billing) progress.expect(billingSeconds(calls));
    const billing = asked.billing ? await measureBilling(database, calls, progress) : undefined;
    const results = { comparisons, reading, scale, ingest, billing, pace: asked };
    say(`\n${resultTables(results)}`);
    // Cases that were picked out are no part of the report.
    if (asked.only === '' || asked.isPart) await writeReport(results);
  }
} finally {
  await database.stop();
}
