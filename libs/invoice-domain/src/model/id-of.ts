import type { Brand } from '@org/kernel';

/** What makes ids of one sort. It throws a RangeError unless the number is an integer that a double holds exactly. */
export const idOf =
  <Id extends Brand<number, string>>() =>
  (value: number): Id => {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not an id: ${value}`);
    return value as Id;
  };
