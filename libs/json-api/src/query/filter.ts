import { RequestProblem } from '../problem.js';
import { takesList, type Comparable, type Operator } from './comparable.js';
import { isDay, nextMicrosecond, readers, startOfDay } from './value-text.js';
import type { TimeZone } from '@org/kernel';

/** One filter that an API offers: what it compares, and how. */
export interface Filter {
  /** Domain name of the field that it compares. */
  readonly field: string;
  /** The name between the brackets, as the API spells it. */
  readonly key: string;
  /** Name in the API's errors. */
  readonly name: string;
  /** Relations to walk, then the property to compare. */
  readonly path: readonly string[];
  readonly comparable: Comparable;
  readonly operator: Operator;
  /** Stored words and those of the wire. */
  readonly words?: Readonly<Record<string, string>>;
}

/** Test of a condition; `within` takes a half-open period. */
export type Test = Operator | 'within' | 'within_any';

/** A filter with its values, in the text form of stored values; a list is one value. */
export interface Condition {
  readonly path: readonly string[];
  readonly comparable: Comparable;
  readonly test: Test;
  readonly values: readonly (string | readonly string[])[];
}

/** Rules of an API for the values of filters. */
export interface FilterRules {
  readonly list: (text: string) => readonly string[] | undefined;
  /** The wire's words for true and false, and how they are stored. */
  readonly flags: ReadonlyMap<string, string>;
  /** The zone of times that name none. */
  readonly zone: TimeZone;
  /** Whether a bare day stands for all of its instants. */
  readonly wholeDays: boolean;
}

/**
 * Reads the value of a filter.
 * @returns undefined for a list without values: it filters nothing
 * @throws RequestProblem `invalid-filter-value`: a filter that was quietly dropped would show everybody's rows
 */
export const conditionOf = (filter: Filter, text: string, rules: FilterRules): Condition | undefined => {
  const texts = rules.list(text) ?? [text];
  const values = texts.map((value) => readValue(filter, value, rules));
  const isList = takesList(filter.operator);
  if (values.some((value) => value === undefined) || (!isList && values.length !== 1)) {
    throw new RequestProblem({
      code: 'invalid-filter-value',
      filter: filter.name,
      key: filter.key,
      values: texts,
    });
  }
  if (values.length === 0) return undefined;
  return compared(
    filter,
    texts,
    values.flatMap((value) => value ?? []),
    rules,
  );
};

const readValue = (
  { comparable, words }: Filter,
  text: string,
  { flags, zone }: FilterRules,
): readonly string[] | undefined => {
  if (comparable === 'word') return storedWords(words ?? {}, text);
  const value = comparable === 'flag' ? flags.get(text) : readers[comparable](text, zone);
  return value === undefined ? undefined : [value];
};

/** Completes a condition on what a filter compares. */
type Conditional = (test: Test, ...operands: (string | readonly string[])[]) => Condition;

/** Several stored words may be shown as one: a filter by that one means any of them. */
const storedWords = (words: Readonly<Record<string, string>>, shown: string): readonly string[] | undefined => {
  const stored = Object.keys(words).filter((word) => words[word] === shown);
  return stored.length === 0 ? undefined : stored;
};

const compared = (
  { path, comparable, operator }: Filter,
  texts: readonly string[],
  values: readonly string[],
  rules: FilterRules,
): Condition => {
  const condition: Conditional = (test, ...operands) => ({ path, comparable, test, values: operands });
  const [text = ''] = texts;
  const [value = ''] = values;
  if (comparable === 'instant' && rules.wholeDays) return inDays(condition, operator, texts, values, rules.zone);
  if (comparable === 'word') return ofAny(condition, operator === 'not_eq' || operator === 'not_in', values);
  if (operator === 'cont' || operator === 'start' || operator === 'end')
    return condition(operator, pattern(operator, text));
  if (operator === 'cont_any')
    return condition(
      operator,
      values.map((part) => pattern('cont', part)),
    );
  return takesList(operator) ? ofAny(condition, operator === 'not_in', values) : condition(operator, value);
};

/** A list of one value is that value: an index that begins with the column then also gives the order of what follows. */
const ofAny = (condition: Conditional, isNegated: boolean, values: readonly string[]): Condition => {
  const [value = ''] = values;
  if (values.length === 1) return condition(isNegated ? 'not_eq' : 'eq', value);
  return condition(isNegated ? 'not_in' : 'in', values);
};

/** A day is the span of its instants, an instant the span of its microsecond: equality is lying within. */
const inDays = (
  condition: Conditional,
  operator: Operator,
  texts: readonly string[],
  values: readonly string[],
  zone: TimeZone,
): Condition => {
  const ends = values.map((value, index) => {
    const text = texts[index] ?? '';
    return isDay(text) ? (startOfDay(text, zone, 1) ?? '') : nextMicrosecond(value);
  });
  const [start = ''] = values;
  const [end = ''] = ends;
  if (operator === 'gt') return condition('gteq', end);
  if (operator === 'lteq') return condition('lt', end);
  if (operator === 'gteq' || operator === 'lt') return condition(operator, start);
  return values.length === 1 ? condition('within', start, end) : condition('within_any', values, ends);
};

const pattern = (operator: 'cont' | 'start' | 'end', text: string): string => {
  const literal = text.replace(/[\\%_]/g, '\\$&');
  return `${operator === 'start' ? '' : '%'}${literal}${operator === 'end' ? '' : '%'}`;
};
