import type { ExposedAttribute, Exposure, JsonValue } from '@org/json-api';
import type { Catalog } from '../catalog.js';
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
  private readonly attributes: readonly AttributeReader[];
  private readonly relationships: readonly RelationshipReader[];
  private shape: Shape | undefined;

  constructor(
    catalog: Catalog,
    private readonly exposure: Exposure,
    includes: IncludeTree,
  ) {
    this.attributes = exposure.attributes.map(({ key, wireName, group, ifNull, codec, declared }) => ({
      key,
      wireName,
      group,
      ifNull,
      decode: codec.decode,
      isTime: declared.kind.name === 'instant',
    }));
    this.relationships = exposure.relationships.map(({ key, wireName, target }) => {
      const below = includes.get(key);
      const linked = catalog.target({ target });
      return { key, wireName, type: linked.type, loaded: below && new RecordReader(catalog, linked, below) };
    });
  }

  /** The primary records of a document, in its order. */
  read({ data, included }: JsonApiDocument): readonly PlainRecord[] {
    const source = new Source(included ?? []);
    const objects = Array.isArray(data) ? (data as readonly ResourceObject[]) : data === null ? [] : [data];
    return (objects as readonly ResourceObject[]).map((object) => this.record(object, source));
  }

  private record(object: ResourceObject, source: Source): PlainRecord {
    const { type, id } = object;
    if (type !== this.exposure.type) throw new ServerError(`the server sent ${type} for ${this.exposure.type}`);
    const { shape } = this;
    if (shape !== undefined) {
      const record = { ...shape.empty, id };
      if (this.fill(record, object, source, shape.shown)) return record;
    }
    const record: Record<string, unknown> = { id };
    const shown: boolean[] = [];
    this.fill(record, object, source, shown);
    this.shape = { empty: emptied(record), shown };
    return record;
  }

  /**
   * @param shown of each member in order, whether it is expected to be there; what is not yet known of is added
   * @returns whether the record has exactly the members that were expected
   */
  private fill(record: Record<string, unknown>, object: ResourceObject, source: Source, shown: boolean[]): boolean {
    const { attributes = {}, relationships = {} } = object;
    let place = 0;
    for (const attribute of this.attributes) {
      const { wireName, group } = attribute;
      const holder = group === undefined ? attributes : (attributes[group] as typeof attributes | undefined);
      const json = holder?.[wireName];
      if ((shown[place++] ??= json !== undefined) !== (json !== undefined)) return false;
      if (json !== undefined) record[attribute.key] = valueOf(attribute, json, source);
    }
    for (const { key, wireName, type, loaded } of this.relationships) {
      const data = relationships[wireName]?.data;
      if ((shown[place++] ??= data !== undefined) !== (data !== undefined)) return false;
      if (data !== undefined) record[key] = linked(data, type, loaded, source);
    }
    return true;
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

/** Members of the latest record. The next one starts as a copy, because V8 makes slow objects of those that grow by many keys. */
interface Shape {
  readonly empty: PlainRecord;
  /** Whether each member is present, in order. */
  readonly shown: boolean[];
}

/** The same keys without values. Parsed, it is made in one piece. */
const emptied = (record: PlainRecord): PlainRecord =>
  JSON.parse(
    `{${Object.keys(record)
      .map((key) => `"${key}":null`)
      .join(',')}}`,
  ) as PlainRecord;

interface AttributeReader extends Pick<ExposedAttribute, 'key' | 'wireName' | 'group' | 'ifNull'> {
  readonly decode: (json: JsonValue) => unknown;
  readonly isTime: boolean;
}

interface RelationshipReader {
  readonly key: string;
  readonly wireName: string;
  /** Type of its targets. */
  readonly type: string;
  /** Reads what is linked, when it was included. */
  readonly loaded: RecordReader | undefined;
}

/** Included resources of a document, and the records read from them. */
class Source {
  private byKey: Map<string, ResourceObject> | undefined;
  private readonly records = new Map<RecordReader, Map<string, PlainRecord>>();
  /** Times by their text: many records share a period, and a time is dear to make. */
  readonly times = new Map<JsonValue, unknown>();

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

const valueOf = ({ ifNull, decode, isTime }: AttributeReader, json: JsonValue, { times }: Source): unknown => {
  if (json === null || json === ifNull) return null;
  if (!isTime) return decode(json);
  const known = times.get(json);
  if (known !== undefined) return known;
  const time = decode(json);
  times.set(json, time);
  return time;
};

const linked = (
  data: Identifier | readonly Identifier[] | null,
  type: string,
  loaded: RecordReader | undefined,
  source: Source,
): unknown => {
  const one = ({ id }: Identifier): unknown =>
    loaded === undefined ? { type, id } : loaded.included({ type, id }, source);
  return data === null ? null : isMany(data) ? data.map(one) : one(data);
};

const isMany = (data: Identifier | readonly Identifier[]): data is readonly Identifier[] => Array.isArray(data);
