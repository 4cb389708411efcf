import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProcess } from './running-process.js';

export class DirectoryInUse extends Error {
  constructor(directory: string, pid: number) {
    super(
      `Another Org Invoices process (pid ${String(pid)}) is already using ${directory}. ` +
        'Stop it first, or set DATABASE_URL to a PostgreSQL server that several processes can share.',
    );
    this.name = 'DirectoryInUse';
  }
}

/**
 * Writes into the directory that this process uses it. A directory whose owner has died (by SIGKILL, say) is free.
 * @returns gives the directory up
 */
export async function claim(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, 'owner.pid');
  const release = (): Promise<void> => rm(file, { force: true });
  // Written aside and linked: nobody ever reads a half-written file, and of two processes only one gets the name.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${String(process.pid)}\n${(await findProcess(process.pid))?.startedAt ?? ''}\n`);
  try {
    while (!(await tryToLink(draft, file))) {
      const owner = await livingOwner(file);
      if (owner !== undefined) throw new DirectoryInUse(directory, owner);
      await release();
    }
    return release;
  } finally {
    await rm(draft, { force: true });
  }
}

async function tryToLink(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error: unknown) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function livingOwner(file: string): Promise<number | undefined> {
  const [pid, startedAt] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const found = await findProcess(Number(pid));
  return found !== undefined && found.startedAt === startedAt ? found.pid : undefined;
}
