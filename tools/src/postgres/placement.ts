import { access, chmod, chown, constants, mkdir, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Account, canUse, serverAccount } from './account.js';
import { belongsTo, placeForCluster } from './temporary-place.js';

/** Data directory of a cluster, and the user who runs it. */
export interface Placement {
  readonly home: string;
  /** `undefined` for the current user. */
  readonly account: Account | undefined;
}

/** Makes the cluster's directory: for root in `/var/tmp`, when the server's user cannot get at the wished one. */
export async function placeCluster(wished: string, report: (message: string) => void): Promise<Placement> {
  const directory = resolve(wished);
  const account = await serverAccount(directory);
  if (account === undefined) return { home: await ownDirectory(directory), account };

  const home = await sharedDirectory(directory, account);
  if (home !== undefined) return { home, account };

  const fallback = await temporaryDirectory(directory, account);
  if (fallback !== undefined) {
    report(`PostgreSQL runs as ${account.name}, who cannot use ${directory}: the database is kept in ${fallback}.`);
    return { home: fallback, account };
  }
  throw new Error(
    `PostgreSQL does not run as root, and ${account.name}, who would run it, can use neither ${directory} nor ` +
      `${placeForCluster(directory)}. Make every parent folder of the first traversable (chmod o+x), ` +
      'run as a normal user, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

async function ownDirectory(directory: string): Promise<string> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(directory);
  } catch (cause: unknown) {
    throw new Error(
      `The database cannot be kept in ${directory}: it cannot be made or belongs to another user. ` +
        'Run as that user, or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause },
    );
  }
}

async function temporaryDirectory(wished: string, account: Account): Promise<string | undefined> {
  const directory = placeForCluster(wished);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return (await belongsTo(directory, [0, account.uid])) ? sharedDirectory(directory, account) : undefined;
}

/** @returns the directory, made and handed over to the account; `undefined` when the account cannot use it there */
async function sharedDirectory(directory: string, account: Account): Promise<string | undefined> {
  try {
    await mkdir(directory, { recursive: true });
    await chown(directory, account.uid, account.gid);
    await chmod(directory, 0o700);
    return (await canUse(account, directory)) ? await realpath(directory) : undefined;
  } catch {
    // A file system that is read-only, or that does not let root give files away.
    return undefined;
  }
}
