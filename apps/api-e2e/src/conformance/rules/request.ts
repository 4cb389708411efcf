import type { OutgoingHttpHeaders } from 'node:http';
import { adminRegistry, resellerRegistry } from '@org/invoice-domain';
import type { Exposure, Registry } from '@org/json-api';
import type { Sent } from '@org/tools/testing';

export type ApiName = 'admin' | 'reseller';

const prefixes = { admin: '/api/rest/admin', reseller: '/api/v3' } as const satisfies Record<ApiName, string>;

export const registries = { admin: adminRegistry, reseller: resellerRegistry } as const satisfies Record<
  ApiName,
  Registry
>;

/** Target of the path of a request. `login` is no JSON:API. */
export type Place =
  | { readonly kind: 'list' | 'one'; readonly exposure: Exposure }
  | { readonly kind: 'linkage'; readonly exposure: Exposure; readonly name: string }
  | { readonly kind: 'login' | 'nowhere' };

/** A request as the rules read it, independently of the server's parser. */
export interface ParsedRequest {
  readonly api: ApiName;
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  /** The URL up to the API's prefix, and below a reseller up to that. */
  readonly base: string;
  readonly path: string;
  readonly place: Place;
  /** The last value of each name. */
  readonly query: ReadonlyMap<string, string>;
}

/** A header by its lower-case name. */
export const headerOf = (headers: OutgoingHttpHeaders, name: string): string | undefined => {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return found === undefined ? undefined : String(found);
};

/** @throws Error for a path of neither API */
export const parsedRequest = (
  origin: string,
  target: string,
  { method = 'GET', headers = {} }: Sent,
): ParsedRequest => {
  const [path = '', ...rest] = target.split('?');
  const api: ApiName = path.startsWith(prefixes.reseller) ? 'reseller' : 'admin';
  if (!path.startsWith(prefixes[api])) throw new Error(`${path} belongs to neither API`);
  const segments = path.slice(prefixes[api].length).split('/').slice(1).map(decoded);
  return {
    api,
    method,
    headers,
    base: `http://${hostOf(origin, headers)}${prefixes[api]}`,
    path,
    place: api === 'admin' ? adminPlace(segments) : resellerPlace(segments),
    // Without the separator in front, a leading question mark would not count as part of a name.
    query: new Map(new URLSearchParams(`&${rest.join('?')}`)),
  };
};

/** The scheme's own port is left out of links; an empty host stands for the address that was reached. */
const hostOf = (origin: string, headers: OutgoingHttpHeaders): string => {
  const sent = headerOf(headers, 'host') ?? '';
  return sent === '' ? new URL(origin).host : sent.replace(/:80$/, '');
};

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

const nowhere: Place = { kind: 'nowhere' };

const exposureAt = (registry: Registry, path: string | undefined): Exposure | undefined =>
  [...registry.exposures].find((exposure) => path !== undefined && [exposure.path, ...exposure.aliases].includes(path));

const adminPlace = ([path, id, third, fourth]: readonly string[]): Place => {
  if (path === 'auth' && id === undefined) return { kind: 'login' };
  const exposure = exposureAt(adminRegistry, path);
  if (exposure === undefined) return nowhere;
  if (id === undefined) return { kind: 'list', exposure };
  if (third === undefined) return { kind: 'one', exposure };
  const name = fourth ?? third;
  const relationship = exposure.relationships.find(({ wireName }) => wireName === name);
  if (relationship === undefined) return nowhere;
  if (fourth !== undefined) return { kind: 'linkage', exposure, name };
  const target = adminRegistry.target(relationship);
  return { kind: relationship.cardinality === 'many' ? 'list' : 'one', exposure: target };
};

const resellerPlace = ([root, , path, id]: readonly string[]): Place => {
  if (root !== 'resellers') return nowhere;
  const resellers = resellerRegistry.exposureOf('reseller');
  if (path === undefined) return { kind: 'one', exposure: resellers };
  if (path === 'child_resellers') return { kind: 'list', exposure: resellers };
  const exposure = exposureAt(resellerRegistry, path);
  if (exposure === undefined || exposure === resellers) return nowhere;
  return { kind: id === undefined ? 'list' : 'one', exposure };
};

/** The names in a parameter that lists them: one CSV line. The reseller API has no names with quotes. */
export const namesIn = (text: string | undefined): readonly string[] =>
  ((text ?? '').match(/"(?:[^"]|"")*"|[^",]+/g) ?? [])
    .map((field) => field.replace(/^"(.*)"$/s, '$1').replaceAll('""', '"'))
    .filter((name) => name !== '');

/** The members that `fields` lets through, by type. */
export const requestedFields = ({ query }: ParsedRequest): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    [...query].flatMap(([name, value]) => {
      const type = /^fields\[(.*)\]$/.exec(name)?.[1];
      return type === undefined ? [] : [[type, new Set(namesIn(value))] as const];
    }),
  );

/** Relationship names, each with those asked for below it. */
export type IncludeBranch = ReadonlyMap<string, IncludeBranch>;

type GrowingBranch = Map<string, GrowingBranch>;

export const requestedIncludes = ({ query }: ParsedRequest): IncludeBranch => {
  const root: GrowingBranch = new Map();
  for (const path of namesIn(query.get('include'))) {
    let branch = root;
    for (const name of path.split('.')) {
      const below: GrowingBranch = branch.get(name) ?? new Map<string, GrowingBranch>();
      branch.set(name, below);
      branch = below;
    }
  }
  return root;
};
