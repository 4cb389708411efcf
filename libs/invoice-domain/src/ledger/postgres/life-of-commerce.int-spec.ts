import { randomInt } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import fc from 'fast-check';
import { createTestDatabaseOf } from '../../testing/test-database.js';
import { accountOfBooks, accountOfLedger, impossibleIn } from '../testing/commerce-life/agreement.js';
import { CommerceLedger } from '../testing/commerce-life/commerce-ledger.js';
import { CommerceLife } from '../testing/commerce-life/commerce-life.js';
import type { Tried } from '../testing/commerce-life/shared-life.js';
import { step, type Step } from '../testing/commerce-life/steps.js';
import { commerceWorld } from '../testing/commerce-life/world.js';

const numberIn = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

/** With the same seed they are the same lives again; fast-check tells it when one fails. */
const seed = numberIn('LIFE_SEED', randomInt(2 ** 31));

/** A dozen short lives; hundreds of long ones in `npm run life`, for as long as it is given time. */
const settings = {
  seed,
  numRuns: numberIn('LIFE_RUNS', 12),
  interruptAfterTimeLimit: 1_000 * numberIn('LIFE_SECONDS', 3_000),
  markInterruptAsFailure: false,
};
const longest = numberIn('LIFE_STEPS', 24);
/** Periods have to pass before anything is due. */
const lengths = { minLength: longest / 2, maxLength: longest, size: 'max' } as const;

let lives = 0;
let livedSteps = 0;
const tried = new Map<string, Tried>();

/** How often what was tried was accepted, of how often it was tried. */
const triedOf = (): string =>
  [...tried].map(([what, { accepted, refused }]) => `${what} ${accepted} of ${accepted + refused}`).join(', ');

const agree = async ({ ledger, books }: CommerceLife): Promise<void> => {
  expect(await accountOfLedger(ledger)).toEqual(accountOfBooks(books));
  expect(await impossibleIn(ledger)).toEqual([]);
};

const liveThrough = async (steps: readonly Step[]): Promise<void> => {
  const database = await createTestDatabaseOf(commerceWorld);
  const ledger = await CommerceLedger.open(database, new FixedClock('2026-03-10T12:00:00Z'));
  try {
    const life = new CommerceLife(ledger);
    for (const happening of steps) {
      await life.live(happening);
      await agree(life);
      livedSteps += 1;
    }
    await life.live({ what: 'run', days: 70 });
    await agree(life);
    expect((await ledger.findings()).filter(({ severity }) => severity === 'error')).toEqual([]);
    lives += 1;
    for (const [what, { accepted, refused }] of life.tried) {
      const before = tried.get(what) ?? { accepted: 0, refused: 0 };
      tried.set(what, { accepted: before.accepted + accepted, refused: before.refused + refused });
    }
  } finally {
    await ledger.close();
    await database.drop();
  }
};

describe('the life of commerce', () => {
  afterAll(() => {
    process.stdout.write(`life of commerce: seed ${seed}, ${lives} lives, ${livedSteps} steps\n${triedOf()}\n`);
  });

  it('moves no cent that independent books do not know of, whatever happens', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, lengths), liveThrough), settings);
  }, 3_600_000);
});
