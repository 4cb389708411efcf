import { randomInt } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTestDatabaseOf, type TestDatabase } from '../../testing/test-database.js';
import {
  accountOfLedger,
  accountOfWitness,
  findingsOfLedger,
  findingsOfWitness,
  openPeriodsOf,
  placesOf,
  plansOf,
} from '../testing/life/agreement.js';
import { plantAll } from '../testing/life/fault-finding.js';
import { LivedLedger } from '../testing/life/lived-ledger.js';
import { owedFor, sumsOf } from '../testing/life/lived-usage.js';
import { lifeLedger } from '../testing/life/life-ledger.js';
import { textOf } from '../../testing/usage-model.js';
import { Life } from '../testing/life/life.js';
import { openSteadyCustomer } from '../testing/life/steady-customer.js';
import { openSteadyAccount } from '../testing/life/steady-account.js';
import { accounts, step, type Step } from '../testing/life/steps.js';

const numberIn = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

/** With the same seed they are the same lives again; fast-check tells it when one fails. */
const seed = numberIn('LIFE_SEED', randomInt(2 ** 31));

/** A dozen short lives; hundreds of long ones in `npm run life`, for as long as it is given time. */
const settings = {
  seed,
  numRuns: numberIn('LIFE_RUNS', 4),
  interruptAfterTimeLimit: 1_000 * numberIn('LIFE_SECONDS', 3_000),
  markInterruptAsFailure: false,
};
const lengths = { minLength: 1, maxLength: numberIn('LIFE_STEPS', 14), size: 'max' } as const;

let lives = 0;
let livedSteps = 0;

/** Both say the same of invoices, corrections and balances, every use is in one place, and verification tells what the witness knows. */
const agree = async ({ ledger, witness }: Life): Promise<void> => {
  expect(await accountOfLedger(ledger)).toEqual(accountOfWitness(witness, accounts));
  const [plans, open] = [await plansOf(ledger), await openPeriodsOf(ledger)];
  for (const use of witness.uses())
    expect({ use, places: placesOf(use, witness, plans, open) }).toMatchObject({ places: [expect.any(String)] });
  expect(findingsOfLedger(await ledger.findings())).toEqual(await findingsOfWitness(ledger, witness));
};

/** After the server has had its time nothing that is over is left, and all that was used is on lines or offered as a correction. */
const endUp = async (life: Life): Promise<void> => {
  const { ledger, witness } = life;
  for (const account of accounts) await ledger.change(account, { invoicePeriodId: 4 });
  life.move(24 * 70);
  await life.work();
  for (const id of [...witness.invoices.keys()]) {
    if (witness.invoices.get(id)?.isApproved === true) continue;
    // Also for usage that was written by hand, which marks nothing.
    await ledger.refill(id);
    witness.refill(id);
  }
  await life.offer();
  await agree(life);
  // A call for nothing that came in or was voided behind an approved invoice stays a warning: there is nothing to settle.
  const free = /^warning late usage of \d+, \w+: -?\d+ 0 0$/;
  expect((await findingsOfWitness(ledger, witness)).filter((finding) => !free.test(finding))).toEqual([]);
  const lines = await ledger.rows<{ readonly total: string }>(
    `SELECT trim_scale(coalesce(sum(CASE WHEN spent THEN amount ELSE -amount END), 0))::text AS total FROM (
       SELECT spent, amount FROM invoice_originated_destinations UNION ALL SELECT spent, amount FROM invoice_terminated_destinations
       UNION ALL SELECT spent, amount FROM invoice_service_data
     ) line`,
  );
  const billed = [...witness.invoices.values()]
    .map(({ filled }) => owedFor(filled))
    .reduce((sum, owed) => sum + owed, 0n);
  const offered = witness.offers.reduce((sum, { total }) => sum + total, 0n);
  const used = owedFor(sumsOf(witness.uses().filter((use) => witness.invoiceOf(use) !== undefined)));
  expect({ lines: lines[0]?.total, used }).toEqual({ lines: textOf(billed), used: billed + offered });
  const billedUntil = Math.min(...(await plansOf(ledger)).map(({ billedUntil: until }) => until ?? 0));
  for (const use of witness.uses().filter(({ at }) => at < billedUntil)) expect(witness.invoiceOf(use)).toBeDefined();
};

/** A life of some steps on a database of its own. */
const liveThrough = async (
  steps: readonly Step[],
  end: (life: Life, database: TestDatabase) => Promise<void>,
): Promise<void> => {
  const database = await createTestDatabaseOf(lifeLedger);
  const ledger = await LivedLedger.open(database, '2026-03-10T12:00:00Z');
  try {
    const life = new Life(ledger);
    for (const happening of steps) {
      await life.live(happening);
      await agree(life);
      livedSteps += 1;
    }
    await end(life, database);
    lives += 1;
  } finally {
    await ledger.close();
    await database.drop();
  }
};

describe('the life of usage', () => {
  afterAll(() => {
    process.stdout.write(`life of usage: seed ${seed}, ${lives} lives, ${livedSteps} steps\n`);
  });

  it('leaves every call and transaction in one place, whatever happens, and verification tells what an independent witness knows', async () => {
    const life = fc.asyncProperty(fc.array(step, lengths), (steps) => liveThrough(steps, endUp));
    await fc.assert(life, settings);
  }, 3_600_000);

  it('may have faults of every kind, which verification finds, and each of its checks finds one', async () => {
    const [steps] = fc.sample(fc.array(step, lengths), { seed, numRuns: 1 });
    await liveThrough(steps ?? [], async (life, { dataSource }) => {
      await endUp(life);
      const { ledger } = life;
      const over = Math.max(Date.UTC(2026, 7, 10), ledger.clock.now().epochMilliseconds);
      ledger.clock.moveTo(new Date(over).toISOString());
      await openSteadyAccount(ledger);
      await openSteadyCustomer(ledger);
      expect(await plantAll(dataSource, ledger.clock)).toEqual({ wrong: [], idle: [] });
    });
  }, 600_000);
});
