import type { Codecs } from './codec.js';
import type { Comparable, Operator, OperatorTable } from './query/comparable.js';

/** Wire format of an API, as server and client must know it. */
export interface Wire<out Operators extends OperatorTable = OperatorTable> {
  readonly name: string;
  /** From a camelCase domain name to the wire's spelling. */
  readonly wireName: (domainName: string) => string;
  readonly codecs: Codecs;
  /** Whether resources and relationships carry `links`. */
  readonly links: boolean;
  /** The order of the two members of a resource identifier. */
  readonly identifier: readonly ['type', 'id'] | readonly ['id', 'type'];
  /** Whether `included` is written when it was asked for and nothing was found. */
  readonly emptyIncluded: boolean;
  /** Puts several values into one parameter, as the dialect's `list` reads them. @throws RangeError for what it could not read back */
  readonly joined: (values: readonly string[]) => string;
  /** The operators that filters have, in the order in which they are described. */
  readonly operators: Operators;
  /** Name of a filter between the brackets of `filter[…]`, and in errors. */
  readonly filterKey: (wireName: string, operator: Operator, comparable: Comparable) => string;
  /** Folds the spellings of one filter name into the one under which it is found. */
  readonly filterName: (sent: string) => string;
  /** Folds the spellings of one sort criterion likewise. */
  readonly sortName: (sent: string) => string;
  /** Whether a list links to itself. */
  readonly selfLink: boolean;
  /** The member of `meta` with the number of all rows. */
  readonly totalMember: string;
}

/** `startDate` → `start-date`; a digit belongs to the word before it: `iso2` */
export const kebabCase = (name: string): string => separated(name, '-');

/** `startDate` → `start_date`; a digit belongs to the word before it: `iso2` */
export const snakeCase = (name: string): string => separated(name, '_');

const separated = (name: string, separator: string): string =>
  name.replace(/[A-Z]/g, (start) => separator + start.toLowerCase());
