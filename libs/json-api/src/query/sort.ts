import type { Dialect } from '../dialect.js';
import type { Exposure } from '../exposure.js';
import { RequestProblem } from '../problem.js';
import { sortKeyLimit } from './query-limits.js';
import type { SortKey } from './sort-key.js';

const byId: SortKey = { property: 'id', descending: false };

/**
 * Reads a `sort` parameter. The id always ends the order, so that no two records share a place.
 * @throws RequestProblem `unknown-sort` for the first name that is wrong, `sort-too-long`
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
  // Rows that a criterion does not tell apart, it does not tell apart the second time either.
  const different = keys.filter(({ property }, at) => keys.findIndex((key) => key.property === property) === at);
  const until = different.findIndex(({ property }) => property === 'id');
  const order = until === -1 ? [...different, byId] : different.slice(0, until + 1);
  if (order.length > sortKeyLimit + 1) throw new RequestProblem({ code: 'sort-too-long', limit: sortKeyLimit });
  return order;
};
