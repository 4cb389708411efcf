import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { spoolPrefix, sweepSpools } from './spools.js';

/** No system gives it to a process. */
const noProcess = 4_194_305;

it('removes at a start what killed processes of this machine have left, and nothing else', async () => {
  const left = await mkdtemp(spoolPrefix(noProcess));
  const used = await mkdtemp(spoolPrefix(process.ppid));
  const elsewhere = await mkdtemp(join(tmpdir(), `org-invoices-batch-not-${hostname()}-${noProcess}-`));
  try {
    await sweepSpools();
    expect([left, used, elsewhere].map(existsSync)).toEqual([false, true, true]);
  } finally {
    for (const directory of [left, used, elsewhere]) await rm(directory, { recursive: true, force: true });
  }
});
