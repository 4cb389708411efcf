import { managerRoles, resellerRegistry } from '@org/invoice-domain';
import type { Exposure } from '@org/json-api';
import fc, { type Arbitrary } from 'fast-check';
import type { Route } from './tenant-requests.js';
import { isWithin, type Sprout, type Tenant } from './tenants.js';

/** One to three trees of three to eight resellers. */
export const forest: Arbitrary<readonly Sprout[]> = fc
  .tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...managerRoles)), { minLength: 3, maxLength: 8 }),
  )
  .map(([roots, sprouts]) =>
    sprouts.map(([chance, role], index) => ({ parent: index < roots ? undefined : chance % index, role })),
  );

/** A chain beside a root, so that every relation of two resellers is there. */
export const always: readonly Sprout[] = [undefined, 0, 1, undefined].map((parent) => ({ parent, role: 'sales' }));

export const relations = {
  'a reseller above': (one: Tenant, other: Tenant) => one !== other && isWithin(one, other),
  'a reseller below': (one: Tenant, other: Tenant) => one !== other && isWithin(other, one),
  'a reseller of another branch or tree': (one: Tenant, other: Tenant) =>
    !isWithin(one, other) && !isWithin(other, one),
} as const;

export type Relation = keyof typeof relations;

/** Two resellers of which the second is related so to the first. */
export const pairOf = (all: readonly Tenant[], relation: Relation): Arbitrary<readonly [Tenant, Tenant]> => {
  const pairs = all.flatMap((one) =>
    all.filter((other) => relations[relation](one, other)).map((other) => [one, other] as const),
  );
  return fc.constantFrom(...pairs);
};

/** An id that nothing has, as long as all the others. */
export const absentId = fc.integer({ min: 7_000_000, max: 9_999_999 });

/** Headers with preconditions, which must not reveal anything either. */
export const preconditions = fc.record(
  {
    'if-match': fc.constantFrom('*', 'W/"0123456789abcdef0123456789abcdef"'),
    'idempotency-key': fc.constant('one-key-for-both'),
  },
  { requiredKeys: [] },
);

/** Paths of relationships, three of them at most. */
export const includesOf = ({ path, isIncluding }: Route): Arbitrary<readonly string[]> => {
  const types = path.split('/').filter((part) => !part.startsWith('{'));
  const exposure = resellerRegistry.exposureOfType(types.slice(2).at(-1) ?? '');
  const paths = exposure !== undefined && isIncluding ? pathsFrom(exposure, 3) : [];
  return fc.subarray([...paths], { maxLength: Math.min(paths.length, 8) });
};

const pathsFrom = ({ relationships }: Exposure, depth: number): readonly string[] =>
  depth === 0
    ? []
    : relationships.flatMap((one) => [
        one.wireName,
        ...pathsFrom(resellerRegistry.target(one), depth - 1).map((below) => `${one.wireName}.${below}`),
      ]);
