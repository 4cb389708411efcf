import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claim, DirectoryInUse } from './ownership.js';

describe('the claim to a cluster directory', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ownership-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  const ownerFile = (): string => join(directory, 'owner.pid');
  const ownerIn = async (): Promise<number> => Number.parseInt(await readFile(ownerFile(), 'utf8'), 10);

  it('names the process that holds it, and leaves nothing behind', async () => {
    const release = await claim(directory);
    expect(await ownerIn()).toBe(process.pid);

    await release();
    expect(await readdir(directory)).toEqual([]);
  });

  it('is refused while a living process holds it', async () => {
    const release = await claim(directory);

    await expect(claim(directory)).rejects.toThrow(DirectoryInUse);
    await expect(claim(directory)).rejects.toThrow(`(pid ${String(process.pid)}) is already using ${directory}`);
    await release();
  });

  it('goes to one of many that ask at the same time', async () => {
    const claims = await Promise.allSettled(Array.from({ length: 10 }, () => claim(directory)));

    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('passes on when its holder has died', async () => {
    const holder = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(holder, 'exit');
    await writeFile(ownerFile(), `${String(holder.pid)}\n1\n`);

    await claim(directory);

    expect(await ownerIn()).toBe(process.pid);
  });

  it("passes on when another process has got the dead holder's id", async () => {
    await writeFile(ownerFile(), `${String(process.pid)}\na start long ago\n`);

    await claim(directory);

    expect(await readFile(ownerFile(), 'utf8')).not.toContain('long ago');
  });
});
