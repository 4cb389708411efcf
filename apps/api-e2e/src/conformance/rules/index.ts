import type { Answer, Sent } from '@org/tools/testing';
import type { Document } from './document.js';
import { schemaFaults } from './document-schema.js';
import { errorFaults } from './error-rules.js';
import { headerFaults } from './header-rules.js';
import { includedFaults } from './included-rules.js';
import { linkageFaults } from './linkage-rules.js';
import { memberFaults } from './member-rules.js';
import { pageFaults } from './page-rules.js';
import { parsedRequest, type ParsedRequest } from './request.js';

export type { Document, ErrorObject, Identifier, ResourceObject } from './document.js';

/**
 * Faults of an answer according to JSON:API 1.1 and this project's own promises.
 * @param mayBeAway whether the database may be away, which is answered 503
 */
export const faultsOf = (
  origin: string,
  path: string,
  sent: Sent,
  answer: Answer,
  mayBeAway = false,
): readonly string[] => {
  const request = parsedRequest(origin, path, sent);
  return [...statusFaults(answer, mayBeAway), ...headerFaults(request, answer), ...bodyFaults(request, answer)];
};

const statusFaults = ({ status, headers, body }: Answer, mayBeAway: boolean): readonly string[] => {
  if (status === 503 && mayBeAway) return headers['retry-after'] === undefined ? ['503 without Retry-After'] : [];
  return status >= 500 ? [`the server failed with ${status}: ${body}`] : [];
};

const bodyFaults = (request: ParsedRequest, { status, body }: Answer): readonly string[] => {
  if (body === '' || request.place.kind === 'login')
    return isEmptyFor(request, status, body) ? [] : ['the body is missing'];
  const document = parsed(body);
  const misshapen = schemaFaults(document);
  if (misshapen.length > 0) return misshapen;
  return documentFaults(request, status, document as Document);
};

const isEmptyFor = ({ api, method, place }: ParsedRequest, status: number, body: string): boolean =>
  place.kind === 'login' ? body !== '' : method === 'HEAD' || status === 304 || (status === 401 && api === 'admin');

const documentFaults = (request: ParsedRequest, status: number, document: Document): readonly string[] => {
  if (status >= 400) return document.errors ? errorFaults(request, status, document) : ['an error without errors'];
  if (document.errors !== undefined) return [`errors with the status ${status}`];
  return [includedFaults, memberFaults, pageFaults, linkageFaults].flatMap((rule) => rule(request, document));
};

/** Undefined for what is no JSON: the schema refuses it. */
const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
};
