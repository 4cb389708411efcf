import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnreadableUsage } from '@org/invoice-domain/persistence';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRejectFile, RejectFile } from './reject-file.js';

let folder: string;
let count = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'org-invoices-rejects-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** @param content absent where there is no file yet */
const pathWith = (content?: string): string => {
  const path = join(folder, `${(count += 1)}.csv`);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};

const written = (path: string): string => {
  const file = new RejectFile(path);
  file.add([{ line: 7, reason: 'id is\nmissing', row: ',x' }], 'id,name\n');
  file.close(true);
  return readFileSync(path, 'utf8');
};

const ours = `#! rejects of npm run ingest
#! Mend the rows and bring this file in by itself. Lines like these are passed over.
id,name
#! line 7: id is missing
,x
`;

describe('a file of rejects', () => {
  it('says by its first line what it is, and each row why it was rejected', () => {
    const path = pathWith();
    expect(written(path)).toBe(ours);
    expect(isRejectFile(path)).toBe(true);
  });

  it.each([
    ['of an earlier run', `${ours}more\n`],
    ['of an earlier version', 'line,reason,row\n1,bad,row\n'],
    ['that is empty', ''],
    ['that a program for tables has saved', `\uFEFF"${ours.replace('\n', '"\n')}`],
  ])('replaces one %s', (_, content) => {
    expect(written(pathWith(content))).toBe(ours);
  });

  it.each([
    ['a letter', 'Dear customer'],
    ['the calls of yesterday', 'id,name\n1,x\n'],
    ['what mentions rejects further down', `id,name\n${ours}`],
  ])('never replaces %s', (_, content) => {
    const path = pathWith(content);
    expect(() => new RejectFile(path)).toThrow(UnreadableUsage);
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(isRejectFile(path)).toBe(false);
  });

  it('of an earlier run goes when there are no rejects any more, and stays when nobody knows yet', () => {
    const path = pathWith(ours);
    new RejectFile(path).close(false);
    expect(existsSync(path)).toBe(true);
    new RejectFile(path).close(true);
    expect(existsSync(path)).toBe(false);
  });
});
