import { RequestProblem } from '@org/json-api';
import { etagOf } from './etag.js';

const entityTag = /(?:W\/)?"[^"]*"/g;

/**
 * Every ETag here is weak, being made of the text of a document; it is compared as it stands, since nothing else could be.
 * @param document of the record as it stands
 * @throws RequestProblem when the header names other versions only
 */
export const refuseStaleVersion = (ifMatch: string | undefined, document: string): void => {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const tags: readonly string[] = ifMatch.match(entityTag) ?? [];
  if (!tags.includes(etagOf(Buffer.from(document)))) throw new RequestProblem({ code: 'precondition-failed' });
};
