import type { Condition, Fieldsets, IncludeTree, SortKey } from '@org/json-api';

/** Equal trees, equal text: the order in which a request names its includes makes no difference. */
export const includesText = (tree: IncludeTree): string =>
  [...tree]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, below]) => (below.size === 0 ? key : `${key}(${includesText(below)})`))
    .join(',');

export const fieldsText = (fields: Fieldsets): string =>
  [...fields]
    .map(([resource, keys]) => `${resource}=${[...keys].sort().join('+')}`)
    .sort()
    .join(',');

/** All of a condition but its values. */
export const conditionsText = (conditions: readonly Condition[]): string =>
  conditions.map(({ path, comparable, test }) => `${path.join('.')} ${comparable} ${test}`).join(',');

export const sortText = (sort: readonly SortKey[]): string =>
  sort.map(({ property, words, descending }) => `${descending ? '-' : ''}${property}${words ? '*' : ''}`).join(',');
