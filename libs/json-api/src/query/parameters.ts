/** The query parameters of a request, by family: `fields[type]`, `filter[name]` and `page[member]` each have members. */
export interface Parameters {
  readonly include: string | undefined;
  readonly sort: string | undefined;
  /** An extension: its capital letter keeps it apart from what JSON:API may yet define. */
  readonly withTotals: string | undefined;
  readonly fields: ReadonlyMap<string, string>;
  readonly filter: ReadonlyMap<string, string>;
  readonly page: ReadonlyMap<string, string>;
  /** A family given without a member, such as `filter=x`. */
  readonly scalars: ReadonlyMap<Family, string>;
  readonly unknown: readonly string[];
  /** Names and values as they were sent, without those of paging: what the links of a list repeat. */
  readonly repeated: readonly (readonly [string, string])[];
}

export type Family = 'fields' | 'filter' | 'page';

const families: ReadonlySet<string> = new Set<Family>(['fields', 'filter', 'page']);

const isFamily = (name: string): name is Family => families.has(name);

const member = /^(\w+)\[(.*)\]$/s;

/** Sorts the flat names of a query into their families. */
export const parametersOf = (query: Iterable<readonly [string, string]>): Parameters => {
  const members: Record<Family, Map<string, string>> = { fields: new Map(), filter: new Map(), page: new Map() };
  const scalars = new Map<Family, string>();
  const whole = new Map<string, string>();
  const unknown: string[] = [];
  const repeated: (readonly [string, string])[] = [];
  for (const [name, value] of query) {
    const [, family, key] = member.exec(name) ?? [];
    if (name === 'include' || name === 'sort' || name === 'withTotals') whole.set(name, value);
    else if (isFamily(name)) scalars.set(name, value);
    else if (family !== undefined && key !== undefined && isFamily(family)) members[family].set(key, value);
    else {
      unknown.push(name);
      continue;
    }
    if (name !== 'page' && family !== 'page') repeated.push([name, value]);
  }
  return {
    include: whole.get('include'),
    sort: whole.get('sort'),
    withTotals: whole.get('withTotals'),
    ...members,
    scalars,
    unknown,
    repeated,
  };
};
