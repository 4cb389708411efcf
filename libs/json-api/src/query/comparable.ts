import type { KindName } from '../kind.js';

/** Type as which a stored value is compared. A `key` is the id of another record. */
export type Comparable = 'flag' | 'number' | 'key' | 'instant' | 'localDate' | 'text' | 'uuid' | 'word';

/** Operator of a filter, in the words of the admin API's filter names. */
export type Operator =
  'eq' | 'not_eq' | 'gt' | 'gteq' | 'lt' | 'lteq' | 'in' | 'not_in' | 'cont' | 'start' | 'end' | 'cont_any';

const ordered = ['eq', 'not_eq', 'gt', 'gteq', 'lt', 'lteq', 'in', 'not_in'] as const;
const named = ['eq', 'not_eq', 'in', 'not_in'] as const;

/** All there are. They belong to what is compared: nobody lists them attribute by attribute. */
export const everyOperator = {
  flag: ['eq', 'not_eq'],
  number: ordered,
  instant: ordered,
  localDate: ordered,
  text: ['eq', 'not_eq', 'cont', 'start', 'end', 'in', 'not_in', 'cont_any'],
  uuid: named,
  word: named,
  key: named,
} as const satisfies OperatorTable;

/** The operators that an API knows for whatever can be compared. */
export type OperatorTable = { readonly [Compared in Comparable]: readonly Operator[] };

/** Operators that take a list; all others take exactly one value. */
export const takesList = (operator: Operator): boolean =>
  operator === 'in' || operator === 'not_in' || operator === 'cont_any';

const comparables = {
  text: 'text',
  secret: undefined,
  uuid: 'uuid',
  integer: 'number',
  integers: undefined,
  addresses: undefined,
  flag: 'flag',
  decimal: 'number',
  instant: 'instant',
  localDate: 'localDate',
  oneOf: 'word',
  json: undefined,
} as const satisfies Record<KindName, Comparable | undefined>;

/** The same as a type. */
export type ComparableOf<Name extends KindName> = (typeof comparables)[Name];

/** Comparable of a kind; undefined for kinds without a useful comparison. */
export const comparableOf = (kind: KindName): Comparable | undefined => comparables[kind];
