import { adminDialect, resellerDialect } from '@org/invoice-domain';
import type { Dialect, ErrorObject, Problem } from '@org/json-api';
import { problemMeanings, type Meaning } from './problem-meanings.js';

const dialects = { admin: adminDialect, reseller: resellerDialect } as const satisfies Record<string, Dialect>;

export type ApiName = keyof typeof dialects;

export const problemCodes = Object.keys(problemMeanings) as Problem['code'][];

/** The errors of an API for a problem, with placeholders for its data; none if the API never meets the problem. */
export const answersOf = (api: ApiName, problem: Problem['code']): readonly ErrorObject[] => {
  const { samples = [{}], never }: Meaning = problemMeanings[problem];
  if (never?.[api] !== undefined) return [];
  const answer = dialects[api].errors[problem] as (sample: object) => ErrorObject;
  return samples.map((sample) => answer({ code: problem, ...sample }));
};

/** Whether an API answers a problem by its status alone. */
export const isBodiless = (api: ApiName, problem: Problem['code']): boolean => dialects[api].bodiless.has(problem);

/** The source of an error, such as the name of a parameter; empty without a source. */
export const sourceWords = ({ source }: ErrorObject): string =>
  Object.entries(source ?? {})
    .map(([kind, name]) => `${kind} \`${name}\``)
    .join(', ');
