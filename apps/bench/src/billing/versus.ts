import type { Progress } from '../progress.js';
import { spreadOf, type Spread } from '../statistics.js';

/** Two ways to do the same, in turn. */
export interface Versus {
  readonly ours: Spread;
  readonly bare: Spread;
  readonly ratio: Spread;
}

interface Contenders {
  readonly ours: () => Promise<number>;
  readonly bare: () => Promise<number>;
}

/** Each ratio is that of two neighbours, so that what disturbs the machine for a while disturbs both. */
export const versus = async (
  { ours, bare }: Contenders,
  turns: number,
  progress: Progress,
  what: string,
): Promise<Versus> => {
  const figures: { readonly ours: number; readonly bare: number }[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const figure = { bare: await bare(), ours: await ours() };
    figures.push(figure);
    progress.passed(0, `${what}: ${figure.ours.toFixed(1)} against ${figure.bare.toFixed(1)}`);
  }
  return {
    ours: spreadOf(figures.map((figure) => figure.ours)),
    bare: spreadOf(figures.map((figure) => figure.bare)),
    ratio: spreadOf(figures.map((figure) => figure.ours / figure.bare)),
  };
};

export const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};
