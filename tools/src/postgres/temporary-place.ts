import { lstat } from 'node:fs/promises';
import { createHash } from 'node:crypto';

/** Survives a restart of the machine, unlike /tmp, and every user can traverse it. */
const root = '/var/tmp';

/** The same directory gets the same place each time, so that the next start finds its data. */
export const placeForCluster = (directory: string): string =>
  `${root}/org-invoices-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}`;

export const placeForBinaries = (version: string): string => `${root}/org-invoices-postgres-${version}`;

/** Whether a path belongs to one of these users; in /var/tmp, anybody can create a file under our name. */
export async function belongsTo(path: string, uids: readonly number[]): Promise<boolean> {
  const found = await lstat(path);
  const othersMayWrite = (found.mode & 0o022) !== 0;
  return found.isDirectory() && uids.includes(found.uid) && !othersMayWrite;
}
