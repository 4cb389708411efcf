import type { Dialect } from '../dialect.js';
import type { Exposure } from '../exposure.js';
import { RequestProblem } from '../problem.js';
import type { SortKey } from './sort-key.js';

const byId: SortKey = { property: 'id', descending: false };

/**
 * Reads a `sort` parameter. The id always ends the order, so that no two records share a place.
 * @throws RequestProblem `unknown-sort` for the first name that is wrong
 */
export const parseSort = (dialect: Dialect, exposure: Exposure, text: string | undefined): readonly SortKey[] => {
  const names = text === undefined ? [] : (dialect.list(text) ?? [text]);
  const keys = names.map((name): SortKey => {
    const descending = name.startsWith('-');
    const wireName = descending ? name.slice(1) : name;
    const sort = exposure.sorts.get(dialect.sortName(wireName));
    if (sort === undefined) throw new RequestProblem({ code: 'unknown-sort', field: wireName, type: exposure.type });
    return { ...sort, descending };
  });
  const until = keys.findIndex(({ property }) => property === 'id');
  return until === -1 ? [...keys, byId] : keys.slice(0, until + 1);
};
