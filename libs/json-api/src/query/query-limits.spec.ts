import { expect, it } from '@jest/globals';
import type { RequestProblem } from '../problem.js';
import type { Filter } from './filter.js';
import { filterLimit, filterValueLimit, patternLengthLimit, patternLimit, refuseExpensive } from './query-limits.js';

const rules = {
  list: (text: string) => text.split(','),
  flags: new Map<string, string>(),
  zone: 'UTC',
  wholeDays: true,
} as never;

const filter = (operator: Filter['operator'], comparable: Filter['comparable'] = 'text'): Filter => ({
  field: 'name',
  key: 'name',
  name: 'name',
  path: ['name'],
  comparable,
  operator,
});

const times = (count: number, text = 'x') => Array.from({ length: count }, () => text).join(',');

const partRefused = (...filters: readonly (readonly [Filter, string])[]): string | undefined => {
  try {
    refuseExpensive(filters, rules);
    return undefined;
  } catch (error) {
    const [problem] = (error as RequestProblem).problems;
    return problem.code === 'filter-too-large' ? problem.what : problem.code;
  }
};

it.each([
  ['filters', filterLimit, (count: number) => Array.from({ length: count }, () => [filter('eq'), 'x'] as const)],
  ['values', filterValueLimit, (count: number) => [[filter('in'), times(count)] as const]],
  ['patterns', patternLimit, (count: number) => [[filter('cont_any'), times(count)] as const]],
  ['patterns', patternLimit, (count: number) => [[filter('in', 'instant'), times(count, '2026-01-01')] as const]],
  ['characters', patternLengthLimit, (count: number) => [[filter('cont'), 'x'.repeat(count)] as const]],
])('a list has so many %s and no more', (part, limit, filters) => {
  expect(partRefused(...filters(limit))).toBeUndefined();
  expect(partRefused(...filters(limit + 1))).toBe(part);
});

it('counts the values and patterns of all filters together', () => {
  expect(partRefused([filter('in'), times(300)], [filter('not_in'), times(201)])).toBe('values');
  expect(partRefused([filter('cont_any'), times(10)], [filter('start'), 'x'], [filter('cont_any'), times(10)])).toBe(
    'patterns',
  );
});
