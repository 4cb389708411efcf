import { RequestProblem, type WriteContext } from '@org/json-api';
import { ZoneOffsets } from '@org/kernel';
import type { FastifyRequest } from 'fastify';
import { adminApi } from '../../http/api.js';
import { adminAccepts, jsonApiType } from '../../http/media-type.js';
import { originOf } from '../../http/origin.js';
import { queryParameters } from '../../http/query-parameters.js';
import { adminQueryRules } from '../admin-reads.js';

/** The admin wire shows and reads every instant in UTC. */
const utc = new ZoneOffsets('UTC');

const mediaTypeOf = (contentType: string): string => (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();

/** What a request that changes something is answered with, once it may be looked at. */
export interface WriteRequest {
  readonly context: WriteContext;
  /** The text of the document, where the method has one. */
  readonly body: string;
}

/**
 * The headers and the query of a request that changes something, in the order in which the original looks at them. The answer is
 * the plain record: no parameter shapes it.
 * @throws RequestProblem
 */
export const writeRequestOf = (request: FastifyRequest): WriteRequest => {
  const { 'content-type': contentType = '' } = request.headers;
  if (request.method !== 'DELETE' && mediaTypeOf(contentType) !== jsonApiType) {
    throw new RequestProblem({ code: 'unsupported-media-type', contentType });
  }
  return bareRequestOf(request);
};

/** The same for a request that needs no body. @throws RequestProblem */
export const bareRequestOf = (request: FastifyRequest): WriteRequest => {
  const { accept } = request.headers;
  if (!adminAccepts(accept)) throw new RequestProblem({ code: 'not-acceptable', accept: accept ?? '' });
  const { repeated, scalars, unknown, include, sort, withTotals, page } = queryParameters(adminQueryRules, request);
  const [parameter] = [
    ...unknown,
    ...repeated.map(([name]) => name),
    ...[...page.keys()].map((member) => `page[${member}]`),
    ...scalars.keys(),
    ...Object.entries({ include, sort, withTotals }).flatMap(([name, value]) => (value === undefined ? [] : [name])),
  ];
  if (parameter !== undefined) throw new RequestProblem({ code: 'unknown-parameter', parameter });
  return {
    context: { base: originOf(request) + adminApi.prefix, zone: utc },
    body: typeof request.body === 'string' ? request.body : '',
  };
};
