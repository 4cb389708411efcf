import { describe, expect, it } from '@jest/globals';
import { accessTo, plansIn } from '../src/bench/scale/executed-plans.js';

const logged = (plan: object): string =>
  `2026-01-01 00:00:00.000 UTC [7] LOG:  duration: 0.021 ms  plan:\n` +
  JSON.stringify({ 'Query Text': 'SELECT 1', Plan: plan }, undefined, 2).replace(/^/gm, '\t') +
  `\n2026-01-01 00:00:00.001 UTC [7] LOG:  something else\n`;

const accessOf = (plan: object): readonly string[] =>
  plansIn(logged(plan)).map((executed) => accessTo('invoices', executed));

describe('the plans in the log of PostgreSQL', () => {
  it('name the index by which rows were found', () => {
    const scan = {
      'Node Type': 'Index Scan',
      'Relation Name': 'invoices',
      'Index Name': 'by_account',
      'Index Cond': 'x',
    };
    expect(accessOf({ 'Node Type': 'Limit', Plans: [scan] })).toEqual(['by_account']);
  });

  it('name the index behind a bitmap', () => {
    const bitmap = { 'Node Type': 'Bitmap Index Scan', 'Index Name': 'by_state', 'Index Cond': 'x' };
    expect(accessOf({ 'Node Type': 'Bitmap Heap Scan', 'Relation Name': 'invoices', Plans: [bitmap] })).toEqual([
      'by_state',
    ]);
  });

  it('do not take an index that only orders rows for one that finds them', () => {
    expect(accessOf({ 'Node Type': 'Index Scan', 'Relation Name': 'invoices', 'Index Name': 'invoices_pkey' })).toEqual(
      ['Index Scan without an index condition'],
    );
    expect(accessOf({ 'Node Type': 'Seq Scan', 'Relation Name': 'invoices' })).toEqual([
      'Seq Scan without an index condition',
    ]);
  });

  it('say so when a table is not read at all', () => {
    expect(accessOf({ 'Node Type': 'Result' })).toEqual(['not read']);
  });
});
