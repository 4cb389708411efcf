import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { superuser } from './initialise.js';
import { postmasterFile } from './orphan.js';
import { findProcess } from './running-process.js';
import { placeForCluster } from './temporary-place.js';

/** Access to a server that another process starts and stops. */
export interface RunningCluster {
  /** The maintenance database. */
  readonly url: string;
  databaseUrl(name: string): string;
}

/** The server that runs on the data of a directory, if there is one and its password may be read. */
export async function runningPostgres(directory: string): Promise<RunningCluster | undefined> {
  const wished = resolve(directory);
  return (await runningIn(wished)) ?? (await runningIn(placeForCluster(wished)));
}

async function runningIn(home: string): Promise<RunningCluster | undefined> {
  const file = await readFile(postmasterFile(join(home, 'data')), 'utf8').catch(() => '');
  const password = await readFile(join(home, 'password'), 'utf8').catch(() => undefined);
  const [pid, , , port, , , , state] = file.split('\n');
  if (password === undefined || state?.trim() !== 'ready') return undefined;
  if ((await findProcess(Number(pid))) === undefined) return undefined;
  const databaseUrl = (name: string): string =>
    `postgres://${superuser}:${password.trim()}@127.0.0.1:${String(port)}/${encodeURIComponent(name)}`;
  return { url: databaseUrl('postgres'), databaseUrl };
}
