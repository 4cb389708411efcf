import { describe, expect, it } from '@jest/globals';
import { accessTo, planIn } from './executed-plans.js';

const explained = (plan: object): string =>
  `duration: 0.021 ms  plan:\n${JSON.stringify({ 'Query Text': 'SELECT 1', Plan: plan }, undefined, 2)}`;

const accessOf = (plan: object): string | undefined => {
  const executed = planIn(explained(plan));
  return executed && accessTo('invoices', executed);
};

const once = { 'Actual Loops': 1 };

describe('what PostgreSQL tells about a plan', () => {
  it('names the index by which rows were found', () => {
    const scan = {
      ...once,
      'Node Type': 'Index Scan',
      'Relation Name': 'invoices',
      'Index Name': 'by_account',
      'Index Cond': 'x',
    };
    expect(accessOf({ ...once, 'Node Type': 'Limit', Plans: [scan] })).toBe('by_account');
  });

  it('names the index behind a bitmap', () => {
    const bitmap = { ...once, 'Node Type': 'Bitmap Index Scan', 'Index Name': 'by_state', 'Index Cond': 'x' };
    expect(accessOf({ ...once, 'Node Type': 'Bitmap Heap Scan', 'Relation Name': 'invoices', Plans: [bitmap] })).toBe(
      'by_state',
    );
  });

  it('does not take an index that only orders rows for one that finds them', () => {
    expect(
      accessOf({ ...once, 'Node Type': 'Index Scan', 'Relation Name': 'invoices', 'Index Name': 'invoices_pkey' }),
    ).toBe('Index Scan without an index condition');
    expect(accessOf({ ...once, 'Node Type': 'Seq Scan', 'Relation Name': 'invoices' })).toBe(
      'Seq Scan without an index condition',
    );
  });

  it('says so when a table is not read at all', () => {
    expect(accessOf({ ...once, 'Node Type': 'Result' })).toBe('not read');
  });

  it('leaves out the ways that a statement did not go', () => {
    const taken = {
      ...once,
      'Node Type': 'Index Scan',
      'Relation Name': 'invoices',
      'Index Name': 'a',
      'Index Cond': 'x',
    };
    const other = { 'Actual Loops': 0, 'Node Type': 'Seq Scan', 'Relation Name': 'invoices' };
    expect(accessOf({ ...once, 'Node Type': 'Append', Plans: [other, taken, taken] })).toBe('a');
  });

  it('is nothing when PostgreSQL speaks of something else', () => {
    expect(planIn('relation "invoices" already exists, skipping')).toBeUndefined();
  });
});
