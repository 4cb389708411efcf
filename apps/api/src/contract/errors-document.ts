import type { ErrorObject, Problem } from '@org/json-api';
import type { GeneratedFile } from './generated-file.js';
import { withParts } from './generated-parts.js';
import { code, table } from './markdown.js';
import { answersOf, isBodiless, problemCodes, sourceWords, type ApiName } from './problem-answers.js';
import { problemMeanings, type Meaning } from './problem-meanings.js';

type Format = (error: ErrorObject) => string;

const byTitle: Format = ({ status, code: errorCode = '', title }) => `${status} ${code(errorCode)} ${title}`;

const bySource: Format = (error) =>
  [`${error.status} ${code(error.code ?? '')}`, sourceWords(error)].filter((part) => part !== '').join(', ');

const answersCell = (api: ApiName, problem: Problem['code'], format: Format): string => {
  const { never }: Meaning = problemMeanings[problem];
  if (never?.[api] !== undefined) return `never: ${never[api]}`;
  const answers = answersOf(api, problem);
  if (isBodiless(api, problem)) return `${answers.map(({ status }) => status).join()}, no body`;
  return [...new Set(answers.map(format))].join('; ') || "the rule's own";
};

const problemTable = (): string =>
  table(
    ['problem', 'what happened', 'admin: status, code, title', 'reseller: status, code, source'],
    problemCodes.map((problem) => [
      code(problem),
      problemMeanings[problem].happened,
      answersCell('admin', problem, byTitle),
      answersCell('reseller', problem, bySource),
    ]),
  );

/** Every problem with the answers of both APIs, side by side. */
export const errorsDocument: GeneratedFile = {
  path: 'docs/errors.md',
  content: (committed) => withParts(committed, { problems: problemTable() }),
};
