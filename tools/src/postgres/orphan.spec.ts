import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postmasterFile, stopOrphan } from './orphan.js';

describe('the process id that a server left behind', () => {
  let data: string;
  const messages: string[] = [];
  const report = (message: string): void => {
    messages.push(message);
  };

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'orphan-'));
  });

  afterEach(() => rm(data, { recursive: true }));

  it('is forgotten when it now belongs to a process that is no server, and that process is left alone', async () => {
    await writeFile(postmasterFile(data), `${String(process.ppid)}\n${data}\n`);

    await stopOrphan(data, report);

    await expect(access(postmasterFile(data))).rejects.toThrow('ENOENT');
    expect(messages).toEqual([]);
  });

  it('need not be there', async () => {
    await expect(stopOrphan(data, report)).resolves.toBeUndefined();
  });
});
