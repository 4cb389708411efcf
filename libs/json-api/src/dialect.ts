import type { Codecs } from './codec.js';
import type { ErrorObject, Problem } from './problem.js';
import type { Comparable, Operator } from './query/comparable.js';

/** Everything in which two wires differ. A difference without a home here is a reason to extend this, never a controller. */
export interface Dialect {
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
  /** Splits a parameter that holds several values. @returns undefined when it cannot be read */
  readonly list: (text: string) => readonly string[] | undefined;
  /**
   * How a filter is named: what stands between the brackets of `filter[…]`, and how errors call it.
   * @returns undefined for a combination that the API does not offer
   */
  readonly filterKey: (wireName: string, operator: Operator, comparable: Comparable) => string | undefined;
  /** Folds the spellings of one filter name into the one under which it is found. */
  readonly filterName: (sent: string) => string;
  /** Folds the spellings of one sort criterion likewise. */
  readonly sortName: (sent: string) => string;
  /** The wire's words for true and false, and how PostgreSQL writes them. */
  readonly flags: ReadonlyMap<string, string>;
  /** Whether a bare day in a filter stands for all of its instants. */
  readonly wholeDays: boolean;
  /** What `fields[type]=` means. */
  readonly emptyFieldset: 'none' | 'refused';
  /** Whether `id` may be named among the fields. */
  readonly idIsField: boolean;
  /** Whether `page=3` is understood. */
  readonly scalarPage: boolean;
  readonly ignoresUnknownPageMembers: boolean;
  /** Whether `filter`, `sort` and `page` may stand, without effect, in a request for one record. */
  readonly showTakesListParameters: boolean;
  /** Whether a list links to itself. */
  readonly selfLink: boolean;
  /** The member of `meta` that holds the number of all rows. */
  readonly totalMember: string;
  /** How each problem is answered: total, so a new problem does not compile until every API has its answer. */
  readonly errors: { readonly [Code in Problem['code']]: (problem: Extract<Problem, { code: Code }>) => ErrorObject };
  /** Problems that are answered by their status alone, without a body. */
  readonly bodiless: ReadonlySet<Problem['code']>;
  /** The order in which the members of an error object are written. */
  readonly errorMembers: readonly (keyof ErrorObject)[];
  /** Turns `<`, `>` and `&` of an error's text into JSON escapes, where the original does. */
  readonly escapesHtmlInErrors: boolean;
}

/** `startDate` → `start-date`; a digit belongs to the word before it: `iso2` */
export const kebabCase = (name: string): string => separated(name, '-');

/** `startDate` → `start_date`; a digit belongs to the word before it: `iso2` */
export const snakeCase = (name: string): string => separated(name, '_');

const separated = (name: string, separator: string): string =>
  name.replace(/[A-Z]/g, (start) => separator + start.toLowerCase());
