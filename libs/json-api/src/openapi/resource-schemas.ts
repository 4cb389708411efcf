import type { ExposedAttribute, ExposedRelationship, Exposure, LinkagePolicy } from '../exposure.js';
import { orNull, type JsonSchema } from '../json-schema.js';
import type { Registry } from '../registry.js';
import type { Wire } from '../wire.js';
import { reference } from './document.js';
import { schemaOfValue } from './value-schemas.js';

export const urlSchema: JsonSchema = { type: 'string', format: 'uri' };

export const idSchema: JsonSchema = { type: 'string', pattern: '^\\d+$' };

/** An object that has all of these members. */
export const objectOf = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});

export const schemaReference = (...names: readonly string[]): JsonSchema => reference('schemas', names.join('.'));

export const relationshipLinks = objectOf({ self: urlSchema, related: urlSchema });

/** The reference to a record that stands in a relationship. */
export const identifierSchema = ({ wire, type }: Exposure): JsonSchema => {
  const members = { type: { type: 'string', const: type }, id: idSchema } as const;
  return objectOf(Object.fromEntries(wire.identifier.map((member) => [member, members[member]])));
};

/** Schema of a relationship's `data`. */
export const linkageSchema = (target: Exposure, { cardinality }: ExposedRelationship): JsonSchema => {
  const identifier = schemaReference(target.type, 'identifier');
  return cardinality === 'many' ? { type: 'array', items: identifier } : { oneOf: [identifier, { type: 'null' }] };
};

/** A record as it stands in `data` and `included`. What `fields` can leave out is not required. */
export const resourceSchema = (registry: Registry, exposure: Exposure): JsonSchema => {
  const { wire, type, relationships } = exposure;
  const always: Record<string, JsonSchema> = { id: idSchema, type: { type: 'string', const: type } };
  if (wire.links) always['links'] = objectOf({ self: urlSchema });
  const sometimes: Record<string, JsonSchema> = { attributes: attributesSchema(exposure) };
  if (relationships.length > 0) sometimes['relationships'] = relationshipsSchema(registry, exposure);
  return { type: 'object', required: Object.keys(always), properties: { ...always, ...sometimes } };
};

const attributesSchema = ({ type, attributes }: Exposure): JsonSchema => {
  const properties: Record<string, JsonSchema> = {};
  const groups = new Map<string, Record<string, JsonSchema>>();
  for (const attribute of attributes) {
    const schema = valueSchema(type, attribute);
    if (attribute.group === undefined) {
      properties[attribute.wireName] = schema;
      continue;
    }
    const members = { ...groups.get(attribute.group), [attribute.wireName]: schema };
    groups.set(attribute.group, members);
    properties[attribute.group] = objectOf(members);
  }
  return { type: 'object', properties };
};

const valueSchema = (type: string, attribute: ExposedAttribute): JsonSchema => {
  const shown = orMissing(attribute, schemaOfValue(attribute));
  return attribute.onRequest
    ? { ...shown, description: `Extension: shown only when \`fields[${type}]\` names it.` }
    : shown;
};

/** The schema of a value, or of what stands for a missing one. */
export const orMissing = ({ declared, ifNull }: ExposedAttribute, schema: JsonSchema): JsonSchema =>
  !declared.nullable ? schema : ifNull === null ? orNull(schema) : or(schema, ifNull);

const or = (schema: JsonSchema, word: string): JsonSchema =>
  schema.enum === undefined
    ? { oneOf: [schema, { type: 'string', const: word }] }
    : { ...schema, enum: [...schema.enum, word] };

const linkageNotes: Readonly<Record<LinkagePolicy, string>> = {
  always: 'Always shown.',
  primary: 'Shown when the record is what was asked for, not when it is included.',
  included: 'Shown when `include` names the relationship.',
};

const relationshipsSchema = (registry: Registry, exposure: Exposure): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(
    exposure.relationships.map((relationship) => [
      relationship.wireName,
      relationshipSchema(exposure.wire, registry.target(relationship), relationship),
    ]),
  ),
});

/** Without links, a relationship that shows no linkage is left out as a whole. */
const relationshipSchema = (wire: Wire, target: Exposure, relationship: ExposedRelationship): JsonSchema => {
  const data = linkageSchema(target, relationship);
  const description = linkageNotes[relationship.linkage];
  if (!wire.links) return { ...objectOf({ data }), description };
  const properties = { links: relationshipLinks, data: { ...data, description } };
  return { type: 'object', required: relationship.linkage === 'always' ? ['links', 'data'] : ['links'], properties };
};
