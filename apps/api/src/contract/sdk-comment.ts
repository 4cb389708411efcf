import type { AnyAction } from '@org/json-api';

/** How a client reads a refusal: its status and code. */
export interface RefusalAnswer {
  readonly status: number;
  readonly code: string;
}

/** The SDK's errors for statuses of refusals; any other is a `ValidationError`. */
const errorNames: Readonly<Record<number, string>> = { 404: 'NotFoundError', 409: 'ConflictError' };

/** Failures of a method, in the words of one API. */
export interface ErrorWords {
  /** Text of a refusal that a client reads. */
  readonly answerOf: (refusal: string) => RefusalAnswer;
  /** Whether the path of the action names something that may not be there. */
  readonly mayMiss: (action: AnyAction) => boolean;
}

/** What the samples of problems say that the declaration brings with it. */
const samplesOf = ({ problems }: AnyAction): readonly string[] => [
  ...new Set(problems.flatMap((problem) => (problem.code === 'invalid-member' ? [`"${problem.message}"`] : []))),
];

const worded = (name: string, codes: readonly string[], samples: readonly string[]): string => {
  const coded = codes.length === 0 ? name : `${name} with the code ${[...codes].sort().join(', ')}`;
  return name === 'ValidationError' && samples.length > 0 ? `${coded}, such as ${samples.join(' or ')}` : coded;
};

/** Errors that a method throws, each with the codes of the rules that it tells. */
const errorsOf = (action: AnyAction, { answerOf, mayMiss }: ErrorWords): readonly string[] => {
  const codes = new Map<string, string[]>(action.effect === 'read' ? [] : [['ValidationError', []]]);
  for (const { status, code } of action.refusals.map(answerOf)) {
    const name = errorNames[status] ?? 'ValidationError';
    codes.set(name, [...(codes.get(name) ?? []), code]);
  }
  if (mayMiss(action) && !codes.has('NotFoundError')) codes.set('NotFoundError', []);
  return [...codes].map(([name, of]) => worded(name, of, samplesOf(action)));
};

/** Comment of a method: its summary, and the errors it throws. */
export const commentOf = (action: AnyAction, words: ErrorWords): string => {
  const { summary, description } = action;
  const told = `${summary}.${description === undefined ? '' : ` ${description}`}`;
  const errors = errorsOf(action, words).join('; ');
  return `/**\n * ${told}\n${errors === '' ? '' : ` * @throws ${errors}\n`} */\n`;
};
