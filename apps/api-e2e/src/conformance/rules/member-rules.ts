import type { Exposure } from '@org/json-api';
import { identityOf, primaryOf, type Document, type Links, type ResourceObject } from './document.js';
import { requestedFields, registries, type ParsedRequest } from './request.js';

/** `id` and `type` are reserved. The reseller's charges keep the documented attribute (docs/wire/reseller.md). */
const reservedButKept = new Set(['reseller charges type']);

/** Every resource shows what its API exposes, all that `fields` lets through and nothing else, in the documented order. */
export const memberFaults = (request: ParsedRequest, document: Document): readonly string[] => {
  const { kind } = request.place;
  if (kind !== 'one' && kind !== 'list') return [];
  const fields = requestedFields(request);
  return [...primaryOf(document), ...(document.included ?? [])].flatMap((resource) => {
    const exposure = registries[request.api].exposureOfType(resource.type);
    if (exposure === undefined) return [`${resource.type} is not a type of the ${request.api} API`];
    const allowed = fields.get(resource.type);
    const faults = [
      ...reservedFaults(request, resource),
      ...attributeFaults(exposure, allowed, resource),
      ...relationshipFaults(request, exposure, allowed, resource),
      ...linkFaults(request, exposure, resource),
    ];
    return faults.map((fault) => `${identityOf(resource)}: ${fault}`);
  });
};

const reservedFaults = ({ api }: ParsedRequest, { type, attributes = {}, relationships = {} }: ResourceObject) =>
  [
    ...['id', 'type'].filter((name) => name in attributes || name in relationships),
    ...Object.keys(attributes).filter((name) => name in relationships),
  ]
    .filter((name) => !reservedButKept.has(`${api} ${type} ${name}`))
    .map((name) => `the name ${name} is used for two things`);

const attributeFaults = (
  { attributes }: Exposure,
  allowed: ReadonlySet<string> | undefined,
  resource: ResourceObject,
): readonly string[] => {
  const shown = attributes
    .filter(({ group, wireName, onRequest }) => allowed?.has(group ?? wireName) ?? !onRequest)
    .map(({ group, wireName }) => group ?? wireName);
  return difference('attributes', [...new Set(shown)], Object.keys(resource.attributes ?? {}));
};

/** The admin API writes every relationship, with or without linkage; the reseller API those whose linkage it shows. */
const relationshipFaults = (
  { api }: ParsedRequest,
  { relationships }: Exposure,
  allowed: ReadonlySet<string> | undefined,
  resource: ResourceObject,
): readonly string[] => {
  const written = Object.keys(resource.relationships ?? {});
  const expected = relationships
    // An extension is shown when the request names it, in `fields` or in `include`.
    .filter(({ wireName, onRequest }) => allowed?.has(wireName) ?? (!onRequest || written.includes(wireName)))
    .filter(({ wireName, linkage }) => api === 'admin' || linkage === 'always' || written.includes(wireName))
    .map(({ wireName }) => wireName);
  return difference('relationships', expected, written);
};

const difference = (what: string, expected: readonly string[], shown: readonly string[]): readonly string[] =>
  expected.join() === shown.join() ? [] : [`shows the ${what} ${shown.join()} instead of ${expected.join()}`];

/** Links stand in every resource of the admin API and in none of the reseller API. */
const linkFaults = ({ api, base }: ParsedRequest, { path }: Exposure, resource: ResourceObject): readonly string[] => {
  const self = `${base}/${path}/${resource.id}`;
  const relationships = Object.entries(resource.relationships ?? {});
  if (api === 'reseller') {
    const linked = resource.links ?? relationships.find(([, { links }]) => links !== undefined);
    return linked === undefined ? [] : ['has links, which this API does not write'];
  }
  return [
    ...sameLinks('resource', resource.links, { self }),
    ...relationships.flatMap(([name, { links }]) =>
      sameLinks(name, links, { self: `${self}/relationships/${name}`, related: `${self}/${name}` }),
    ),
  ];
};

const sameLinks = (where: string, links: Links | undefined, expected: Links): readonly string[] =>
  JSON.stringify(links) === JSON.stringify(expected) ? [] : [`the links of ${where} are ${JSON.stringify(links)}`];
