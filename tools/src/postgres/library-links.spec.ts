import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreLinks } from './library-links.js';

describe('the links of the shared libraries', () => {
  let packageRoot: string;

  beforeEach(async () => {
    packageRoot = await mkdtemp(join(tmpdir(), 'library-links-'));
    await mkdir(join(packageRoot, 'native/lib'), { recursive: true });
  });

  afterEach(() => rm(packageRoot, { recursive: true }));

  it('are made from the list that the package brings', async () => {
    await writeFile(join(packageRoot, 'native/lib/libpq.so.5.18'), 'the library');
    const list = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    await writeFile(join(packageRoot, 'native/pg-symlinks.json'), JSON.stringify(list));

    await restoreLinks(packageRoot);

    expect(await readFile(join(packageRoot, 'native/lib/libpq.so.5'), 'utf8')).toBe('the library');
    expect(await readlink(join(packageRoot, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it('stay as they are when they are there already', async () => {
    const list = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    await writeFile(join(packageRoot, 'native/pg-symlinks.json'), JSON.stringify(list));
    await writeFile(join(packageRoot, 'native/lib/libpq.so.5'), 'a file of its own');

    await restoreLinks(packageRoot);

    expect(await readFile(join(packageRoot, 'native/lib/libpq.so.5'), 'utf8')).toBe('a file of its own');
  });

  it('are none when the package has no list', async () => {
    await expect(restoreLinks(packageRoot)).resolves.toBeUndefined();
  });
});
