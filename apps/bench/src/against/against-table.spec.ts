import { describe, expect, it } from '@jest/globals';
import { againstTable } from '../tables.js';
import type { AgainstComparison } from './against.js';

const all = (value: number) => ({ median: value, least: value, most: value });
const figures = { cpuMicroseconds: all(200), requestsPerSecond: all(5_000) };

const comparison = (ratio: number, differences: readonly string[] = []): AgainstComparison => ({
  name: 'one invoice',
  goal: 1.03,
  app: figures,
  reference: figures,
  ratio: all(ratio),
  speedRatio: all(0.99),
  differences,
});

describe('the table of two commits', () => {
  it('takes three hundredths more of processor time as met, and anything above as missed', () => {
    expect(againstTable([comparison(1.03)])).toContain('| met ');
    expect(againstTable([comparison(1.031)])).toContain('**missed**');
  });

  it('tells below it how answers differ', () => {
    expect(againstTable([comparison(1, ['status: 200 / 404'])])).toMatch(
      /\n\none invoice is answered differently, now \/ before: status: 200 \/ 404$/,
    );
  });
});
