import {
  noIncludes,
  parseInclude,
  RequestProblem,
  type Exposure,
  type IncludeTree,
  type Registry,
} from '@org/json-api';
import type { FastifyRequest } from 'fastify';

/** What a request for one record asks for besides the record. */
export interface ShowQuery {
  readonly includes: IncludeTree;
}

/** How an API treats its query parameters beyond what the document format says. */
export interface QueryRules {
  /** Parameters that belong to something else than the resource, such as a token. */
  readonly ignored: ReadonlySet<string>;
  /** Which one counts when a parameter is repeated; refused when it says `none`. */
  readonly repeated: 'last' | 'none';
}

/**
 * Reads the query of a request for one record.
 * @throws RequestProblem `unknown-parameter`, `repeated-parameter`, `malformed-url`, or what is wrong with the include
 */
export const parseShowQuery = (
  registry: Registry,
  exposure: Exposure,
  rules: QueryRules,
  request: FastifyRequest,
): ShowQuery => {
  refuseMalformedEncoding(request.url);
  let includes = noIncludes;
  for (const [name, given] of Object.entries(request.query as Record<string, string | string[]>)) {
    if (rules.ignored.has(name)) continue;
    if (name !== 'include') throw new RequestProblem({ code: 'unknown-parameter', parameter: name });
    includes = parseInclude(registry, exposure, single(rules, name, given));
  }
  return { includes };
};

const single = ({ repeated }: QueryRules, parameter: string, given: string | readonly string[]): string => {
  if (typeof given === 'string') return given;
  if (repeated === 'none') throw new RequestProblem({ code: 'repeated-parameter', parameter });
  return given.at(-1) ?? '';
};

/** The query parser leaves a broken escape as it stands; a name that merely looks like one must not be guessed at. */
const refuseMalformedEncoding = (url: string): void => {
  const query = url.slice(url.indexOf('?') + 1);
  if (!query.includes('%')) return;
  try {
    decodeURIComponent(query);
  } catch {
    throw new RequestProblem({ code: 'malformed-url' });
  }
};
