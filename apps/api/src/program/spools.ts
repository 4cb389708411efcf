import { readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Begins the paths of the directories in which this process keeps bodies until they are imported. */
export const spoolPrefix = (pid: number = process.pid): string =>
  join(tmpdir(), `org-invoices-batch-${hostname()}-${pid}-`);

/** The process that a directory belongs to; undefined for one of another machine, or of somebody else. */
const ownerOf = (directory: string): number | undefined => {
  const [, machine, pid] = /^org-invoices-batch-(.+)-(\d+)-\w+$/.exec(directory) ?? [];
  return machine === hostname() ? Number(pid) : undefined;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Removes what processes have left behind that were killed. Nothing is this process's own yet: in a container, pids come again. */
export const sweepSpools = async (): Promise<void> => {
  for (const directory of await readdir(tmpdir())) {
    const owner = ownerOf(directory);
    if (owner === undefined || (owner !== process.pid && isAlive(owner))) continue;
    await rm(join(tmpdir(), directory), { recursive: true, force: true });
  }
};
