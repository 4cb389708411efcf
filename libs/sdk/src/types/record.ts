import type { Nothing } from '@org/json-api';
import type { Api, AttributesIn, CollectionOf, LinksIn, ShapeIn, TargetOf, TypeOf } from './api.js';

/** The members to show, by collection. A collection that is absent shows what it shows anyway. */
export type Fields<A extends Api> = {
  readonly [Name in keyof A as CollectionOf<A, Name>]?: readonly FieldName<A, Name>[];
};

export type FieldName<A extends Api, Name extends keyof A> =
  (keyof AttributesIn<A, Name> & string) | (keyof LinksIn<A, Name> & string);

/** Reference to a record that was not loaded. */
export interface Ref<Type extends string = string> {
  readonly type: Type;
  readonly id: string;
}

type Below = { readonly 1: 0; readonly 2: 1; readonly 3: 2 };
type Depth = 0 | keyof Below;

type Includable<Links> = {
  [Key in keyof Links]: Links[Key] extends { readonly includable: false } ? never : Key;
}[keyof Links] &
  string;

/** The paths that `include` takes, up to three relationships long. */
export type IncludePath<A extends Api, Name extends keyof A, Deep extends Depth = 3> = Deep extends keyof Below
  ? {
      [Key in Includable<LinksIn<A, Name>>]:
        Key | `${Key}.${IncludePath<A, TargetOf<A, LinksIn<A, Name>[Key]>, Below[Deep]>}`;
    }[Includable<LinksIn<A, Name>>]
  : never;

type First<Path> = Path extends `${infer Head}.${string}` ? Head : Path;

type Rest<Path, Head extends string> = Path extends `${Head}.${infer Tail}` ? Tail : never;

type RequestedFields<A extends Api, Name extends keyof A, Requested> =
  CollectionOf<A, Name> extends keyof Requested
    ? Requested[CollectionOf<A, Name>] extends readonly (infer Field)[]
      ? Field
      : never
    : never;

type HasFields<A extends Api, Name extends keyof A, Requested> =
  CollectionOf<A, Name> extends keyof Requested ? true : false;

type ShownAttributes<A extends Api, Name extends keyof A, Requested> =
  HasFields<A, Name, Requested> extends true
    ? Extract<keyof AttributesIn<A, Name>, RequestedFields<A, Name, Requested>>
    : Exclude<keyof AttributesIn<A, Name>, ShapeIn<A, Name>['onRequest']>;

/** Place of a record in a document: linkage of policy `primary` is shown only for primary records. */
type Place = 'primary' | 'included';

type HasLinkage<Link, At extends Place> = Link extends { readonly linkage: 'always' }
  ? true
  : Link extends { readonly linkage: 'primary' }
    ? At extends 'primary'
      ? true
      : false
    : false;

type ShownLinks<A extends Api, Name extends keyof A, Path, Requested, At extends Place> = {
  [Key in keyof LinksIn<A, Name>]: Key extends First<Path>
    ? Key
    : HasLinkage<LinksIn<A, Name>[Key], At> extends true
      ? HasFields<A, Name, Requested> extends true
        ? Extract<Key, RequestedFields<A, Name, Requested>>
        : Key
      : never;
}[keyof LinksIn<A, Name>];

type Linked<Link, One> = Link extends { readonly cardinality: 'many' } ? readonly One[] : One | null;

type Flat<Members> = { [Key in keyof Members]: Members[Key] };

/**
 * A record as a request gets it: only what was asked for, or is shown without asking. A relationship that was included is the
 * record itself, any other whose linkage is shown is a `Ref`. A `type` is an attribute: the sort of a record is its collection's.
 */
export type Loaded<
  A extends Api,
  Name extends keyof A,
  Path = never,
  Requested = Nothing,
  At extends Place = 'primary',
> = Flat<
  { readonly id: string } & Pick<AttributesIn<A, Name>, ShownAttributes<A, Name, Requested>> & {
      readonly [Key in ShownLinks<A, Name, Path, Requested, At>]: Key extends First<Path> & string
        ? Linked<
            LinksIn<A, Name>[Key],
            Loaded<A, TargetOf<A, LinksIn<A, Name>[Key]>, Rest<Path, Key>, Requested, 'included'>
          >
        : Linked<LinksIn<A, Name>[Key], Ref<TypeOf<A, TargetOf<A, LinksIn<A, Name>[Key]>>>>;
    }
>;

/** A record that leads nowhere: its attributes alone. */
export type LoadedAttributes<A extends Api, Name extends keyof A> = Omit<Loaded<A, Name>, keyof LinksIn<A, Name>>;
