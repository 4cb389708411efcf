import { adminToken } from '../admin-token.js';
import type { BenchDatabase } from '../bench-cluster.js';
import { casesFor, launchOf } from '../ratios.js';
import { programs } from '../programs.js';
import type { Progress } from '../progress.js';
import { ServerProcess } from '../server-process.js';
import { spreadOf, type Spread } from '../statistics.js';
import { depthRatio } from './depth.js';
import { filterPlans, type FilterPlan } from './filters.js';
import { memorySecondsExpected, memoryUnderLoad, type Memory } from './memory.js';
import { addMillion } from './million.js';

/** Figures of a ledger with a million invoices. */
export interface Scale {
  readonly filters: readonly FilterPlan[];
  readonly depth: Spread;
  readonly memory: Memory;
  readonly millisecondsToReady: Spread;
}

const starts = 5;
const loadingSeconds = 100;
const depthPace = { pairs: 5, seconds: 2 };

/** How long all of it takes, more or less. */
export const scaleSeconds = loadingSeconds + memorySecondsExpected + (depthPace.pairs + 1) * 2 * depthPace.seconds;

export const measureScale = async (database: BenchDatabase, progress: Progress): Promise<Scale> => {
  await addMillion(database);
  progress.passed(loadingSeconds, 'a million invoices loaded');
  const headers = { accept: 'application/vnd.api+json', authorization: await adminToken(database) };
  const filters = await filterPlans(database, headers);
  const toReady: number[] = [];
  for (let start = 1; start < starts; start += 1) {
    const server = await ServerProcess.start(launchOf(programs.app, database));
    toReady.push(server.millisecondsToReady);
    await server.stop();
  }
  const app = await ServerProcess.start(launchOf(programs.app, database));
  try {
    toReady.push(app.millisecondsToReady);
    // A list counts all of the million rows, as the wire demands: it is left to the part on depth, where nothing is counted.
    const requests = (await casesFor(database, app))
      .map(({ request }) => request)
      .filter(({ path, status }) => status === 200 && !path.includes('include=account'));
    const memory = await memoryUnderLoad(app, requests, progress);
    const depth = await depthRatio(app, headers, depthPace, progress);
    return { filters, depth, memory, millisecondsToReady: spreadOf(toReady) };
  } finally {
    await app.stop();
  }
};
