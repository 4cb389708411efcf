import { adminDialect, resellerDialect } from '@org/invoice-domain';
import type { Dialect, ErrorObject, Problem } from '@org/json-api';
import type { GeneratedFile } from './generated-file.js';
import { withParts } from './generated-parts.js';
import { code, table } from './markdown.js';
import { problemMeanings, type Meaning } from './problem-meanings.js';

type Told = (error: ErrorObject) => string;

const byTitle: Told = ({ status, code: errorCode = '', title }) => `${status} ${code(errorCode)} ${title}`;

const bySource: Told = ({ status, code: errorCode = '', source }) =>
  [`${status} ${code(errorCode)}`, ...Object.entries(source ?? {}).map(([kind, name]) => `${kind} ${code(name)}`)].join(
    ', ',
  );

/** The answers of an API to one problem: several where it is worded differently. */
const answersCell = (api: 'admin' | 'reseller', dialect: Dialect, problem: Problem['code'], told: Told): string => {
  const { samples = [{}], never }: Meaning = problemMeanings[problem];
  if (never?.[api] !== undefined) return `never: ${never[api]}`;
  const answer = dialect.errors[problem] as (sample: object) => ErrorObject;
  const errors = samples.map((sample) => answer({ code: problem, ...sample }));
  if (dialect.bodiless.has(problem)) return `${errors.map(({ status }) => status).join()}, no body`;
  return [...new Set(errors.map(told))].join('; ') || "the rule's own";
};

const problemTable = (): string =>
  table(
    ['problem', 'what happened', 'admin: status, code, title', 'reseller: status, code, source'],
    (Object.keys(problemMeanings) as Problem['code'][]).map((problem) => [
      code(problem),
      problemMeanings[problem].happened,
      answersCell('admin', adminDialect, problem, byTitle),
      answersCell('reseller', resellerDialect, problem, bySource),
    ]),
  );

/** Every problem with the answers of both APIs, side by side. */
export const errorsDocument: GeneratedFile = {
  path: 'docs/errors.md',
  content: (committed) => withParts(committed, { problems: problemTable() }),
};
