import { RequestProblem, type WriteContext } from '@org/json-api';
import { ZoneOffsets } from '@org/kernel';
import type { FastifyRequest } from 'fastify';
import { adminApi } from '../../http/api.js';
import { adminAccepts, jsonApiType, mediaTypeOf } from '../../http/media-type.js';
import { originOf } from '../../http/origin.js';
import { queryParameters, refuseParameters } from '../../http/query-parameters.js';
import { adminQueryRules } from '../admin-reads.js';

/** The admin wire shows and reads every instant in UTC. */
const utc = new ZoneOffsets('UTC');

/** An accepted request that changes something, as far as headers and query are concerned. */
export interface WriteRequest {
  readonly context: WriteContext;
  /** The text of the document, where the method has one. */
  readonly body: string;
}

/**
 * The headers and the query of a request that changes something, in the order in which Yeti checks them. The answer is the plain record: no
 * parameter shapes it.
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
  refuseParameters(queryParameters(adminQueryRules, request));
  return {
    context: { base: originOf(request) + adminApi.prefix, zone: utc },
    body: typeof request.body === 'string' ? request.body : '',
  };
};
