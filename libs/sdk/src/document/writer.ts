import type { ExposedAttribute, Exposure, JsonValue } from '@org/json-api';
import type { Instant } from '@org/kernel';
import type { Catalog } from '../catalog.js';
import { wireWord } from '../query/words.js';

/** Values to write: an absent member stays as it is, null clears it; a relationship is its target's id. */
export type Values = Readonly<Record<string, unknown>>;

/** The text of a document, with why it is sent where somebody says so. */
export const documentOf = (data: object | undefined, reason?: string): string =>
  JSON.stringify({ data, meta: reason === undefined ? undefined : { reason } });

/**
 * What a document holds that creates a record, or changes the one of that id.
 * @throws RangeError for a member that the resource lacks: in TypeScript, it would not have compiled
 */
export const resourceObjectOf = (catalog: Catalog, exposure: Exposure, values: Values, id?: string): object => {
  const attributes: Record<string, JsonValue> = {};
  const relationships: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const attribute = exposure.attributes.find((one) => one.key === key);
    const relationship = exposure.relationships.find((one) => one.key === key);
    if (attribute !== undefined) put(attributes, attribute, jsonOf(attribute, value));
    else if (relationship !== undefined) {
      relationships[relationship.wireName] = { data: linkage(catalog.target(relationship).type, value) };
    } else throw new RangeError(`${exposure.type} have no ${key}`);
  }
  return { type: exposure.type, id, attributes, relationships };
};

const put = (attributes: Record<string, JsonValue>, { group, wireName }: ExposedAttribute, json: JsonValue): void => {
  if (group === undefined) attributes[wireName] = json;
  else attributes[group] = { ...(attributes[group] as object), [wireName]: json };
};

const jsonOf = (attribute: ExposedAttribute, value: unknown): JsonValue => {
  const { codec, declared, words } = attribute;
  if (value === null) return null;
  if (words !== undefined) return wireWord(attribute, value as string);
  // In UTC, which every API reads, whatever zone it shows times in.
  return declared.kind.name === 'instant'
    ? (value as Instant).toString()
    : codec.encode(value as never, undefined as never);
};

interface Identified {
  readonly id: string;
}

const linkage = (type: string, value: unknown): JsonValue =>
  value === null ? null : { type, id: (value as Identified).id };
