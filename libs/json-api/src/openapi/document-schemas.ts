import type { Wire } from '../wire.js';
import type { ExposedRelationship, Exposure, Totals } from '../exposure.js';
import { orNull, type JsonSchema } from '../json-schema.js';
import type { Registry } from '../registry.js';
import { includableFrom } from './includable.js';
import {
  identifierSchema,
  linkageSchema,
  objectOf,
  relationshipLinks,
  resourceSchema,
  schemaReference,
  urlSchema,
} from './resource-schemas.js';
import { schemaOfCodec } from './value-schemas.js';

/** The schemas of everything that an API answers with. A type holds no dot, so none of the names can clash. */
export const schemasOf = (registry: Registry): Readonly<Record<string, JsonSchema>> => {
  const schemas: Record<string, JsonSchema> = {};
  for (const exposure of registry.exposures) {
    const { type } = exposure;
    const included = includedSchema(registry, exposure);
    const one = schemaReference(type);
    schemas[type] = resourceSchema(registry, exposure);
    schemas[`${type}.document`] = documentOf({ data: one }, included);
    schemas[`${type}.list`] = listSchema(exposure, { type: 'array', items: one }, included);
  }
  for (const target of targetsOf(registry)) schemas[`${target.type}.identifier`] = identifierSchema(target);
  return { ...schemas, ...(registry.dialect.links && linkSchemas(registry)) };
};

/** The resources that some relationship leads to. */
const targetsOf = (registry: Registry): ReadonlySet<Exposure> =>
  new Set(
    [...registry.exposures].flatMap(({ relationships }) =>
      relationships.map((relationship) => registry.target(relationship)),
    ),
  );

/** Schemas of the relationship URLs, where an API has them. */
const linkSchemas = (registry: Registry): Readonly<Record<string, JsonSchema>> => {
  const schemas: Record<string, JsonSchema> = {};
  for (const { relationships } of registry.exposures) {
    for (const relationship of relationships) {
      const target = registry.target(relationship);
      schemas[linkageName(target, relationship)] = objectOf({
        data: linkageSchema(target, relationship),
        links: relationshipLinks,
      });
      if (relationship.cardinality === 'many') continue;
      const data = { oneOf: [schemaReference(target.type), { type: 'null' }] } as const;
      schemas[relatedName(target, relationship)] = documentOf({ data }, includedSchema(registry, target));
    }
  }
  return schemas;
};

export const linkageName = ({ type }: Exposure, { cardinality }: ExposedRelationship): string =>
  cardinality === 'many' ? `${type}.linkages` : `${type}.linkage`;

export const relatedName = ({ type }: Exposure, { cardinality }: ExposedRelationship): string =>
  cardinality === 'many' ? `${type}.list` : `${type}.related`;

type Included = { readonly included: JsonSchema } | undefined;

const includedSchema = (registry: Registry, exposure: Exposure): Included => {
  const [first, ...others] = [...includableFrom(registry, exposure)].map(({ type }) => schemaReference(type));
  if (first === undefined) return undefined;
  const description = 'Present when `include` asked for something.';
  return {
    included: { type: 'array', description, items: others.length === 0 ? first : { oneOf: [first, ...others] } },
  };
};

const documentOf = (members: Readonly<Record<string, JsonSchema>>, included: Included): JsonSchema => ({
  type: 'object',
  required: Object.keys(members),
  properties: { ...members, ...included },
});

/** On a page from a place, the totals may stand there by themselves. */
const metaSchema = ({ wire, totals }: Exposure): JsonSchema => ({
  type: 'object',
  description: 'Absent from pages by cursor, unless something of it was asked for.',
  ...(totals === undefined && { required: [wire.totalMember] }),
  properties: {
    [wire.totalMember]: { type: 'integer', minimum: 0, description: 'The number of all records.' },
    ...(totals && { totals: totalsSchema(wire, totals) }),
  },
});

const totalsSchema = ({ wireName, codecs }: Wire, { by, sums }: Totals): JsonSchema => ({
  type: 'array',
  description: `Extension: shown when \`withTotals\` asks for it; one group for each ${wireName(by)}.`,
  items: objectOf({
    [wireName(by)]: schemaOfCodec(codecs.text),
    count: { type: 'integer', minimum: 0 },
    ...Object.fromEntries(sums.map((sum) => [wireName(sum), schemaOfCodec(codecs.decimal)])),
  }),
});

const listSchema = (exposure: Exposure, data: JsonSchema, included: Included): JsonSchema => ({
  type: 'object',
  required: ['data', 'links'],
  properties: {
    data,
    ...included,
    meta: metaSchema(exposure),
    links: {
      type: 'object',
      ...(exposure.wire.selfLink && { required: ['self'] }),
      description:
        'Numbered pages have `first` and `last`; cursor pages have `prev` and `next`, null where nothing is.',
      properties: {
        ...(exposure.wire.selfLink && { self: urlSchema }),
        first: urlSchema,
        prev: orNull(urlSchema),
        next: orNull(urlSchema),
        last: urlSchema,
      },
    },
  },
});
