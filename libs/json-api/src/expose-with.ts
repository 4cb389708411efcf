import type { Codec } from './codec.js';
import type { ShapeOf } from './exposure-shape.js';
import type {
  AttributeOptions,
  DeclaredFilter,
  ExposedAttribute,
  ExposedRelationship,
  Exposure,
  RelationshipOptions,
  Totals,
} from './exposure.js';
import type { JsonValue } from './kind.js';
import type { OperatorTable } from './query/comparable.js';
import { filtersOf, sortsOf } from './query/offers.js';
import type { AnyAttribute, Attribute, MappedAttribute, Nothing, Relationship, Resource } from './resource.js';
import type { Wire } from './wire.js';

type ValueOf<Declared> = Declared extends Attribute<infer Value> ? Value : never;

/** A misspelt option does not compile: it would be ignored in silence. */
type Only<Options, Given> = Options & { readonly [Key in Exclude<keyof Given, keyof Options>]: never };

export type AttributeChoice<Attributes, Chosen> = {
  readonly [Key in keyof Chosen]: Key extends keyof Attributes
    ? Only<AttributeOptions<ValueOf<Attributes[Key]>>, Chosen[Key]>
    : never;
};

export type RelationshipChoice<Links, Chosen> = {
  readonly [Key in keyof Chosen]: Key extends keyof Links ? Only<RelationshipOptions, Chosen[Key]> : never;
};

export interface ExposureDeclaration<Type, Chosen, ChosenLinks, Filters, Sorts> {
  readonly type: Type;
  readonly path?: string;
  /** Members in wire order. */
  readonly attributes: Chosen;
  /** Members in wire order. */
  readonly relationships?: ChosenLinks;
  /** Besides those of the attributes, by the wire name before the operator. */
  readonly filters?: Filters;
  /** Criteria besides the attributes: wire name and stored property. */
  readonly sorts?: Sorts;
  readonly aliases?: readonly string[];
  readonly totals?: Totals;
  readonly demands?: readonly string[];
}

/**
 * Declares what an API shows of a resource. A name that the resource lacks does not compile; that no two members get the same wire
 * name is checked by the registry.
 */
export const exposeWith =
  <Operators extends OperatorTable>(wire: Wire<Operators>) =>
  <
    Attributes extends object,
    Links extends object,
    const Type extends string,
    const Chosen extends object,
    const ChosenLinks extends object = Nothing,
    const Filters extends Readonly<Record<string, DeclaredFilter>> = Nothing,
    const Sorts extends Readonly<Record<string, string>> = Nothing,
  >(
    resource: Resource<string, Attributes, Links>,
    declared: ExposureDeclaration<
      Type,
      Chosen & AttributeChoice<Attributes, Chosen>,
      ChosenLinks & RelationshipChoice<Links, ChosenLinks>,
      Filters,
      Sorts
    >,
  ): Exposure<ShapeOf<Attributes, Links, Chosen, ChosenLinks, Filters, Sorts, Operators>, Type> => {
    const attributes = Object.entries<AttributeOptions>(declared.attributes as Record<string, AttributeOptions>).map(
      ([key, options]) =>
        exposedAttribute(
          wire,
          key,
          lookUp(resource.attributes as Readonly<Record<string, AnyAttribute>>, key),
          options,
        ),
    );
    const relationships = Object.entries<RelationshipOptions>(
      (declared.relationships ?? {}) as Record<string, RelationshipOptions>,
    ).map(([key, options]) =>
      exposedRelationship(
        wire,
        key,
        lookUp(resource.relationships as Readonly<Record<string, Relationship>>, key),
        options,
      ),
    );
    return Object.freeze({
      resource: resource.name,
      wire,
      type: declared.type,
      path: declared.path ?? declared.type,
      aliases: declared.aliases ?? [],
      totals: declared.totals,
      demands: declared.demands ?? [],
      attributes,
      relationships,
      filters: filtersOf(wire, declared, attributes),
      sorts: sortsOf(wire, declared, attributes),
    });
  };

const lookUp = <Member>(members: Readonly<Record<string, Member>>, key: string): Member => {
  const found = members[key];
  if (found === undefined) throw new Error(`the resource has no member ${key}`);
  return found;
};

const isMapped = (attribute: AnyAttribute): attribute is MappedAttribute<never> => 'from' in attribute;

const exposedAttribute = (
  wire: Wire,
  key: string,
  declared: AnyAttribute,
  options: AttributeOptions,
): ExposedAttribute => {
  const codec = options.codec ?? wire.codecs[declared.kind.name];
  const words = combined(isMapped(declared) ? declared.words : undefined, options.words) ?? ownWords(declared);
  return Object.freeze({
    key,
    wireName: options.name ?? wire.wireName(key),
    group: options.group,
    ifNull: options.ifNull ?? null,
    property: isMapped(declared) ? declared.from : key,
    declared,
    codec: words === undefined ? codec : wordCodec(words, isMapped(declared) ? declared.words : undefined),
    onRequest: options.onRequest ?? false,
    words,
  });
};

const exposedRelationship = (
  wire: Wire,
  key: string,
  declared: Relationship,
  options: RelationshipOptions,
): ExposedRelationship =>
  Object.freeze({
    key,
    wireName: options.name ?? wire.wireName(key),
    target: declared.target,
    cardinality: declared.cardinality,
    via: declared.via ?? [key],
    linkage: options.linkage ?? 'included',
    includable: options.includable ?? true,
    onRequest: options.onRequest ?? false,
  });

/** Stored word → domain word → wire word, as one table. */
const combined = (
  domain: Readonly<Record<string, string>> | undefined,
  wire: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | undefined =>
  domain === undefined || wire === undefined
    ? (domain ?? wire)
    : Object.fromEntries(Object.entries(domain).map(([stored, word]) => [stored, wire[word] ?? word]));

/** A closed set that nobody renames is shown as it is stored. */
const ownWords = ({ kind: { values } }: AnyAttribute): Readonly<Record<string, string>> | undefined =>
  values && Object.fromEntries(values.map((value) => [value, value]));

/** @param mapped stored word → domain word, where they differ; of several stored words that are shown as one, any is read back */
const wordCodec = (
  words: Readonly<Record<string, string>>,
  mapped: Readonly<Record<string, string>> | undefined,
): Codec<string> => {
  const wordFor = new Map(Object.entries(words));
  const domainFor = new Map(Object.entries(words).map(([stored, word]) => [word, mapped?.[stored] ?? stored]));
  const unknown = (value: string): never => {
    throw new Error(`no word for the value ${value}`);
  };
  return {
    encode: (value: string): JsonValue => wordFor.get(value) ?? unknown(value),
    decode: (json) => domainFor.get(json as string) ?? unknown(JSON.stringify(json)),
  };
};
