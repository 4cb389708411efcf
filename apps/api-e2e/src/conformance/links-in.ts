import { primaryOf, type Document, type Links } from './rules/document.js';

/** Every link of a document with the kind that it is. */
export const linksIn = (document: Document): readonly (readonly [kind: string, url: string])[] => [
  ...named('', document.links),
  ...[...primaryOf(document), ...(document.included ?? [])].flatMap(({ links, relationships = {} }) => [
    ...named('resource ', links),
    ...Object.values(relationships).flatMap((relationship) => named('relationship ', relationship.links)),
  ]),
];

const named = (owner: string, links: Links = {}): readonly (readonly [string, string])[] =>
  Object.entries(links).flatMap(([name, url]) => (url === null ? [] : [[owner + name, url] as const]));
