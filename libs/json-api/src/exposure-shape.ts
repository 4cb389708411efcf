import type { KindName } from './kind.js';
import type { Comparable, ComparableOf, OperatorTable } from './query/comparable.js';
import type { Attribute, Relationship } from './resource.js';

/** Types of an exposure's members, by domain name; it has no value at run time. */
export interface Shape {
  /** Value by attribute. */
  readonly attributes: object;
  /** The attributes that are shown only when they are asked for. */
  readonly onRequest: PropertyKey;
  /** `ShownLink` by relationship. */
  readonly relationships: object;
  /** `OfferedFilter` by field. */
  readonly filters: object;
  /** The fields to sort by. */
  readonly sorts: PropertyKey;
  /** The operators that the API knows. */
  readonly operators: OperatorTable;
  /** The members that a new record can be given, and those that can be changed later. */
  readonly creates: PropertyKey;
  readonly updates: PropertyKey;
}

/** A relationship as an API shows it. */
export interface ShownLink {
  readonly target: string;
  readonly cardinality: 'one' | 'many';
  readonly linkage: 'always' | 'primary' | 'included';
  readonly includable: boolean;
}

/** Filter that a field offers. */
export interface OfferedFilter {
  readonly as: Comparable;
  readonly value: unknown;
  /** Takes nothing but a list of values. */
  readonly plain: boolean;
}

type ValueOf<Declared> = Declared extends Attribute<infer Value> ? Value : never;

type KindOf<Declared> = Declared extends { readonly kind: { readonly name: infer Name extends KindName } }
  ? Name
  : never;

/** The attributes that a chosen set leaves visible, with their domain types: what the SDK shows of a resource. */
export type Shown<Attributes, Chosen> = {
  readonly [Key in keyof Chosen & keyof Attributes]: ValueOf<Attributes[Key]>;
};

type OnRequest<Chosen> = {
  [Key in keyof Chosen]: Chosen[Key] extends { readonly onRequest: true } ? Key : never;
}[keyof Chosen];

type Option<Options, Name extends string, Otherwise> =
  Options extends Readonly<Record<Name, infer Given>> ? Given : Otherwise;

/** A list of its own is no part of the record. */
type ShownLinks<Links, Chosen> = {
  readonly [Key in Exclude<keyof Chosen & keyof Links, OnRequest<Chosen>>]: Links[Key] extends Relationship<
    infer Target,
    infer Cardinality
  >
    ? {
        readonly target: Target;
        readonly cardinality: Cardinality;
        readonly linkage: Option<Chosen[Key], 'linkage', 'included'>;
        readonly includable: Option<Chosen[Key], 'includable', true>;
      }
    : never;
};

type AttributeFilters<Attributes, Chosen> = {
  readonly [
    Key in keyof Chosen & keyof Attributes as Chosen[Key] extends { readonly filter: false }
      ? never
      : ComparableOf<KindOf<Attributes[Key]>> extends Comparable
        ? Key
        : never
  ]: {
    readonly as: ComparableOf<KindOf<Attributes[Key]>>;
    readonly value: NonNullable<ValueOf<Attributes[Key]>>;
    readonly plain: false;
  };
};

/** A path over relations as one word: `invoice.accountId` is `invoiceAccountId`. */
export type FieldOf<Path extends string> = Path extends `${infer Relation}.${infer Property}`
  ? `${Relation}${Capitalize<Property>}`
  : Path;

type DeclaredFilters<Filters> = {
  readonly [
    Name in keyof Filters as Filters[Name] extends { readonly by: infer By extends string } ? FieldOf<By> : never
  ]: {
    readonly as: Option<Filters[Name], 'as', never>;
    readonly value: never;
    readonly plain: Option<Filters[Name], 'plain', false>;
  };
};

/** Attributes offer more than what is declared beside them. */
type AllFilters<Offered, Declared> = Offered & Omit<Declared, keyof Offered>;

type AttributeSorts<Attributes, Chosen> = {
  [Key in keyof Chosen & keyof Attributes]: Chosen[Key] extends { readonly sort: false } | { readonly group: string }
    ? never
    : ComparableOf<KindOf<Attributes[Key]>> extends Comparable
      ? Key
      : never;
}[keyof Chosen & keyof Attributes];

type DeclaredSorts<Sorts> = Sorts[keyof Sorts] & string;

/** Shape of an exposure, derived from its declaration. */
export interface ShapeOf<Attributes, Links, Chosen, ChosenLinks, Filters, Sorts, Operators extends OperatorTable> {
  readonly attributes: Shown<Attributes, Chosen>;
  readonly onRequest: OnRequest<Chosen>;
  readonly relationships: ShownLinks<Links, ChosenLinks>;
  readonly filters: AllFilters<AttributeFilters<Attributes, Chosen>, DeclaredFilters<Filters>>;
  readonly sorts: AttributeSorts<Attributes, Chosen> | DeclaredSorts<Sorts> | 'id';
  readonly operators: Operators;
  /** Members of new records; `never` until `WithWrites` declares them. */
  readonly creates: never;
  readonly updates: never;
}
