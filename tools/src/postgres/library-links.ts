import { readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { exists } from './exists.js';

/** A link `target` that stands for the file `source`, both as paths inside the package. */
interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * npm packages cannot contain symbolic links. The binary packages list those of their shared libraries in a file, and
 * an install script makes them; npm need not have run it.
 */
export async function restoreLinks(packageRoot: string): Promise<void> {
  for (const { source, target } of await linksOf(packageRoot)) {
    const path = join(packageRoot, target);
    if (await exists(path)) continue;
    try {
      await symlink(relative(dirname(target), source), path);
    } catch (error: unknown) {
      // Another process did the same at the same time.
      if (!(await exists(path))) throw error;
    }
  }
}

async function linksOf(packageRoot: string): Promise<readonly Link[]> {
  const text = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: unknown = JSON.parse(text);
  return Array.isArray(links) ? links.filter(isLink) : [];
}

const isLink = (value: unknown): value is Link =>
  typeof value === 'object' &&
  value !== null &&
  'source' in value &&
  typeof value.source === 'string' &&
  'target' in value &&
  typeof value.target === 'string';
