import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BenchDatabase } from './bench-cluster.js';
import { run } from './load.js';
import { casesFor, launchOf } from './ratios.js';
import { programs } from './programs.js';
import type { Say } from './say.js';
import { ServerProcess } from './server-process.js';

/** Leaves processor profiles of both servers under one case, for Chrome's developer tools: where a ratio comes from. */
export const profile = async (
  database: BenchDatabase,
  { directory, only, seconds }: { readonly directory: string; readonly only: string; readonly seconds: number },
  say: Say,
): Promise<void> => {
  const started = async (program: 'app' | 'floor'): Promise<ServerProcess> => {
    const into = resolve(directory, program);
    await mkdir(into, { recursive: true });
    const nodeOptions = ['--cpu-prof', '--cpu-prof-interval', '250', '--cpu-prof-dir', into];
    return ServerProcess.start({ ...launchOf(programs[program], database), nodeOptions });
  };
  const servers = { app: await started('app'), floor: await started('floor') };
  try {
    const one = (await casesFor(database, servers.app)).find(({ name }) => name.includes(only));
    if (one === undefined) throw new Error(`no case is called ${only}`);
    const requests = { app: 0, floor: 0 };
    for (let second = 0; second < seconds; second += 1) {
      for (const program of ['app', 'floor'] as const) {
        requests[program] += (await run(servers[program], one.request, { seconds: 1 })).requests;
      }
    }
    for (const program of ['app', 'floor'] as const) {
      say(`${join(resolve(directory, program), '*.cpuprofile')}: ${requests[program]} times ${one.name}`);
    }
  } finally {
    await servers.floor.stop();
    await servers.app.stop();
  }
};
