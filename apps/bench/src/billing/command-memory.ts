import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { BenchDatabase } from '../bench-cluster.js';
import { residentMegabytesOf } from '../process-usage.js';
import { programs } from '../programs.js';
import { makeDue } from './generation.js';
import { month } from './month.js';

const samplesApart = 100;

/** @returns the most that the process of `npm run bill` holds while it bills the month, in megabytes */
export const memoryOfCommand = async (database: BenchDatabase): Promise<number> => {
  await makeDue(database);
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [programs.bill, '--at', month.dueAt], {
    env: { PATH, HOME, NODE_ENV: 'test', DATABASE_URL: database.url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  let most = 0;
  while (child.exitCode === null && child.signalCode === null) {
    // Between its end and the news of it, there is no process to look at.
    most = Math.max(most, await residentMegabytesOf(child.pid ?? 0).catch(() => 0));
    await pause(samplesApart);
  }
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`the command ended with ${code}`);
  return most;
};
