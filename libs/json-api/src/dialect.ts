import type { ErrorObject, Problem } from './problem.js';
import type { Wire } from './wire.js';

/**
 * Dialect of an API: its wire, and how requests are read and refused. A difference without a home here is a reason to extend this, never a
 * controller.
 */
export interface Dialect extends Wire {
  /** Splits a parameter that holds several values. @returns undefined when it cannot be read */
  readonly list: (text: string) => readonly string[] | undefined;
  /** The wire's words for true and false, and how PostgreSQL writes them. */
  readonly flags: ReadonlyMap<string, string>;
  /** Whether a bare day in a filter stands for all of its instants. */
  readonly wholeDays: boolean;
  /** Meaning of `fields[type]=`. */
  readonly emptyFieldset: 'none' | 'refused';
  /** Whether `id` may be named among the fields. */
  readonly idIsField: boolean;
  /** Whether `page=3` is understood. */
  readonly scalarPage: boolean;
  readonly ignoresUnknownPageMembers: boolean;
  /** Whether `filter`, `sort` and `page` may stand, without effect, in a request for one record. */
  readonly showTakesListParameters: boolean;
  /** Error of each problem; a new problem does not compile until every API has one. */
  readonly errors: { readonly [Code in Problem['code']]: (problem: Extract<Problem, { code: Code }>) => ErrorObject };
  /** Problems that are answered by their status alone, without a body. */
  readonly bodiless: ReadonlySet<Problem['code']>;
  /** The order in which the members of an error object are written. */
  readonly errorMembers: readonly (keyof ErrorObject)[];
  /** Turns `<`, `>` and `&` of an error's text into JSON escapes, where Yeti does. */
  readonly escapesHtmlInErrors: boolean;
}
