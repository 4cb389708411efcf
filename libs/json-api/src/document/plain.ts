import type { WriteContext } from '../codec.js';
import type { JsonValue } from '../kind.js';
import type { SelectedRelationship, Selection } from './selection.js';

/** A domain object to be shown: its id, its properties, and the ids on the other end of its shown relationships. */
export interface PlainRecord {
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly linkage: Readonly<Record<string, string | null | readonly string[]>>;
}

type JsonObject = Readonly<Record<string, JsonValue>>;

/** The resource object of a domain object, made the plain way: after writes, and as the measure of the compiled writer. */
export const resourceObjectOf = (selection: Selection, record: PlainRecord, context: WriteContext): JsonObject => {
  const { exposure } = selection;
  const self = `${context.base}/${exposure.path}/${record.id}`;
  const attributes: Record<string, JsonValue> = {};
  for (const { wireName, group, ifNull, property, codec } of selection.attributes) {
    const value = record.values[property] ?? null;
    const shown = { [wireName]: value === null ? ifNull : codec.encode(value as never, context) };
    Object.assign(
      attributes,
      group === undefined ? shown : { [group]: { ...(attributes[group] as object), ...shown } },
    );
  }
  const relationships = Object.fromEntries(
    selection.relationships
      .filter(({ shown, linkageColumn }) => shown && (exposure.wire.links || linkageColumn !== undefined))
      .map((selected) => [selected.relationship.wireName, relationshipObject(selection, selected, record, self)]),
  );
  return {
    id: record.id,
    type: exposure.type,
    ...(exposure.wire.links && { links: { self } }),
    ...(selection.attributes.length > 0 && { attributes }),
    ...(Object.keys(relationships).length > 0 && { relationships }),
  };
};

const relationshipObject = (
  { exposure: { wire } }: Selection,
  { relationship, target, linkageColumn }: SelectedRelationship,
  record: PlainRecord,
  self: string,
): JsonObject => {
  const name = relationship.wireName;
  const identifier = (id: string): JsonObject =>
    Object.fromEntries(wire.identifier.map((member) => [member, member === 'id' ? id : target.type]));
  const linked = record.linkage[relationship.key] ?? (relationship.cardinality === 'many' ? [] : null);
  const data = typeof linked === 'string' ? identifier(linked) : (linked?.map(identifier) ?? null);
  return {
    ...(wire.links && { links: { self: `${self}/relationships/${name}`, related: `${self}/${name}` } }),
    ...(linkageColumn !== undefined && { data }),
  };
};
