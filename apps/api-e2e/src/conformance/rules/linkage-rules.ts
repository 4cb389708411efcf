import { identityOf, primaryOf, type Document } from './document.js';
import { registries, type ParsedRequest } from './request.js';

/** The document of a relationship: identifiers of the type it leads to, each once, and its two links. */
export const linkageFaults = (request: ParsedRequest, document: Document): readonly string[] => {
  if (request.place.kind !== 'linkage') return [];
  const { exposure, name } = request.place;
  const relationship = exposure.relationships.find(({ wireName }) => wireName === name);
  if (relationship === undefined) return [`${name} is no relationship of ${exposure.type}`];
  const { type } = registries[request.api].target(relationship);
  const identifiers = primaryOf(document);
  return [
    ...identifiers
      .filter((one) => one.type !== type || Object.keys(one).length !== 2)
      .map((one) => `${identityOf(one)} is no identifier of ${type}`),
    ...(new Set(identifiers.map(identityOf)).size === identifiers.length ? [] : ['an identifier stands there twice']),
    ...(Array.isArray(document.data) === (relationship.cardinality === 'many')
      ? []
      : ['the linkage has the wrong shape']),
    ...(Object.keys(document.links ?? {}).join() === 'self,related'
      ? []
      : ['the links of a relationship are self, related']),
  ];
};
