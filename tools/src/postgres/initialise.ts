import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { identityOf } from './account.js';
import type { Binaries } from './binaries.js';
import { exists } from './exists.js';
import type { Placement } from './placement.js';
import { serverEnvironment } from './settings.js';

const run = promisify(execFile);

export const superuser = 'postgres';

export interface InitialiseOptions {
  readonly report: (message: string) => void;
  /** Ends `initdb` when it is aborted. */
  readonly signal: AbortSignal;
}

/**
 * Makes the cluster's data directory unless it is there.
 * @returns the superuser's password
 */
export async function initialise(
  binaries: Binaries,
  placement: Placement,
  { report, signal }: InitialiseOptions,
): Promise<string> {
  const data = join(placement.home, 'data');
  const passwordFile = join(placement.home, 'password');
  if (await exists(data)) return readPassword(passwordFile, data);

  report(`Creating a PostgreSQL cluster in ${placement.home}.`);
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (placement.account !== undefined) await chown(passwordFile, placement.account.uid, placement.account.gid);

  // Renamed when it is complete: a start that was interrupted leaves nothing that looks like a cluster.
  const draft = `${data}.incomplete`;
  await rm(draft, { recursive: true, force: true });
  await runInitdb(binaries, placement, ['--pgdata', draft, '--pwfile', passwordFile], signal);
  await rename(draft, data);
  return password;
}

async function runInitdb(
  binaries: Binaries,
  placement: Placement,
  where: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  // PostgreSQL's own C.UTF-8, not the operating system's: text sorts alike on every machine.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${superuser}`, '--auth=scram-sha-256'];
  const options = { cwd: placement.home, env: serverEnvironment, signal, ...identityOf(placement.account) };
  const running = run(binaries.initdb, [...where, ...locale, ...access, '--no-instructions'], options);
  const { child } = running;
  try {
    await running;
  } catch (cause: unknown) {
    // Aborting tells it to end, and does not wait for it.
    if (signal.aborted && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    signal.throwIfAborted();
    const reason =
      typeof cause === 'object' && cause !== null && 'stderr' in cause ? String(cause.stderr).trim() : String(cause);
    throw new Error(`A PostgreSQL cluster could not be created in ${placement.home}:\n${reason}`, { cause });
  }
}

async function readPassword(passwordFile: string, data: string): Promise<string> {
  try {
    return (await readFile(passwordFile, 'utf8')).trim();
  } catch (cause: unknown) {
    throw new Error(
      `The password of the PostgreSQL cluster in ${data} cannot be read from ${passwordFile}. ` +
        'Run as the user that created the cluster, or delete its directory to begin with an empty one.',
      { cause },
    );
  }
}
