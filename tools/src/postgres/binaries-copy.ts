import { chmod, cp, lstat, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './exists.js';
import { belongsTo, placeForBinaries } from './temporary-place.js';

/** Copies the package's programs and libraries, once, to where every user can run them. */
export async function copyForEverybody(
  packageRoot: string,
  version: string,
  report: (message: string) => void,
): Promise<string> {
  const place = placeForBinaries(version);
  if (!(await exists(place))) {
    report(`Copying the PostgreSQL programs to ${place}, where the user that runs them can get at them.`);
    const draft = `${place}.${String(process.pid)}`;
    await cp(join(packageRoot, 'native'), draft, { recursive: true, verbatimSymlinks: true });
    await openToEverybody(draft);
    try {
      await rename(draft, place);
    } catch (error: unknown) {
      await rm(draft, { recursive: true, force: true });
      // Another process did the same at the same time.
      if (!(await exists(place))) throw error;
    }
  }
  if (await belongsTo(place, [0])) return place;
  throw new Error(
    `${place} was not made by root: it is not safe to run programs from there. Delete it and start again.`,
  );
}

/** A strict umask may have kept the installed files to root; that is why they are copied. */
async function openToEverybody(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await openToEverybody(path);
    else if (entry.isFile()) await chmod(path, ((await lstat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
