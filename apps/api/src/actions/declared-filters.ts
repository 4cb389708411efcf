import { RequestProblem, type AnyAction, type Parameters } from '@org/json-api';

const filterForm = /^filter\[(.+)\]$/;

/**
 * The values of the filters that an action declares, by the name between the brackets. Each is required.
 * @throws RequestProblem for one that is missing or empty, and for any other filter
 */
export const declaredFiltersIn = (
  { parameters }: AnyAction,
  sent: Parameters['filter'],
): Readonly<Record<string, string>> => {
  const names = parameters.flatMap(({ name }) => filterForm.exec(name)?.[1] ?? []);
  if (names.length === 0) return {};
  const other = [...sent.keys()].find((name) => !names.includes(name));
  if (other !== undefined) throw new RequestProblem({ code: 'unknown-filter', filter: other });
  return Object.fromEntries(names.map((name) => [name, valueOf(name, sent.get(name) ?? '')]));
};

/** PostgreSQL keeps no NUL character. */
const valueOf = (name: string, value: string): string => {
  if (value !== '' && !value.includes('\0')) return value;
  throw new RequestProblem({ code: 'invalid-filter-value', filter: name, key: name, values: [value] });
};
