import type { Codec } from './codec.js';
import type { Shape } from './exposure-shape.js';
import type { Comparable } from './query/comparable.js';
import type { Filter } from './query/filter.js';
import type { SortKey } from './query/sort-key.js';
import type { AnyAttribute, Cardinality } from './resource.js';
import type { Wire } from './wire.js';

/** One of a closed set has a word for every value; a missing value is not one of them. */
type WordsOf<Value> = [Value] extends [string | null]
  ? string extends Value
    ? never
    : Readonly<Record<Value & string, string>>
  : never;

/** Options of an attribute in one API. */
export interface AttributeOptions<Value = unknown> {
  /** The wire name, where the dialect's own spelling of the domain name is not it. */
  readonly name?: string;
  /** The wire's words for a `oneOf`: one for every value. */
  readonly words?: WordsOf<Value>;
  /** The wire's word for a value that is missing; `null` unless said otherwise. */
  readonly ifNull?: string;
  /** The wire object of the attribute: neighbours of one group are written into one object. */
  readonly group?: string;
  /** Whether lists can be filtered by it: yes, unless said otherwise. */
  readonly filter?: false;
  /** Whether lists can be sorted by it: yes, unless said otherwise. */
  readonly sort?: false;
  /** Shown only when `fields` names it: an extension must not change the answers of Yeti and ActivePlatform. */
  readonly onRequest?: true;
  /** Another codec than the dialect's for the kind. */
  readonly codec?: Codec<NonNullable<Value>>;
}

/**
 * Condition for showing a relationship's linkage. `always`: in every answer; `primary`: when the resource is what the request asked for,
 * not when it is included; `included`: only when `include` names the relationship.
 */
export type LinkagePolicy = 'always' | 'primary' | 'included';

export interface RelationshipOptions {
  readonly name?: string;
  readonly linkage?: LinkagePolicy;
  /** Whether `include` may name it. */
  readonly includable?: boolean;
  /**
   * An extension, which must not change the answers of Yeti and ActivePlatform: a list of its own, below the record, to which the
   * record links only when `fields` or `include` names it.
   */
  readonly onRequest?: true;
}

/** An attribute with everything about its wire form decided. */
export interface ExposedAttribute {
  /** The domain name. */
  readonly key: string;
  readonly wireName: string;
  readonly group: string | undefined;
  /** Text for a missing value. */
  readonly ifNull: string | null;
  /** The model property of the value. */
  readonly property: string;
  readonly declared: AnyAttribute;
  readonly codec: Codec<never>;
  readonly onRequest: boolean;
  /** Stored words and those of the wire, where the values are a closed set. */
  readonly words: Readonly<Record<string, string>> | undefined;
}

/** Sums over all rows that a list's filters leave: an extension, given only when `withTotals` asks for it. */
export interface Totals {
  /** The property whose values are never added up across: a currency. */
  readonly by: string;
  /** Decimal properties. */
  readonly sums: readonly string[];
}

/** A filter that is not one of the attributes: by another property, or by one over a relation. */
export interface DeclaredFilter {
  /** Relations to walk, then the property, separated by dots. */
  readonly by: string;
  readonly as: Comparable;
  /** Takes a list of values by its bare name and has no operators. */
  readonly plain?: true;
}

export interface ExposedRelationship {
  readonly key: string;
  readonly wireName: string;
  readonly target: string;
  readonly cardinality: Cardinality;
  readonly via: readonly string[];
  readonly linkage: LinkagePolicy;
  readonly includable: boolean;
  readonly onRequest: boolean;
}

/** Exposure: the members of a resource that one API shows. */
export interface Exposure<Shows extends Shape = Shape, Type extends string = string> {
  readonly resource: string;
  readonly wire: Wire;
  readonly type: Type;
  /** The path segment under the API's prefix. */
  readonly path: string;
  readonly attributes: readonly ExposedAttribute[];
  readonly relationships: readonly ExposedRelationship[];
  /** Filters by the text between the brackets, with spellings folded. */
  readonly filters: ReadonlyMap<string, Filter>;
  /** Sort keys by wire name, with spellings folded. */
  readonly sorts: ReadonlyMap<string, Omit<SortKey, 'descending'>>;
  /** Properties without which a record does not exist for the API. */
  readonly demands: readonly string[];
  /** The sums that a list gives on request, group by group; undefined where it gives none. */
  readonly totals: Totals | undefined;
  /** Other path segments under which the resource is served. */
  readonly aliases: readonly string[];
  /** Carries the domain types of what is shown; never a value. */
  readonly shape?: Shows;
}
