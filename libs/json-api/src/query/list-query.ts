import type { TimeZone } from '@org/kernel';
import type { Exposure } from '../exposure.js';
import { RequestProblem, type Problem } from '../problem.js';
import type { Registry } from '../registry.js';
import { parseFields, type Fieldsets } from './fields.js';
import { conditionOf, type Condition, type Filter } from './filter.js';
import { noIncludes, parseInclude, type IncludeTree } from './include.js';
import { parsePage, unknownPageMembers, type Page } from './page.js';
import type { Parameters } from './parameters.js';
import { refuseExpensive } from './query-limits.js';
import type { SortKey } from './sort-key.js';
import { parseSort } from './sort.js';

/** Parsed query of a request for one record. */
export interface ShowQuery {
  readonly fields: Fieldsets;
  readonly includes: IncludeTree;
}

/** Parsed query of a request for a list. */
export interface ListQuery extends ShowQuery {
  readonly conditions: readonly Condition[];
  readonly sort: readonly SortKey[];
  readonly page: Page;
  /** Whether to add up the amounts of all rows. */
  readonly withTotals: boolean;
}

/**
 * Reads the query of a list in the order in which Yeti's admin API does: fields, include, filter, sort, page, then the values of filters
 * (docs/wire/admin.md, how errors combine).
 * @param zone of times that name none
 * @throws RequestProblem with the first fault of `fields` or `sort` alone, or with one fault each of include, filter and page, or with the
 * first value that no filter takes
 */
export const parseListQuery = (
  registry: Registry,
  exposure: Exposure,
  parameters: Parameters,
  zone: TimeZone,
): ListQuery => {
  refuseUnknown(parameters);
  refuseScalars(registry, parameters);
  const withTotals = wantsTotals(exposure, parameters);
  const found: Problem[] = [];
  const fields = parseFields(registry, parameters.fields);
  const readIncludes = (): IncludeTree => parseInclude(registry, exposure, parameters.include ?? '');
  // What cannot even be split into paths is answered alone.
  const isSplit = registry.dialect.list(parameters.include ?? '') !== undefined;
  const includes = isSplit ? (collected(found, readIncludes) ?? noIncludes) : readIncludes();
  const filters = collected(found, () => filtersOf(exposure, parameters.filter)) ?? [];
  const sort = parseSort(registry.dialect, exposure, parameters.sort);
  const page = collected(found, () => pageOf(registry, parameters));
  const [first, ...others] = found;
  if (first !== undefined) throw new RequestProblem(first, ...others);
  if (page === undefined) throw new Error('a page is either read or refused');
  const { dialect } = registry;
  const rules = { list: dialect.list, flags: dialect.flags, wholeDays: dialect.wholeDays, zone };
  refuseExpensive(filters, rules);
  const conditions = filters
    .map(([filter, text]) => conditionOf(filter, text, rules))
    .filter((one) => one !== undefined);
  return { fields, includes, conditions, sort, page, withTotals };
};

/**
 * Reads the query of a request for one record.
 * @throws RequestProblem as a list does; parameters that only a list can have are checked by name where the dialect knows
 *   them, and refused elsewhere
 */
export const parseShowQuery = (registry: Registry, exposure: Exposure, parameters: Parameters): ShowQuery => {
  refuseUnknown(parameters);
  refuseScalars(registry, parameters);
  if (parameters.withTotals !== undefined) {
    throw new RequestProblem({ code: 'unknown-parameter', parameter: 'withTotals' });
  }
  if (!registry.dialect.showTakesListParameters) refuseListParameters(parameters);
  const fields = parseFields(registry, parameters.fields);
  const includes = parseInclude(registry, exposure, parameters.include ?? '');
  filtersOf(exposure, parameters.filter);
  return { fields, includes };
};

const collected = <Result>(found: Problem[], read: () => Result): Result | undefined => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RequestProblem)) throw error;
    found.push(...error.problems);
    return undefined;
  }
};

const filtersOf = (exposure: Exposure, members: ReadonlyMap<string, string>): readonly (readonly [Filter, string])[] =>
  [...members].map(([key, text]) => {
    const filter = exposure.filters.get(exposure.wire.filterName(key));
    if (filter === undefined) throw new RequestProblem({ code: 'unknown-filter', filter: key });
    return [filter, text];
  });

/** `page=3` is another way to write `page[number]=3`, where the dialect knows it; the other members count as ever. */
const pageOf = ({ dialect }: Registry, { page, scalars }: Parameters): Page => {
  const [unknown] = dialect.ignoresUnknownPageMembers ? [] : unknownPageMembers(page);
  if (unknown !== undefined) throw new RequestProblem({ code: 'unknown-page-member', member: unknown });
  const number = scalars.get('page');
  return parsePage(number === undefined ? page : new Map([...page, ['number', number]]));
};

const wantsTotals = ({ totals }: Exposure, { withTotals }: Parameters): boolean => {
  if (withTotals === undefined || withTotals === 'false') return false;
  if (totals === undefined || withTotals !== 'true') {
    throw new RequestProblem({ code: 'unknown-parameter', parameter: 'withTotals' });
  }
  return true;
};

const refuseUnknown = ({ unknown: [parameter] }: Parameters): void => {
  if (parameter !== undefined) throw new RequestProblem({ code: 'unknown-parameter', parameter });
};

const refuseScalars = ({ dialect }: Registry, { scalars }: Parameters): void => {
  for (const [family, value] of scalars) {
    if (family !== 'page' || !dialect.scalarPage) throw new RequestProblem({ code: 'malformed-family', family, value });
  }
};

const refuseListParameters = ({ sort, filter, page }: Parameters): void => {
  const [filterName] = filter.keys();
  const [pageName] = page.keys();
  const parameter =
    filterName !== undefined
      ? `filter[${filterName}]`
      : pageName !== undefined
        ? `page[${pageName}]`
        : sort === undefined
          ? undefined
          : 'sort';
  if (parameter !== undefined) throw new RequestProblem({ code: 'unknown-parameter', parameter });
};
