/** A whole number from 0 up to, and without, the bound. */
export type RandomIndex = (bound: number) => number;

/** Repeatable: the same seed gives the same numbers (mulberry32). */
export const seededIndex = (seed: number): RandomIndex => {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
};
