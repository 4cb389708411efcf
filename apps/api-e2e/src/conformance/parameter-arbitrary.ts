import { maximumPageSize, type Exposure, type Filter, type Registry } from '@org/json-api';
import fc, { type Arbitrary } from 'fast-check';
import { anyText } from './text-arbitrary.js';

type Pair = readonly [name: string, value: string];

/** Days in which calendars differ: PostgreSQL has no year 0, and other digits beyond 9999. */
const edgesOfTime = ['0000-01-01', '0000-12-31', '0001-01-01', '9999-12-31'] as const;

/** Values that a comparable takes, so that not everything is refused before it reaches the database. */
const goodValues = {
  flag: fc.constantFrom('true', 'false', 'true', 'false', '1'),
  number: fc.oneof(fc.integer({ min: -10, max: 5_000 }).map(String), fc.constantFrom('0.5', '-0.0', '+1', '.5', '7.')),
  key: fc.oneof(fc.integer({ min: -1, max: 5_000 }).map(String), fc.constantFrom('999999999999999999', '18', '74')),
  instant: fc.constantFrom(
    '2025-06-01',
    '2025-06-01T12:00:00',
    '2025-06-01 12:00Z',
    '2021-03-02T01:12:58.186820+03:00',
    ...edgesOfTime,
    '9999-12-31T23:59:59.999999Z',
    '9999-12-31T23:59:59-23:59',
    '0001-01-01T00:00:00+14:00',
  ),
  localDate: fc.constantFrom('2025-06-01', '2021-02-01', ...edgesOfTime),
  text: fc.constantFrom('a', 'A', '18', '003661', '%', 'Ö', '100%', 'a_b'),
  uuid: fc.oneof(fc.uuid(), fc.constant('no uuid')),
  word: fc.constantFrom('Approved', 'open', 'closed', 'active', 'Auto Full', 'prepay', 'Disabled'),
} as const satisfies Record<Filter['comparable'], Arbitrary<string>>;

const list = (value: Arbitrary<string>): Arbitrary<string> =>
  fc.array(value, { minLength: 1, maxLength: 3 }).map((values) => values.join(','));

const filterPair = ({ filters }: Exposure): Arbitrary<Pair> =>
  fc.constantFrom(...filters.values()).chain(({ key, comparable, words }) => {
    const good = words === undefined ? goodValues[comparable] : fc.constantFrom(...Object.values(words));
    return fc
      .tuple(
        fc.constantFrom(...Array.from({ length: 9 }, () => key), key.replaceAll('_', '-')),
        fc.oneof(
          { weight: 5, arbitrary: good },
          { weight: 2, arbitrary: list(good) },
          { weight: 1, arbitrary: anyText },
        ),
      )
      .map(([name, value]) => [`filter[${name}]`, value]);
  });

const sortPair = ({ sorts }: Exposure): Arbitrary<Pair> =>
  list(
    fc
      .tuple(
        fc.constantFrom('', '-'),
        fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...sorts.keys()) }, { weight: 1, arbitrary: anyText }),
      )
      .map((parts) => parts.join('')),
  ).map((value) => ['sort', value]);

const includePath = (registry: Registry, exposure: Exposure, depth: number): Arbitrary<string> => {
  const { relationships } = exposure;
  if (relationships.length === 0 || depth === 0) return anyText;
  return fc.constantFrom(...relationships).chain((relationship) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(relationship.wireName) },
      {
        weight: 2,
        arbitrary: includePath(registry, registry.target(relationship), depth - 1).map(
          (below) => `${relationship.wireName}.${below}`,
        ),
      },
    ),
  );
};

const includePair = (registry: Registry, exposure: Exposure): Arbitrary<Pair> =>
  fc
    .oneof({ weight: 12, arbitrary: list(includePath(registry, exposure, 6)) }, { weight: 1, arbitrary: anyText })
    .map((value) => ['include', value]);

const fieldsPair = (registry: Registry): Arbitrary<Pair> =>
  fc.constantFrom(...registry.exposures).chain(({ type, attributes, relationships }) => {
    const names = [
      ...attributes.map(({ group, wireName }) => group ?? wireName),
      ...relationships.map((one) => one.wireName),
    ];
    const name = fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: anyText });
    return fc
      .tuple(fc.oneof({ weight: 20, arbitrary: fc.constant(type) }, { weight: 1, arbitrary: anyText }), list(name))
      .map(([of, value]) => [`fields[${of}]`, value]);
  });

const cursor = fc.oneof(
  fc.constant(''),
  fc.array(fc.oneof(fc.integer().map(String), anyText, fc.constant(null)), { maxLength: 3 }).map(encoded),
  fc.json().map((text) => Buffer.from(text).toString('base64url')),
  anyText,
);

function encoded(values: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Small pages mostly: the rules read every row. */
const pagePair: Arbitrary<Pair> = fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: 1, max: 5 }).map((size): Pair => ['page[size]', String(size)]) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }).map((page): Pair => ['page[number]', String(page)]) },
  { weight: 3, arbitrary: cursor.map((text): Pair => ['page[after]', text]) },
  { weight: 3, arbitrary: cursor.map((text): Pair => ['page[before]', text]) },
  { weight: 1, arbitrary: fc.constantFrom<Pair>(['page[total]', 'true'], ['page[total]', 'x'], ['page', '2']) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('200', String(maximumPageSize + 1), '0', '-1', '1.5')
      .map((size): Pair => ['page[size]', size]),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('page[size]', 'page[number]', 'page[limit]', 'page'), anyText) },
);

const unknownPair: Arbitrary<Pair> = fc.tuple(
  fc.oneof(
    fc.constantFrom('include', 'sort', 'filter', 'fields', 'Include', 'filters[a]', 'filter[]', 'fields[][]', 'token'),
    anyText,
    anyText.map((text) => `filter[${text}]`),
  ),
  anyText,
);

/** A query parameter for a request that leads to a resource. */
export const parameterOf = (registry: Registry, exposure: Exposure): Arbitrary<Pair> =>
  fc.oneof(
    { weight: 6, arbitrary: filterPair(exposure) },
    { weight: 5, arbitrary: sortPair(exposure) },
    { weight: 5, arbitrary: includePair(registry, exposure) },
    { weight: 4, arbitrary: fieldsPair(registry) },
    { weight: 12, arbitrary: pagePair },
    { weight: 1, arbitrary: unknownPair },
  );
