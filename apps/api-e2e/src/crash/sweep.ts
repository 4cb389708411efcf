import { randomInt } from 'node:crypto';

/** Whether programs are killed at every place, as by `npm run kill`, or at some of them. */
export const isEverywhere = process.env['KILL_EVERYWHERE'] === 'true';

const lanes = Number(process.env['KILL_LANES'] ?? 2);

/** Does something for each, two at a time unless KILL_LANES says otherwise. */
export const inLanes = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const left = items.values();
  const lane = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};

/** Places of a program at which it may die. */
export interface Places {
  /** How many there are at least. */
  readonly least: number;
  /** How many of them are tried, chosen anew each time; `npm run kill` tries all there are. */
  readonly tries: number;
}

/**
 * Lets a program die at some of its places, or at all of them: at 1, 2, 3 … for as long as it meets its death there.
 * @returns how often it died
 * @throws Error that names the place where something was not as it should be, or where it should have died and did not
 */
export const sweep = async ({ least, tries }: Places, diesAt: (place: number) => Promise<boolean>): Promise<number> => {
  let deaths = 0;
  let isOver = false;
  const chosen = isEverywhere ? upwards(() => isOver) : someOf(least, tries);
  const lane = async (): Promise<void> => {
    for (const place of chosen) {
      const hasDied = await diesAt(place).catch((cause: unknown) => {
        throw new Error(`Killed at place ${place}: ${cause instanceof Error ? cause.message : String(cause)}`, {
          cause,
        });
      });
      if (hasDied) deaths += 1;
      else if (place <= least) throw new Error(`It lived on at place ${place}.`);
      else isOver = true;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return deaths;
};

function* upwards(isOver: () => boolean): Generator<number, void> {
  for (let place = 1; !isOver(); place += 1) yield place;
}

function* someOf(least: number, tries: number): Generator<number, void> {
  const chosen = new Set<number>();
  while (chosen.size < tries) chosen.add(1 + randomInt(least));
  yield* chosen;
}
