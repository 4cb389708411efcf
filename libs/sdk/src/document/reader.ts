import type { ExposedAttribute, ExposedRelationship, Exposure, JsonValue, Registry, Wire } from '@org/json-api';
import { ServerError } from '../core/errors.js';
import type { Identifier, JsonApiDocument, ResourceObject } from './json-api.js';

/** The relationships that a request includes, each with those below it. */
export type IncludeTree = ReadonlyMap<string, IncludeTree>;

/** A record as domain values; its type is the request's to say. */
export type PlainRecord = Readonly<Record<string, unknown>>;

/**
 * Reads the records of one request's documents. A record stands for itself wherever one path of `include` leads to it, and has
 * what that path loads and no more: so there are no cycles, and its type is exact.
 */
export class RecordReader {
  private readonly attributes: readonly (readonly [wireName: string, attribute: ExposedAttribute])[];
  private readonly relationships: readonly RelationshipReader[];

  constructor(
    registry: Registry<Wire>,
    private readonly exposure: Exposure,
    includes: IncludeTree,
  ) {
    this.attributes = exposure.attributes.map((attribute) => [attribute.wireName, attribute]);
    this.relationships = exposure.relationships.map((relationship) => {
      const below = includes.get(relationship.key);
      const target = registry.target(relationship);
      return { relationship, target, loaded: below && new RecordReader(registry, target, below) };
    });
  }

  /** The primary records of a document, in its order. */
  read({ data, included }: JsonApiDocument): readonly PlainRecord[] {
    const source = new Source(included ?? []);
    const objects = Array.isArray(data) ? (data as readonly ResourceObject[]) : data === null ? [] : [data];
    return (objects as readonly ResourceObject[]).map((object) => this.record(object, source));
  }

  private record(object: ResourceObject, source: Source): PlainRecord {
    const { type, id, attributes = {}, relationships } = object;
    if (type !== this.exposure.type) throw new ServerError(`the server sent ${type} for ${this.exposure.type}`);
    const record: Record<string, unknown> = { id };
    for (const [wireName, attribute] of this.attributes) {
      const { group } = attribute;
      const holder = group === undefined ? attributes : (attributes[group] as typeof attributes | undefined);
      const json = holder?.[wireName];
      if (json !== undefined) record[attribute.key] = valueOf(attribute, json);
    }
    if (relationships === undefined) return record;
    for (const { relationship, target, loaded } of this.relationships) {
      const data = relationships[relationship.wireName]?.data;
      if (data !== undefined) record[relationship.key] = linked(data, target, loaded, source);
    }
    return record;
  }

  /** A record that was included: made once for this path, however many records lead to it. */
  included(identifier: Identifier, source: Source): PlainRecord {
    const made = source.made(this);
    const known = made.get(identifier.id);
    if (known !== undefined) return known;
    const object = source.find(identifier);
    if (object === undefined) throw new ServerError(`the answer lacks ${identifier.type} ${identifier.id}`);
    const record = this.record(object, source);
    made.set(identifier.id, record);
    return record;
  }
}

interface RelationshipReader {
  readonly relationship: ExposedRelationship;
  readonly target: Exposure;
  /** Reads what is linked, when it was included. */
  readonly loaded: RecordReader | undefined;
}

/** What a document includes, and what was made of it. */
class Source {
  private byKey: Map<string, ResourceObject> | undefined;
  private readonly records = new Map<RecordReader, Map<string, PlainRecord>>();

  constructor(private readonly included: readonly ResourceObject[]) {}

  find({ type, id }: Identifier): ResourceObject | undefined {
    this.byKey ??= new Map(this.included.map((object) => [`${object.type} ${object.id}`, object]));
    return this.byKey.get(`${type} ${id}`);
  }

  made(reader: RecordReader): Map<string, PlainRecord> {
    const known = this.records.get(reader) ?? new Map<string, PlainRecord>();
    this.records.set(reader, known);
    return known;
  }
}

const valueOf = ({ ifNull, codec }: ExposedAttribute, json: JsonValue): unknown =>
  json === null || json === ifNull ? null : codec.decode(json);

const linked = (
  data: Identifier | readonly Identifier[] | null,
  target: Exposure,
  loaded: RecordReader | undefined,
  source: Source,
): unknown => {
  const one = ({ id }: Identifier): PlainRecord =>
    loaded === undefined ? { type: target.type, id } : loaded.included({ type: target.type, id }, source);
  if (data === null) return null;
  return isMany(data) ? data.map(one) : one(data);
};

const isMany = (data: Identifier | readonly Identifier[]): data is readonly Identifier[] => Array.isArray(data);
