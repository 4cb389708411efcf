/** Tells whoever runs the benchmark what goes on. */
export type Say = (message: string) => void;

export const say: Say = (message) => {
  process.stdout.write(`${message}\n`);
};
