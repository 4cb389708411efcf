import type { ExposedAttribute, Exposure, Filter } from '@org/json-api';
import type { Catalog } from '../catalog.js';
import type { IncludeTree } from '../document/reader.js';
import { collectionName } from './names.js';
import { wireWord } from './words.js';

/** Query of a request, in domain names. */
export interface Question {
  readonly include?: readonly string[];
  /** Fields by collection. */
  readonly fields?: Readonly<Record<string, readonly string[] | undefined>>;
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly sort?: readonly string[];
  readonly page?: Readonly<Record<string, string | number | boolean | undefined>>;
}

/** A question in the wire's words, and how its answer is to be read. */
export interface RequestedQuery {
  /** Begins with a question mark unless it is empty. */
  readonly query: string;
  readonly includes: IncludeTree;
}

type Pairs = (readonly [name: string, value: string])[];

/** @throws RangeError for a name or a value that the API does not take: in TypeScript, it would not have compiled */
export const requestedQuery = (catalog: Catalog, exposure: Exposure, question: Question): RequestedQuery => {
  const { include = [], fields, filter = {}, sort = [], page = {} } = question;
  const includes = treeOf(catalog, exposure, include);
  const pairs: Pairs = [];
  if (include.length > 0) pairs.push(['include', exposure.wire.joined(wirePaths(catalog, exposure, includes))]);
  if (fields !== undefined) pairs.push(...fieldPairs(catalog, fields, includedMembers(catalog, exposure, includes)));
  for (const [field, wanted] of Object.entries(filter)) {
    if (wanted !== undefined) pairs.push(...filterPairs(exposure, field, wanted));
  }
  if (sort.length > 0) pairs.push(['sort', exposure.wire.joined(sort.map((field) => wireSort(exposure, field)))]);
  for (const [member, value] of Object.entries(page)) {
    if (value !== undefined) pairs.push([`page[${member}]`, String(value)]);
  }
  const query = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  return { query: query === '' ? '' : `?${query}`, includes };
};

type Branch = Map<string, Branch>;

const treeOf = (catalog: Catalog, root: Exposure, paths: readonly string[]): IncludeTree => {
  const tree: Branch = new Map();
  for (const path of paths) {
    let branch = tree;
    let exposure = root;
    for (const key of path.split('.')) {
      const relationship = exposure.relationships.find((one) => one.key === key && one.includable);
      if (relationship === undefined) throw new RangeError(`${exposure.type} include no ${key}`);
      const next = branch.get(key) ?? new Map<string, Branch>();
      branch.set(key, next);
      branch = next;
      exposure = catalog.target(relationship);
    }
  }
  return tree;
};

/** The tree's leaves: a path includes all that lies on it. */
const wirePaths = (catalog: Catalog, exposure: Exposure, tree: IncludeTree): readonly string[] =>
  exposure.relationships.flatMap((relationship) => {
    const below = tree.get(relationship.key);
    if (below === undefined) return [];
    const further = wirePaths(catalog, catalog.target(relationship), below);
    return further.length === 0 ? relationship.wireName : further.map((path) => `${relationship.wireName}.${path}`);
  });

/** Relationships that are included, by resource: `fields` must not leave them out, or nothing would lead to the records. */
const includedMembers = (
  catalog: Catalog,
  exposure: Exposure,
  tree: IncludeTree,
  into = new Map<Exposure, Set<string>>(),
): ReadonlyMap<Exposure, ReadonlySet<string>> => {
  for (const relationship of exposure.relationships) {
    const below = tree.get(relationship.key);
    if (below === undefined) continue;
    into.set(exposure, (into.get(exposure) ?? new Set()).add(relationship.wireName));
    includedMembers(catalog, catalog.target(relationship), below, into);
  }
  return into;
};

const fieldPairs = (
  catalog: Catalog,
  fields: NonNullable<Question['fields']>,
  included: ReadonlyMap<Exposure, ReadonlySet<string>>,
): Pairs => {
  const byCollection = new Map(catalog.exposures.map((exposure) => [collectionName(exposure), exposure]));
  return Object.entries(fields).flatMap(([collection, names]) => {
    if (names === undefined) return [];
    const exposure = byCollection.get(collection);
    if (exposure === undefined) throw new RangeError(`there is no collection ${collection}`);
    const members = new Set([...names.map((name) => wireMember(exposure, name)), ...(included.get(exposure) ?? [])]);
    return [[`fields[${exposure.type}]`, exposure.wire.joined([...members])] as const];
  });
};

const wireMember = ({ type, attributes, relationships }: Exposure, key: string): string => {
  const attribute = attributes.find((one) => one.key === key);
  const name = attribute?.group ?? attribute?.wireName ?? relationships.find((one) => one.key === key)?.wireName;
  if (name === undefined) throw new RangeError(`${type} have no ${key}`);
  return name;
};

const wireSort = (exposure: Exposure, field: string): string => {
  const [minus, key] = field.startsWith('-') ? ['-', field.slice(1)] : ['', field];
  const attribute = exposure.attributes.find((one) => one.key === key);
  if (attribute !== undefined && exposure.sorts.has(exposure.wire.sortName(attribute.wireName))) {
    return minus + attribute.wireName;
  }
  const declared = [...exposure.sorts].find(([, { property }]) => property === key);
  if (declared === undefined) throw new RangeError(`${exposure.type} cannot be sorted by ${key}`);
  return minus + declared[0];
};

/** `{ gteq: … }` and the like: an object that nothing but a literal makes. */
const isTests = (wanted: unknown): wanted is Readonly<Record<string, unknown>> =>
  typeof wanted === 'object' && wanted !== null && Object.getPrototypeOf(wanted) === Object.prototype;

const filterPairs = (exposure: Exposure, field: string, wanted: unknown): Pairs =>
  Object.entries(isTests(wanted) ? wanted : { eq: wanted }).flatMap(([test, value]) => {
    if (value === undefined) return [];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    const operator = test.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const filter = filterNamed(exposure, field, operator);
    const attribute = exposure.attributes.find(({ key }) => key === field);
    const texts = values.map((one) => textOf(filter, attribute, one));
    return [[`filter[${filter.key}]`, takesList(filter) ? exposure.wire.joined(texts) : (texts[0] ?? '')] as const];
  });

/** An API that has no equality has lists of one. */
const filterNamed = ({ type, filters }: Exposure, field: string, operator: string): Filter => {
  const found = [...filters.values()].filter((filter) => filter.field === field);
  const filter =
    found.find((one) => one.operator === operator) ??
    (operator === 'eq' ? found.find((one) => one.operator === 'in') : undefined);
  if (filter === undefined) throw new RangeError(`${type} cannot be filtered by ${field} with ${operator}`);
  return filter;
};

const takesList = ({ operator }: Filter): boolean =>
  operator === 'in' || operator === 'not_in' || operator === 'cont_any';

const textOf = ({ comparable }: Filter, attribute: ExposedAttribute | undefined, value: unknown): string =>
  comparable === 'word' && attribute !== undefined ? wireWord(attribute, String(value)) : String(value);
