import type { Brand } from '@org/kernel';

/** Makes an id of one sort of a number. @throws RangeError unless it is an integer that a double holds exactly */
export const idOf =
  <Id extends Brand<number, string>>() =>
  (value: number): Id => {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not an id: ${value}`);
    return value as Id;
  };
