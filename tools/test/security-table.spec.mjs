import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { root } from '../ensure-installed.mjs';

const document = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');

/** Rows of the table of risks: number, risk, what is done, tests. */
const rows = document
  .split('\n')
  .filter((line) => /^\| API\d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

const testsIn = (cell) => [...cell.matchAll(/`([\w.-]+spec\.m?ts)`/g)].map(([, name]) => name);

const existing = new Set(
  ['apps', 'libs', 'tools'].flatMap((folder) =>
    readdirSync(`${root}/${folder}`, { recursive: true })
      .filter((path) => !path.includes('node_modules') && !path.includes('dist'))
      .map((path) => basename(path)),
  ),
);

describe('the table of risks in docs/security.md', () => {
  it('has a row for each of the ten', () => {
    expect(rows.map(([, number]) => number)).toEqual(Array.from({ length: 10 }, (_, place) => `API${place + 1}`));
  });

  it('names tests for each, or says why there is nothing to test, and no tests that do not exist', () => {
    for (const [, number, , done, tests] of rows) {
      expect({ number, isTested: testsIn(tests).length > 0 || done.includes('Not there') }).toEqual({
        number,
        isTested: true,
      });
      expect(testsIn(tests).filter((name) => !existing.has(name))).toEqual([]);
    }
  });
});
