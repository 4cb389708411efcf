import { oneOf, type Kind, type KindName } from './kind.js';

declare const attributeValue: unique symbol;

/** A value that a resource offers: its kind, and whether it may be missing. */
export interface Attribute<in out Value, out Name extends KindName = KindName> {
  readonly kind: Kind<Value, Name>;
  readonly nullable: boolean;
  readonly [attributeValue]?: (value: Value) => Value;
}

/** An attribute that renames the words of a stored `oneOf`: several stored words may share one. */
export interface MappedAttribute<in out Value> extends Attribute<Value, 'oneOf'> {
  readonly from: string;
  readonly words: Readonly<Record<string, string>>;
}

export type AnyAttribute = Attribute<never> | MappedAttribute<never>;

export type Cardinality = 'one' | 'many';

/** A link to another resource, by that resource's name: names instead of references keep the declarations free of cycles. */
export interface Relationship<Target extends string = string, Many extends Cardinality = Cardinality> {
  readonly target: Target;
  readonly cardinality: Many;
  /** The relations to walk on the stored side; the relationship's own name unless said otherwise. */
  readonly via?: readonly string[];
}

export type Relationships = Readonly<Record<string, Relationship>>;

/** The vocabulary of one sort of record: which attributes and relationships exist, on which model. */
export interface Resource<
  Name extends string = string,
  Attributes extends object = object,
  Links extends object = object,
> {
  readonly name: Name;
  readonly attributes: Attributes;
  readonly relationships: Links;
}

// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- "declares nothing" must have no keys at all
export type Nothing = Record<never, never>;

type StoredAttributes<Model, Declared> = {
  readonly [Key in keyof Declared]: Key extends keyof Model ? Attribute<Model[Key]> : never;
};

/** The properties that hold one of a closed set of words, and always hold one. */
type WordProperty<Model> = {
  readonly [Key in keyof Model]: Model[Key] extends string ? (string extends Model[Key] ? never : Key) : never;
}[keyof Model] &
  string;

type Mapped<Model> = <
  Source extends WordProperty<Model>,
  const Words extends Readonly<Record<Model[Source] & string, string>>,
>(
  from: Source,
  words: Words & { readonly [Other in Exclude<keyof Words, Model[Source]>]: never },
) => MappedAttribute<Words[keyof Words] & string>;

interface Declaration<Attributes, Derived, Links> {
  readonly attributes: Attributes;
  readonly derived?: Derived;
  readonly relationships?: Links;
}

/** An attribute that every record has. */
export const attr = <Value, Name extends KindName>(kind: Kind<Value, Name>): Attribute<Value, Name> =>
  Object.freeze({ kind, nullable: false });

/** An attribute that may be null. */
export const optional = <Value, Name extends KindName>(kind: Kind<Value, Name>): Attribute<Value | null, Name> =>
  Object.freeze({ kind: kind, nullable: true });

export const toOne = <const Target extends string>(
  target: Target,
  via?: readonly string[],
): Relationship<Target, 'one'> => Object.freeze({ target, cardinality: 'one', ...(via && { via }) });

export const toMany = <const Target extends string>(
  target: Target,
  via?: readonly string[],
): Relationship<Target, 'many'> => Object.freeze({ target, cardinality: 'many', ...(via && { via }) });

/**
 * Declares a resource on a model. Attributes must be properties of the model and of its type; a derived attribute must
 * give a word for every stored value: anything else does not compile.
 */
export const resourceOf =
  <Model>() =>
  <
    const Name extends string,
    const Attributes extends object,
    const Derived extends Readonly<Record<string, Pick<MappedAttribute<never>, 'from'>>> = Nothing,
    const Links extends Relationships = Nothing,
  >(
    name: Name,
    declare: (mapped: Mapped<Model>) => Declaration<Attributes & StoredAttributes<Model, Attributes>, Derived, Links>,
  ): Resource<Name, Attributes & Derived, Links> => {
    const mapped: Mapped<Model> = (from, words) =>
      Object.freeze({
        kind: oneOf([...new Set(Object.values(words as Readonly<Record<string, never>>))]),
        nullable: false,
        from,
        words,
      });
    const { attributes, derived, relationships } = declare(mapped);
    return Object.freeze({
      name,
      attributes: { ...attributes, ...derived } as Attributes & Derived,
      relationships: (relationships ?? {}) as Links,
    });
  };
