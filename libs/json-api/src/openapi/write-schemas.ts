import type { ExposedAttribute } from '../exposure.js';
import type { JsonSchema } from '../json-schema.js';
import type { KindName } from '../kind.js';
import type { Registry } from '../registry.js';
import { isRelationship, type WritableMembers, type Writes } from '../write/writable.js';
import { idSchema, linkageSchema, objectOf, orMissing } from './resource-schemas.js';
import { schemaOfValue } from './value-schemas.js';

/** Schemas of the kinds that are accepted in another form than shown. */
const takenSchemas: { readonly [Name in KindName]?: JsonSchema } = {
  decimal: {
    type: ['string', 'number'],
    description: 'Digits of a string are kept, however many.',
    examples: ['12.5'],
  },
  instant: { type: 'string', description: 'A day, or a time: UTC unless it names an offset.' },
  localDate: { type: 'string', format: 'date' },
};

const verbatimSchema: JsonSchema = { type: 'string' };

/** The documents that create records and change them. */
export const writeSchemasOf = (registry: Registry): Readonly<Record<string, JsonSchema>> => {
  const schemas: Record<string, JsonSchema> = {};
  for (const exposure of registry.exposures) {
    const writes = registry.writesOf(exposure);
    if (writes?.create !== undefined) schemas[creationName(writes)] = requestSchema(registry, writes, writes.create);
    if (writes?.update !== undefined) {
      schemas[changeName(writes)] = requestSchema(registry, writes, writes.update, { id: idSchema });
    }
  }
  return schemas;
};

export const creationName = ({ exposure }: Writes): string => `${exposure.type}.creation`;

export const changeName = ({ exposure }: Writes): string => `${exposure.type}.change`;

const requestSchema = (
  registry: Registry,
  { exposure: { type }, verbatim }: Writes,
  members: WritableMembers,
  identity: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema => {
  const attributes: Record<string, JsonSchema> = {};
  const relationships: Record<string, JsonSchema> = {};
  for (const member of members.values()) {
    if (isRelationship(member)) {
      relationships[member.wireName] = objectOf({ data: linkageSchema(registry.target(member), member) });
    } else attributes[member.wireName] = verbatim.has(member.key) ? verbatimSchema : takenSchema(member);
  }
  const named = objectOf({ type: { type: 'string', const: type }, ...identity });
  const sections: Record<string, JsonSchema> = { attributes: { type: 'object', properties: attributes } };
  if (Object.keys(relationships).length > 0) sections['relationships'] = { type: 'object', properties: relationships };
  return objectOf({ data: { ...named, properties: { ...named.properties, ...sections } } });
};

const takenSchema = (attribute: ExposedAttribute): JsonSchema =>
  orMissing(attribute, takenSchemas[attribute.declared.kind.name] ?? schemaOfValue(attribute));
