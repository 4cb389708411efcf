import { randomInt } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import fc from 'fast-check';
import { createTestDatabaseOf } from '../../testing/test-database.js';
import { CommerceLedger } from '../testing/commerce-life/commerce-ledger.js';
import { CommerceLife } from '../testing/commerce-life/commerce-life.js';
import { lifeOf, type Step } from '../testing/commerce-life/steps.js';
import { Tally } from '../testing/commerce-life/tally.js';
import { commerceWorld } from '../testing/commerce-life/world.js';

const numberIn = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

/** With the same seed they are the same lives again, and with its path the one that failed: fast-check tells both. */
const seed = numberIn('LIFE_SEED', randomInt(2 ** 31));

/** A few short lives; hundreds of long ones in `npm run life`, for as long as it is given time. */
const settings = {
  seed,
  ...(process.env['LIFE_PATH'] === undefined ? {} : { path: process.env['LIFE_PATH'] }),
  numRuns: numberIn('LIFE_RUNS', 3),
  interruptAfterTimeLimit: 1_000 * numberIn('LIFE_SECONDS', 3_000),
  markInterruptAsFailure: false,
  /** `LIFE_SHRINK=1` looks for the shortest life that fails, which takes a while. */
  endOnFailure: process.env['LIFE_SHRINK'] === undefined,
};
const longest = numberIn('LIFE_STEPS', 20);

/** A run of so many steps has to have seen each kind of act accepted so often. */
const longRun = { steps: 2_000, accepted: 3 } as const;
const isLong = (): boolean => livedSteps >= longRun.steps;

/** Long enough that all periods end. */
const lastRun = { what: 'run', days: 70 } as const;

let lives = 0;
let livedSteps = 0;
const tally = new Tally();

const liveThrough = async (steps: readonly Step[]): Promise<void> => {
  const database = await createTestDatabaseOf(commerceWorld);
  const ledger = new CommerceLedger(database, new FixedClock('2026-03-10T12:00:00Z'));
  try {
    const life = new CommerceLife(ledger);
    for (const happening of [...steps, lastRun]) await life.live(happening);
    expect((await ledger.findings()).filter(({ severity }) => severity === 'error')).toEqual([]);
    lives += 1;
    livedSteps += steps.length;
    tally.addAll(life.tally);
  } finally {
    await ledger.close();
    await database.drop();
  }
};

describe('the life of commerce', () => {
  afterAll(() => {
    const table = isLong() ? `${tally.table}\n` : '';
    process.stdout.write(`life of commerce: seed ${seed}, ${lives} lives, ${livedSteps} steps\n${table}`);
  });

  it('moves no cent that independent books do not know of, whatever happens', async () => {
    await fc.assert(fc.asyncProperty(lifeOf(longest), liveThrough), settings);
  }, 3_600_000);

  it('has every kind of act in it, when it is long', () => {
    expect(isLong() ? tally.below(longRun.accepted) : []).toEqual([]);
  });
});
