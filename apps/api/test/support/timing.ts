export const medianOf = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

const durationOf = async (ask: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await ask();
  return performance.now() - start;
};

/** Ratio of the medians of 41 alternating requests each. */
export const ratioOf = async (one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<number> => {
  const [first, second]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < 41; turn += 1) {
    first.push(await durationOf(one));
    second.push(await durationOf(other));
  }
  return medianOf(first) / medianOf(second);
};
