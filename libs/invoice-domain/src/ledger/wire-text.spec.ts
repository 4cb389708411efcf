import { describe, expect, it } from '@jest/globals';
import {
  allFields,
  compileRowWriter,
  noIncludes,
  resourceObjectOf,
  selectionOf,
  type ExposedAttribute,
  type Exposure,
  type Fieldsets,
  type IncludeTree,
  type JsonValue,
  type KindName,
  type PlainRecord,
  type Registry,
  type Row,
  type Selection,
} from '@org/json-api';
import { Decimal, instantOf, localDateOf, ZoneOffsets } from '@org/kernel';
import fc from 'fast-check';
import { adminRegistry, resellerRegistry } from './index.js';

/** One value twice: as PostgreSQL writes it into a row, and as the domain holds it. */
interface Stored {
  readonly text: string | null;
  readonly value: unknown;
}

const nothing: Stored = { text: null, value: null };
const same = (text: string): Stored => ({ text, value: text });

/** Texts with all characters that JSON escapes or must not escape, and letters of many scripts. */
const prose = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      '"',
      '\\',
      '/',
      '<',
      '>',
      '&',
      '\u2028',
      '\u2029',
      '\n',
      '\t',
      '\b',
      '\u001f',
      '\u007f',
      '$&',
      '{}',
      ',',
    ),
  }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
);

const twoDigits = (value: number): string => String(value).padStart(2, '0');

const day = fc
  .date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** PostgreSQL leaves out the zeros at the end of a fraction, and the point when nothing is left. */
const microseconds = fc
  .oneof(fc.nat({ max: 999_999 }), fc.constantFrom(0, 1, 999_999, 500_000, 352_000))
  .map((value) => `.${String(value).padStart(6, '0')}`.replace(/\.?0+$/, ''));

const timeOfDay = fc
  .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }), fc.nat({ max: 59 }))
  .map((parts) => parts.map(twoDigits).join(':'));

/** A scale is part of the column's type: zeros at the end stay. */
const numeric = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.stringMatching(/^(\.\d{0,10}0{0,4})?$/))
  .map(([whole, fraction]) => `${whole}${fraction === '.' ? '' : fraction}`);

/** Keys that look like numbers are left out: a JavaScript object would put them first. */
const { freeJson } = fc.letrec<{ freeJson: JsonValue; node: JsonValue }>((tie) => ({
  freeJson: fc.dictionary(
    prose.filter((key) => !/^\d+$/.test(key)),
    tie('node'),
    { maxKeys: 4 },
  ),
  node: fc.oneof(
    { maxDepth: 3 },
    prose,
    fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0.5, -12.25)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('node'), { maxLength: 3 }),
    tie('freeJson'),
  ),
}));

/** A `jsonb` is written with a blank after every colon and comma. */
const jsonbText = (value: JsonValue): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jsonbText).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${jsonbText(member)}`)
    .join(', ')}}`;
};

/** Values of each kind; a `oneOf` has its own words. */
const valuesOf: { readonly [Name in Exclude<KindName, 'oneOf'>]: fc.Arbitrary<Stored> } = {
  text: prose.map(same),
  secret: prose.map(same),
  uuid: fc.uuid().map(same),
  integer: fc.maxSafeInteger().map((value) => ({ text: String(value), value })),
  integers: fc.array(fc.maxSafeInteger()).map((value) => ({ text: `{${value.join(',')}}`, value })),
  addresses: fc.array(fc.oneof(fc.ipV4(), fc.ipV6())).map((value) => ({ text: `{${value.join(',')}}`, value })),
  flag: fc.boolean().map((value) => ({ text: value ? 't' : 'f', value })),
  decimal: numeric.map((text) => ({ text, value: Decimal.of(text) })),
  instant: fc.tuple(day, timeOfDay, microseconds).map(([date, time, fraction]) => ({
    text: `${date} ${time}${fraction}+00`,
    value: instantOf(`${date}T${time}${fraction}Z`),
  })),
  localDate: day.map((text) => ({ text, value: localDateOf(text) })),
  json: freeJson.map((value) => ({ text: jsonbText(value), value })),
};

