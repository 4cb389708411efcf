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

/**
 * Does something for places 1, 2, 3 …, two at a time, for as long as it meets its death there.
 * @param every distance of the places that are tried, counted from a random one of the first; `npm run kill` tries all
 * @returns the last place where it died
 * @throws Error that names the place where something was not as it should be
 */
export const sweep = async (every: number, diesAt: (place: number) => Promise<boolean>): Promise<number> => {
  const distance = isEverywhere ? 1 : every;
  let next = 1 + randomInt(distance);
  let last = 0;
  let isOver = false;
  const lane = async (): Promise<void> => {
    while (!isOver) {
      const place = next;
      next += distance;
      const hasDied = await diesAt(place).catch((cause: unknown) => {
        throw new Error(`Killed at place ${place}: ${cause instanceof Error ? cause.message : String(cause)}`, {
          cause,
        });
      });
      if (hasDied) last = Math.max(last, place);
      else isOver = true;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return last;
};
