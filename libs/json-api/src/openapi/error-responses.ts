import type { Dialect } from '../dialect.js';
import { refusalOf } from '../document/error-document.js';
import type { JsonSchema } from '../json-schema.js';
import type { ErrorObject, Problem } from '../problem.js';
import type { Content, Response } from './document.js';
import { objectOf, schemaReference } from './resource-schemas.js';

const answerOf = ({ errors }: Dialect, problem: Problem): ErrorObject =>
  (errors[problem.code] as (problem: Problem) => ErrorObject)(problem);

/** Error responses of an API: one per status, with an example of each problem. */
export const errorResponsesOf = (
  dialect: Dialect,
  mediaType: string,
  problems: readonly Problem[],
): Readonly<Record<string, Response>> => {
  const byStatus = new Map<string, Problem[]>();
  for (const problem of problems) {
    const { status } = answerOf(dialect, problem);
    byStatus.set(status, [...(byStatus.get(status) ?? []), problem]);
  }
  return Object.fromEntries(
    [...byStatus].sort().map(([status, alike]) => [status, errorResponse(dialect, mediaType, alike)]),
  );
};

const errorResponse = (dialect: Dialect, mediaType: string, problems: readonly Problem[]): Response => {
  const titles = [...new Set(problems.map((problem) => answerOf(dialect, problem).title))].join('; ');
  const examples: Record<string, { readonly value: unknown }> = {};
  for (const problem of problems) {
    const { body } = refusalOf(dialect, [problem]);
    if (body !== '') examples[freeName(examples, problem.code)] = { value: JSON.parse(body) };
  }
  if (Object.keys(examples).length === 0) return { description: `${titles}; without a body` };
  const content: Content = { schema: schemaReference('error', 'document'), examples };
  return { description: titles, content: { [mediaType]: content } };
};

const freeName = (taken: object, name: string, number = 1): string => {
  const numbered = number === 1 ? name : `${name}-${number}`;
  return numbered in taken ? freeName(taken, name, number + 1) : numbered;
};

const text: JsonSchema = { type: 'string' };

const members: Readonly<Record<keyof ErrorObject, JsonSchema>> = {
  title: { ...text, description: 'The sort of error: the same text for all of its sort.' },
  detail: { ...text, description: 'What is wrong with this request.' },
  code: { ...text, description: 'The sort of error, for programs.' },
  source: {
    type: 'object',
    description: 'Where in the request the fault lies.',
    properties: { pointer: text, parameter: text, header: text },
  },
  status: { ...text, pattern: '^\\d{3}$', description: 'The HTTP status.' },
};

/** The error object of an API, with the members that its answers to the problems have. */
export const errorSchemasOf = (
  dialect: Dialect,
  problems: readonly Problem[],
): Readonly<Record<string, JsonSchema>> => {
  const answers = problems.map((problem) => answerOf(dialect, problem));
  const used = dialect.errorMembers.filter((member) => answers.some((answer) => answer[member] !== undefined));
  return {
    'error.object': {
      type: 'object',
      required: used.filter((member) => answers.every((answer) => answer[member] !== undefined)),
      properties: Object.fromEntries(used.map((member) => [member, members[member]])),
    },
    'error.document': objectOf({ errors: { type: 'array', minItems: 1, items: schemaReference('error', 'object') } }),
  };
};