/** The words that are stored, where the attribute renames them. */
const storedWords = ({ declared }: ExposedAttribute): readonly string[] =>
  'words' in declared ? Object.keys(declared.words) : (declared.kind.values ?? []);

const valueOf = (attribute: ExposedAttribute): fc.Arbitrary<Stored> => {
  const { kind, nullable } = attribute.declared;
  const values = kind.name === 'oneOf' ? fc.constantFrom(...storedWords(attribute)).map(same) : valuesOf[kind.name];
  return nullable ? fc.option(values, { nil: nothing }) : values;
};

const id = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);

interface Written {
  readonly row: Row;
  readonly record: PlainRecord;
}

/** A record of what a selection shows, as a row and as a domain object. */
const recordOf = ({ attributes, relationships }: Selection): fc.Arbitrary<Written> => {
  const shown = relationships.filter(({ linkageColumn }) => linkageColumn !== undefined);
  return fc
    .tuple(
      id,
      fc.tuple(...attributes.map(valueOf)),
      fc.tuple(
        ...shown.map(({ relationship }) => (relationship.cardinality === 'one' ? fc.option(id) : fc.uniqueArray(id))),
      ),
    )
    .map(([key, values, links]) => ({
      row: [
        key,
        ...values.map(({ text }) => text),
        ...links.map((linked) => (Array.isArray(linked) ? `{${linked.join(',')}}` : linked)),
      ],
      record: {
        id: key,
        values: Object.fromEntries(attributes.map(({ property }, index) => [property, values[index]?.value])),
        linkage: Object.fromEntries(shown.map(({ relationship }, index) => [relationship.key, links[index] ?? null])),
      },
    }));
};

const context = fc.record({
  base: fc.constantFrom('http://localhost:3000/api/rest/admin', 'https://[::1]/api/v3'),
  zone: fc.constantFrom(
    ...['UTC', 'Europe/Moscow', 'America/Los_Angeles', 'Australia/Lord_Howe'].map((zone) => new ZoneOffsets(zone)),
  ),
});

/** Every way in which a request can come to show a resource: asked for, with any fields and includes, or included itself. */
const selectionsOf = (registry: Registry, exposure: Exposure): fc.Arbitrary<Selection> => {
  const links = exposure.relationships.map(({ key }) => key);
  const members = [...exposure.attributes.map(({ key }) => key), ...links];
  const asPrimary = fc.tuple(fc.subarray(links), fc.option(fc.subarray(members))).map(([included, shown]) => {
    const includes: IncludeTree = new Map(included.map((key) => [key, noIncludes]));
    const fields: Fieldsets = shown === null ? allFields : new Map([[exposure.resource, new Set(shown)]]);
    return selectionOf(registry, exposure, includes, fields);
  });
  const asIncluded = [...registry.exposures].flatMap((parent) =>
    parent.relationships
      .filter(({ target }) => target === exposure.resource)
      .flatMap(({ key }) => selectionOf(registry, parent, new Map([[key, noIncludes]])).relationships)
      .flatMap(({ include }) => include ?? []),
  );
  return asIncluded.length === 0 ? asPrimary : fc.oneof(asPrimary, fc.constantFrom(...asIncluded));
};

const exposed = [adminRegistry, resellerRegistry].flatMap((registry) =>
  [...registry.exposures].map((exposure) => [registry.dialect.name, exposure.type, registry, exposure] as const),
);

describe.each(exposed)('on the %s wire, the compiled writer of %s', (_, __, registry, exposure) => {
  it('writes the very text of the plain resource object', () => {
    const written = selectionsOf(registry, exposure).chain((selection) =>
      fc.tuple(fc.constant(selection), recordOf(selection), context),
    );
    fc.assert(
      fc.property(written, ([selection, { row, record }, within]) => {
        const text = compileRowWriter(selection)('', row, within);
        expect(text).toBe(JSON.stringify(resourceObjectOf(selection, record, within)));
      }),
    );
  });
});
