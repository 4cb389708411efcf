import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { adminDialect, resellerDialect } from './index.js';

const table = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');

const described = [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code ?? '');

describe('docs/errors.md', () => {
  it('describes every problem once, and no other', () => {
    expect(described.toSorted()).toEqual(Object.keys(adminDialect.errors).sort());
    expect(described.toSorted()).toEqual(Object.keys(resellerDialect.errors).sort());
  });
});
