/** Writes progress messages of the benchmark. */
export type Say = (message: string) => void;

export const say: Say = (message) => {
  process.stdout.write(`${message}\n`);
};
