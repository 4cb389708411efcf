import { parametersOf, RequestProblem, type Parameters } from '@org/json-api';
import type { FastifyRequest } from 'fastify';

/** Rules of an API for query parameters, beyond JSON:API. */
export interface QueryRules {
  /** Parameters that belong to something else than the resource, such as a token. */
  readonly ignored: ReadonlySet<string>;
  /** Treatment of a repeated parameter: the last value counts, or it is refused. */
  readonly repeated: 'last' | 'none';
}

/**
 * The query parameters of a request, by family.
 * @throws RequestProblem `malformed-url` or `repeated-parameter`
 */
export const queryParameters = (rules: QueryRules, { url, query }: FastifyRequest): Parameters => {
  refuseMalformedEncoding(url);
  const values = Object.entries(query as Record<string, string | string[]>).filter(
    ([name]) => !rules.ignored.has(name),
  );
  return parametersOf(values.map(([name, value]) => [name, single(rules, name, value)] as const));
};

/** For methods that take none. @throws RequestProblem `unknown-parameter` */
export const refuseParameters = ({ repeated, scalars, unknown, include, sort, withTotals, page }: Parameters): void => {
  const [parameter] = [
    ...unknown,
    ...repeated.map(([name]) => name),
    ...[...page.keys()].map((member) => `page[${member}]`),
    ...scalars.keys(),
    ...Object.entries({ include, sort, withTotals }).flatMap(([name, value]) => (value === undefined ? [] : [name])),
  ];
  if (parameter !== undefined) throw new RequestProblem({ code: 'unknown-parameter', parameter });
};

/** For methods that take filters alone. @throws RequestProblem `unknown-parameter` */
export const refuseOthers = ({ repeated, ...others }: Parameters): void => {
  refuseParameters({ ...others, repeated: repeated.filter(([name]) => !name.startsWith('filter[')) });
};

const single = ({ repeated }: QueryRules, parameter: string, values: string | readonly string[]): string => {
  if (typeof values === 'string') return values;
  if (repeated === 'none') throw new RequestProblem({ code: 'repeated-parameter', parameter });
  return values.at(-1) ?? '';
};

/** The query parser leaves a broken escape as it stands; a name that merely looks like one must not be guessed at. */
const refuseMalformedEncoding = (url: string): void => {
  const start = url.indexOf('?');
  if (start === -1 || !url.includes('%', start)) return;
  try {
    decodeURIComponent(url.slice(start + 1));
  } catch {
    throw new RequestProblem({ code: 'malformed-url' });
  }
};
