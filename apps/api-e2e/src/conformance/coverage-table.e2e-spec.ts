import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const table = readFileSync(new URL('../../../../docs/conformance.md', import.meta.url), 'utf8');

interface Row {
  readonly statement: string;
  readonly status: string;
  readonly where: string;
}

const rows: readonly Row[] = table
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, , status = '']) => ['tested', 'not applicable', 'different'].includes(status))
  .map(([, statement = '', status = '', where = '']) => ({ statement, status, where }));

interface NamedTest {
  readonly file: string;
  readonly name: string;
}

const testsIn = ({ where }: Row): readonly NamedTest[] =>
  where.split('<br>').flatMap((part) => {
    const [, file, name] = /^`([\w./-]+\.e2e-spec\.ts)`: (.+)$/.exec(part) ?? [];
    return file === undefined || name === undefined ? [] : [{ file, name }];
  });

/** A title, or the label of a case that a title is filled with. */
const exists = ({ file, name }: NamedTest): boolean => {
  const url = new URL(`../${file}`, import.meta.url);
  return existsSync(url) && readFileSync(url, 'utf8').includes(`'${name}'`);
};

describe('the table of JSON:API’s demands in docs/conformance.md', () => {
  it('has a row for every demand', () => {
    expect(rows.length).toBeGreaterThanOrEqual(50);
    expect(new Set(rows.map(({ statement, where }) => statement + where)).size).toBe(rows.length);
  });

  it('names a test for everything that it calls tested, and a reason for everything else', () => {
    for (const row of rows) {
      expect({ row, hasTest: row.status !== 'tested' || testsIn(row).length > 0 }).toEqual({ row, hasTest: true });
      expect(row.where).not.toBe('');
    }
  });

  it('names only tests that exist', () => {
    expect(rows.flatMap(testsIn).filter((test) => !exists(test))).toEqual([]);
  });
});
