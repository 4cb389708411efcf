import type { AttributeOptions, DeclaredFilter, ExposedAttribute } from '../exposure.js';
import { comparableOf, type Comparable } from './comparable.js';
import type { Filter } from './filter.js';
import type { SortKey } from './sort-key.js';
import type { Wire } from '../wire.js';

interface Declared {
  readonly attributes: object;
  readonly filters?: Readonly<Record<string, DeclaredFilter>>;
  readonly sorts?: Readonly<Record<string, string>>;
}

const optionsOf = ({ attributes }: Declared, { key }: ExposedAttribute): AttributeOptions =>
  (attributes as Readonly<Record<string, AttributeOptions>>)[key] ?? {};

/** Every filter that an exposure offers, made once when it is declared: a request only looks a whole name up. */
export const filtersOf = (
  wire: Wire,
  declared: Declared,
  attributes: readonly ExposedAttribute[],
): ReadonlyMap<string, Filter> => {
  const filters = new Map<string, Filter>();
  const add = (filter: Filter): void => {
    filters.set(wire.filterName(filter.key), filter);
  };
  add({ field: 'id', key: 'id', name: 'id', path: ['id'], comparable: 'key', operator: 'in' });
  for (const attribute of attributes) {
    const comparable = comparableOf(attribute.declared.kind.name);
    if (comparable === undefined || optionsOf(declared, attribute).filter === false) continue;
    const { key: field, property: by, words } = attribute;
    byOperator(wire, attribute.group ?? '', attribute.wireName, comparable, {
      field,
      path: [by],
      ...(words && { words }),
    }).forEach(add);
  }
  for (const [name, { by, as, plain }] of Object.entries(declared.filters ?? {})) {
    const path = by.split('.');
    const field = fieldOf(path);
    if (plain === true) add({ field, key: name, name, path, comparable: as, operator: 'in' });
    else byOperator(wire, '', name, as, { field, path }).forEach(add);
  }
  return filters;
};

/** A path over relations as one word: `invoice.accountId` is `invoiceAccountId`. */
const fieldOf = ([first = '', ...further]: readonly string[]): string =>
  first + further.map((name) => name.slice(0, 1).toUpperCase() + name.slice(1)).join('');

const byOperator = (
  wire: Wire,
  group: string,
  wireName: string,
  comparable: Comparable,
  rest: Pick<Filter, 'field' | 'path' | 'words'>,
): readonly Filter[] =>
  wire.operators[comparable].map((operator) => {
    const key = wire.filterKey(group === '' ? wireName : `${group}.${wireName}`, operator, comparable);
    return { key, name: key, comparable, operator, ...rest };
  });

/** Every criterion that an exposure offers to sort by. */
export const sortsOf = (
  wire: Wire,
  declared: Declared,
  attributes: readonly ExposedAttribute[],
): ReadonlyMap<string, Omit<SortKey, 'descending'>> => {
  const sorts = new Map<string, Omit<SortKey, 'descending'>>([['id', { property: 'id' }]]);
  for (const attribute of attributes) {
    const isSortable = comparableOf(attribute.declared.kind.name) !== undefined;
    if (!isSortable || attribute.group !== undefined || optionsOf(declared, attribute).sort === false) continue;
    sorts.set(wire.sortName(attribute.wireName), {
      property: attribute.property,
      ...('words' in attribute.declared && { words: attribute.declared.words }),
    });
  }
  for (const [name, property] of Object.entries(declared.sorts ?? {})) sorts.set(wire.sortName(name), { property });
  return sorts;
};
