import { adminDialect, resellerDialect } from '@org/invoice-domain';
import type { Dialect, ErrorObject, Problem } from '@org/json-api';
import { problemMeanings, type Meaning } from './problem-meanings.js';

const dialects = { admin: adminDialect, reseller: resellerDialect } as const satisfies Record<string, Dialect>;

export type ApiName = keyof typeof dialects;

export const problemCodes = Object.keys(problemMeanings) as Problem['code'][];

/** How an API answers a problem, with placeholders for what it carries: several where it is worded differently, none where it never does. */
export const answersOf = (api: ApiName, problem: Problem['code']): readonly ErrorObject[] => {
  const { samples = [{}], never }: Meaning = problemMeanings[problem];
  if (never?.[api] !== undefined) return [];
  const answer = dialects[api].errors[problem] as (sample: object) => ErrorObject;
  return samples.map((sample) => answer({ code: problem, ...sample }));
};

/** Whether an API answers a problem by its status alone. */
export const isBodiless = (api: ApiName, problem: Problem['code']): boolean => dialects[api].bodiless.has(problem);

/** What an error points at, such as the name of a parameter; empty where it points at nothing. */
export const sourceWords = ({ source }: ErrorObject): string =>
  Object.entries(source ?? {})
    .map(([kind, name]) => `${kind} \`${name}\``)
    .join(', ');
