import { describe, expect, it } from '@jest/globals';
import { plansIn } from './executed-plans.js';

const entry = (text: string): string =>
  `2026-01-01 00:00:00.000 UTC [7] LOG:  duration: 0.021 ms  plan:\n` +
  JSON.stringify({ 'Query Text': text, Plan: { 'Node Type': 'Result' } }, undefined, 2).replace(/^/gm, '\t') +
  `\n2026-01-01 00:00:00.001 UTC [7] LOG:  something else\n`;

describe('the log of PostgreSQL', () => {
  it('is read for the plans that stand between its other entries', () => {
    expect(plansIn(entry('SELECT 1') + entry('SELECT\n2')).map(({ text }) => text)).toEqual(['SELECT 1', 'SELECT\n2']);
  });
});
