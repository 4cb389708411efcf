import type { BenchCluster } from '../bench-cluster.js';
import type { Case } from '../cases.js';
import { compare, warmUpPairs, type Comparison, type Pace } from '../pairs.js';
import type { Progress } from '../progress.js';
import { programs } from '../programs.js';
import { casesFor, launchOf } from '../ratios.js';
import { ask, differencesOf } from '../same-answer.js';
import { ServerProcess } from '../server-process.js';
import { createTwins } from './twin-databases.js';

/** How much more processor time a request may take than it took before. */
const goal = 1.03;

/** One case, on the server of this checkout and on an older one. */
export interface AgainstComparison extends Comparison {
  /** How the two answers differ, in words. Nothing when they are the same. */
  readonly differences: readonly string[];
}

/** Measures this checkout's server beside an older one, in turn, on two copies of one ledger in one cluster. */
export const measureAgainst = async (
  cluster: BenchCluster,
  oldServer: string,
  { only, ...pace }: Pace & { readonly only: string },
  progress: Progress,
): Promise<readonly AgainstComparison[]> => {
  const { before, after } = await createTwins(cluster, oldServer);
  const old = await ServerProcess.start(launchOf(oldServer, before));
  try {
    const app = await ServerProcess.start(launchOf(programs.app, after));
    try {
      // A copy that has been migrated has other statistics than the planner knows.
      for (const database of [before, after]) await database.query('ANALYZE');
      const oldCases = await casesFor(before, old);
      const cases = (await casesFor(after, app)).filter(({ name }) => name.includes(only));
      progress.expect(cases.length * (pace.pairs + warmUpPairs) * 2 * pace.seconds);
      const comparisons: AgainstComparison[] = [];
      for (const one of cases) {
        const sides = { app: { server: app, ...one }, reference: { server: old, ...sameCase(oldCases, one) } };
        const differences = differencesOf(await ask(app, sides.app.request), await ask(old, sides.reference.request));
        const figures = await compare(sides, pace, () => {
          progress.passed(2 * pace.seconds, one.name);
        });
        comparisons.push({ name: one.name, goal, ...figures, differences });
      }
      return comparisons;
    } finally {
      await app.stop();
    }
  } finally {
    await old.stop();
    await before.close();
    await after.close();
  }
};

/** The case as the other server is asked it: tags of documents may differ between the two. */
const sameCase = (cases: readonly Case[], { name }: Case): Case => {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the old server has no case ${name}`);
  return found;
};
