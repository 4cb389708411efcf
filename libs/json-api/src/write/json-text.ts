import { RequestProblem } from '../problem.js';

/** A number of a JSON text, digit by digit as it was sent: a float would have lost some. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

/** JSON whose numbers are still text. */
export type SentJson =
  string | boolean | null | JsonNumber | readonly SentJson[] | { readonly [key: string]: SentJson };

export type SentObject = Readonly<Record<string, SentJson>>;

/**
 * Strings are matched so that nothing within them is taken for a number; in runs, because each step of an alternative costs a place on
 * the stack, and a string may be a whole file.
 */
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

const stringMark = 's';
const numberMark = 'n';

/** Every number becomes a string; a mark at the front tells the two apart. */
const marked = (text: string): string =>
  text.replace(stringOrNumber, (token) =>
    token.startsWith('"') ? `"${stringMark}${token.slice(1)}` : `"${numberMark}${token}"`,
  );

const unmarked = (_: string, value: unknown): unknown => {
  if (typeof value === 'string') {
    return value.startsWith(numberMark) ? new JsonNumber(value.slice(1)) : value.slice(1);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key.slice(1), member]));
};

/**
 * Reads JSON without making floats of its numbers.
 * @throws RequestProblem `malformed-body` when it is none
 */
export const readJson = (text: string): SentJson => {
  try {
    // What is no JSON must not become some by being marked.
    JSON.parse(text);
    return JSON.parse(marked(text), unmarked) as SentJson;
  } catch {
    // The parser's words would repeat parts of the body.
    throw new RequestProblem({ code: 'malformed-body', detail: 'The request body is not valid JSON.' });
  }
};

export const isSentObject = (json: SentJson | undefined): json is SentObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof JsonNumber);

/** A value as an error repeats it. */
export const textIn = (json: SentJson): string =>
  typeof json === 'string' ? json : json instanceof JsonNumber ? json.text : JSON.stringify(json);
