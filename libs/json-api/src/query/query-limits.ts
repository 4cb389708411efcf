import { RequestProblem, type FilterPart } from '../problem.js';
import { takesList } from './comparable.js';
import type { Filter, FilterRules } from './filter.js';

/** Different criteria that one list may be ordered by: each takes part in every comparison of two rows. */
export const sortKeyLimit = 10;

/** Filters of one request. */
export const filterLimit = 50;

/** Values of all filters of one request. */
export const filterValueLimit = 500;

/** Values of all filters of one request that no index finds, as every row is compared with each of them: patterns, and days in a list. */
export const patternLimit = 20;

/** Characters of a value that is looked for within texts. */
export const patternLengthLimit = 255;

const limits: Readonly<Record<FilterPart, number>> = {
  filters: filterLimit,
  values: filterValueLimit,
  patterns: patternLimit,
  characters: patternLengthLimit,
};

const isPattern = ({ operator }: Filter): boolean =>
  operator === 'cont' || operator === 'start' || operator === 'end' || operator === 'cont_any';

const isSpanList = ({ operator, comparable }: Filter, { wholeDays }: FilterRules): boolean =>
  comparable === 'instant' && wholeDays && takesList(operator);

/** @throws RequestProblem `filter-too-large` for the first filter with which they ask for too much */
export const refuseExpensive = (filters: readonly (readonly [Filter, string])[], rules: FilterRules): void => {
  const sums: Record<FilterPart, number> = { filters: 0, values: 0, patterns: 0, characters: 0 };
  for (const [filter, text] of filters) {
    const texts = rules.list(text) ?? [text];
    sums.filters += 1;
    sums.values += texts.length;
    if (isPattern(filter) || (texts.length > 1 && isSpanList(filter, rules))) sums.patterns += texts.length;
    sums.characters = isPattern(filter) ? Math.max(...texts.map(({ length }) => length), 0) : 0;
    for (const part of ['filters', 'values', 'patterns', 'characters'] as const) {
      if (sums[part] <= limits[part]) continue;
      throw new RequestProblem({
        code: 'filter-too-large',
        filter: filter.name,
        key: filter.key,
        what: part,
        limit: limits[part],
      });
    }
  }
};
