import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A system user the server can run as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Options of `spawn` for running a program as that user; empty for the current user. */
export const identityOf = (account: Account | undefined): { uid?: number; gid?: number } =>
  // Signed: `nobody` is 4294967294 on macOS, and `spawn` wants it as -2.
  account === undefined ? {} : { uid: account.uid | 0, gid: account.gid | 0 };

export const runsAsRoot = (): boolean => process.getuid?.() === 0;

/**
 * User that the server runs as; `undefined` for the current user. PostgreSQL refuses to run as root, so root lends it another user: the one
 * a former start gave the data to, else `postgres`, else `nobody`.
 */
export async function serverAccount(directory: string): Promise<Account | undefined> {
  if (!runsAsRoot()) return undefined;
  const account = (await ownerOfData(directory)) ?? (await systemUser('postgres')) ?? (await systemUser('nobody'));
  if (account !== undefined) return account;
  throw new Error(
    'PostgreSQL does not run as root, and this system has neither a user "postgres" nor a user "nobody" to run it as. ' +
      'Run as a normal user, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

/** Tried rather than worked out from mode bits: access lists, network mounts and user namespaces have a say too. */
export async function canUse(account: Account, directory: string): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'cd "$1" && [ -w . ]', 'sh', directory], { cwd: '/', ...identityOf(account) });
    return true;
  } catch {
    return false;
  }
}

async function ownerOfData(directory: string): Promise<Account | undefined> {
  const data = await stat(join(directory, 'data')).catch(() => undefined);
  if (data === undefined || data.uid === 0) return undefined;
  return { name: `the user with id ${String(data.uid)}`, uid: data.uid, gid: data.gid };
}

async function systemUser(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name: `the user "${name}"`, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
