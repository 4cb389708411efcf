import type { Comparable, ExposedAttribute, Exposure, Filter } from '@org/json-api';

/** A filter under its name without operators. */
export interface OfferedFilter {
  readonly name: string;
  /** Property that is compared, in the domain's spelling. */
  readonly field: string;
  readonly comparable: Comparable;
  /** Has no operators: takes a list of values by its bare name. */
  readonly isPlain: boolean;
}

const nameOf = ({ group, wireName }: ExposedAttribute): string =>
  group === undefined ? wireName : `${group}.${wireName}`;

const isOf =
  ({ wire }: Exposure, attribute: ExposedAttribute) =>
  ({ field, key, operator, comparable }: Filter): boolean =>
    field === attribute.key && key === wire.filterKey(nameOf(attribute), operator, comparable);

/** The comparable that an attribute is filtered as; undefined without a filter. */
export const filterOf = (exposure: Exposure, attribute: ExposedAttribute): Comparable | undefined =>
  [...exposure.filters.values()].find(isOf(exposure, attribute))?.comparable;

/** The filters that are none of the attributes', but for `id`, which every list has. */
export const furtherFilters = (exposure: Exposure): readonly OfferedFilter[] => {
  const { attributes, filters, wire } = exposure;
  const further = new Map<string, OfferedFilter>();
  for (const filter of filters.values()) {
    const { key, field, operator, comparable } = filter;
    if (key === 'id' || attributes.some((attribute) => isOf(exposure, attribute)(filter))) continue;
    const ending = wire.filterKey('', operator, comparable);
    const name = key.endsWith(ending) ? key.slice(0, key.length - ending.length) : key;
    further.set(name, { name, field, comparable, isPlain: !key.endsWith(ending) });
  }
  return [...further.values()];
};

/** The criteria that are none of the attributes', but for `id`. */
export const furtherSorts = ({ attributes, sorts, wire }: Exposure): readonly string[] =>
  [...sorts.keys()].filter(
    (name) => name !== 'id' && !attributes.some(({ wireName }) => wire.sortName(wireName) === name),
  );
