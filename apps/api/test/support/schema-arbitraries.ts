import type { JsonSchema, OpenApiDocument } from '@org/json-api';
import fc, { type Arbitrary } from 'fast-check';

/** Values that no member takes, or hardly: of every type, too long, too large, and those that databases and languages trip over. */
const garbage: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, false, '', ' ', '0', '-1', '1e999', 'NaN', 'a\0b', '\ud800', '0000-01-01', '2023-02-29'),
  fc.constantFrom('9999-12-31T23:59:59Z', '+275760-09-13', 'x'.repeat(3_000), '9'.repeat(1_200), 'data:;base64,%%%'),
  fc.constantFrom(-1, 0, 1.5, 2 ** 53, 1e308, -(2 ** 31) - 1, [], {}, [null], [[]], { constructor: 1 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.integer(),
  fc.double(),
  fc.json({ maxDepth: 2 }).map((text): unknown => JSON.parse(text)),
);

/** Longest text that is made of a bound: what is longer costs time and tells no more. */
const longest = 70_000;

const textOf = ({ minLength = 0, maxLength = 50, examples = [], format }: JsonSchema): Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom(
      ...examples.map(String),
      ...(format === 'date' ? ['2026-03-01', '2099-12-31', '2026-02-30'] : []),
      ...[minLength - 1, minLength, maxLength, maxLength + 1]
        .filter((length) => length >= 0 && length <= longest)
        .map((length) => 'x'.repeat(length)),
    ),
    fc.constantFrom('1', '74', 'EUR', '12.5', 'https://example.com/a', '2026-03-01'),
  );

const numberOf = ({ minimum = 1, maximum = 2 ** 31 }: JsonSchema): Arbitrary<unknown> =>
  fc.constantFrom(1, 3, 74, minimum - 1, minimum, maximum, maximum + 1);

/** Values that a schema of a document means, values at its bounds and beyond, and anything else now and then. */
export const valuesOf = (schema: JsonSchema, { components }: OpenApiDocument): Arbitrary<unknown> => {
  const below = (one: JsonSchema): Arbitrary<unknown> =>
    fc.oneof({ weight: 7, arbitrary: meant(one) }, { weight: 1, arbitrary: garbage });
  const meant = (one: JsonSchema): Arbitrary<unknown> => {
    if (one.$ref !== undefined) {
      const target = components.schemas[one.$ref.slice('#/components/schemas/'.length)];
      if (target === undefined) throw new Error(`${one.$ref} leads nowhere`);
      return meant(target);
    }
    if (one.const !== undefined) return fc.constant(one.const);
    if (one.enum !== undefined) return fc.constantFrom(...one.enum);
    if (one.oneOf !== undefined) return fc.oneof(...one.oneOf.map(meant));
    const [type] = [one.type].flat();
    if (type === 'object') return objectOf(one);
    if (type === 'array') return listOf(one);
    if (type === 'integer' || type === 'number') return numberOf(one);
    return type === 'boolean' ? fc.boolean() : textOf(one);
  };
  const objectOf = ({ properties = {} }: JsonSchema): Arbitrary<unknown> => {
    const members = Object.entries(properties).map(([name, one]) => [
      name,
      fc.option(below(one), { freq: 8, nil: undefined }),
    ]);
    const known = fc.record(Object.fromEntries(members) as Record<string, Arbitrary<unknown>>);
    const unknown = fc.dictionary(fc.constantFrom('colour', '__proto__', 'a/b~c', 'id'), garbage, { maxKeys: 1 });
    return fc.tuple(known, fc.oneof({ weight: 6, arbitrary: fc.constant({}) }, unknown)).map((parts) => ({
      ...parts[0],
      ...parts[1],
    }));
  };
  const listOf = ({ items = {}, maxItems = 3 }: JsonSchema): Arbitrary<unknown> =>
    fc.oneof(
      { weight: 6, arbitrary: fc.array(below(items), { maxLength: 3 }) },
      { weight: 1, arbitrary: meant(items).map((item) => Array.from({ length: maxItems + 1 }, () => item)) },
    );
  return below(schema);
};

/** Texts that are hardly JSON, or not at all. */
export const brokenText: Arbitrary<string> = fc.oneof(
  fc.constantFrom('', ' ', '{', 'null', '[]', '"x"', '1', '\ufeff{}', '{"data":', '{"data":{}}}', '\0'),
  fc.constantFrom(`${'['.repeat(50_000)}${']'.repeat(50_000)}`, `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
  fc.string({ unit: 'binary', maxLength: 50 }),
);
