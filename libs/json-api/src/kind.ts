import type { Decimal, Instant, LocalDate } from '@org/kernel';

/** A value of a JSON document that has no declared structure. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** The domain value behind each kind. */
export interface KindValues {
  readonly text: string;
  /** Text that is sealed where it is stored, and shown only to whom the server reveals it. */
  readonly secret: string;
  readonly uuid: string;
  /** A whole number within the safe range of `number`; 64-bit values pass through the compiled read path untouched. */
  readonly integer: number;
  readonly integers: readonly number[];
  /** IP addresses and ranges of them in CIDR notation. */
  readonly addresses: readonly string[];
  readonly flag: boolean;
  readonly decimal: Decimal;
  readonly instant: Instant;
  readonly localDate: LocalDate;
  readonly oneOf: string;
  readonly json: JsonValue;
}

export type KindName = keyof KindValues;

declare const domainValue: unique symbol;

/** Kind of an attribute's values. Codecs, filter operators and schemas belong to the kind, not to the attribute. */
export interface Kind<out Value, out Name extends KindName = KindName> {
  readonly name: Name;
  /** The closed set of a `oneOf`. */
  readonly values?: readonly string[];
  /** Free JSON that is a list of objects, and not one of them. */
  readonly isList?: true;
  readonly [domainValue]?: Value;
}

const kind = <Name extends KindName>(name: Name): Kind<KindValues[Name], Name> => Object.freeze({ name });

export const text = kind('text');
export const secret = kind('secret');
export const uuid = kind('uuid');
export const integer = kind('integer');
/** A whole number that identifies a record of one sort. */
export const identifier = <Id extends number>(): Kind<Id, 'integer'> => integer as Kind<Id, 'integer'>;
export const identifiers = <Id extends number>(): Kind<readonly Id[], 'integers'> =>
  kind('integers') as Kind<readonly Id[], 'integers'>;
export const addresses = kind('addresses');
export const flag = kind('flag');
export const decimal = kind('decimal');
export const instant = kind('instant');
export const localDate = kind('localDate');
/** Free JSON, kept as it is. */
export const json = <Value extends object>(): Kind<Value, 'json'> => kind('json') as unknown as Kind<Value, 'json'>;
/** Objects of free JSON. */
export const jsonList = <Value extends object>(): Kind<readonly Value[], 'json'> =>
  Object.freeze({ name: 'json', isList: true });

/** One of a closed set of words. */
export const oneOf = <const Value extends string>(values: readonly Value[]): Kind<Value, 'oneOf'> =>
  Object.freeze({ name: 'oneOf', values });
