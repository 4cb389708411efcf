import type { Dialect } from '../dialect.js';
import type { ErrorObject, Problem } from '../problem.js';

/** Answer of a dialect to a set of problems. */
export interface Refusal {
  /** The HTTP status: that of the first error. */
  readonly status: number;
  /** The JSON text; empty where the API says nothing but the status. */
  readonly body: string;
}

const htmlEscapes: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };

/** The error document of an API for what went wrong, in its own words and order of members. */
export const refusalOf = (dialect: Dialect, problems: readonly [Problem, ...Problem[]]): Refusal => {
  const errors = problems.map((problem) => errorObject(dialect, problem));
  const status = Number(errors[0]?.status);
  if (dialect.bodiless.has(problems[0].code)) return { status, body: '' };
  const body = JSON.stringify({ errors });
  return {
    status,
    body: dialect.escapesHtmlInErrors
      ? body.replace(/[<>&]/g, (character) => htmlEscapes[character] ?? character)
      : body,
  };
};

const errorObject = (dialect: Dialect, problem: Problem): ErrorObject => {
  const answer = dialect.errors[problem.code] as (problem: Problem) => ErrorObject;
  const error = answer(problem);
  return Object.fromEntries(
    dialect.errorMembers.filter((member) => error[member] !== undefined).map((member) => [member, error[member]]),
  ) as unknown as ErrorObject;
};
