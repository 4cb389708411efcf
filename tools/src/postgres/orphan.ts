import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endsWithin, findProcess } from './running-process.js';

/** The server writes its process id into the first line of this file, and its state into the eighth. */
export const postmasterFile = (data: string): string => join(data, 'postmaster.pid');

/** Stops a server that outlived the process that had started it. The caller owns the directory. */
export async function stopOrphan(data: string, report: (message: string) => void): Promise<void> {
  const file = postmasterFile(data);
  const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  if (Number.isNaN(pid)) return;

  const found = await findProcess(pid);
  if (found?.command.includes(`-D ${data} `) === true) {
    report(`Stopping the PostgreSQL server (pid ${String(pid)}) that an earlier process left behind.`);
    await stopServer(pid);
  } else if (found?.command.includes('postgres') !== true) {
    // In a container the same few ids come again after each restart: the server would take any process of its user
    // with that id for a server, and refuse to start.
    await rm(file, { force: true });
  }
}

async function stopServer(pid: number): Promise<void> {
  const signals = [
    { signal: 'SIGINT', patience: 30_000 },
    { signal: 'SIGQUIT', patience: 10_000 },
  ] as const;
  for (const { signal, patience } of signals) {
    try {
      process.kill(pid, signal);
    } catch (cause: unknown) {
      if ((await findProcess(pid)) === undefined) return;
      throw new Error(`The PostgreSQL server with pid ${String(pid)} runs as another user: stop it first.`, { cause });
    }
    if (await endsWithin(patience, pid)) return;
  }
  throw new Error(`The PostgreSQL server with pid ${String(pid)} does not stop.`);
}
