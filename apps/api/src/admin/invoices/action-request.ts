import { isSentObject, readJson, RequestProblem, type SentObject, type WriteContext } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import { bareRequestOf, writeRequestOf } from '../writes/write-request.js';

/** A request that something be done with records. */
export interface ActionRequest {
  readonly context: WriteContext;
  /** Empty where the request has no body. */
  readonly document: SentObject;
  /** `meta.reason` of the document: why it is to be done, kept in the audit. */
  readonly reason: string | undefined;
}

/** Reads a request whose body is a document, or nothing. @throws RequestProblem */
export const actionRequestOf = (request: FastifyRequest): ActionRequest => {
  const isBare = request.body === undefined || request.body === null || request.body === '';
  const { context, body } = isBare ? bareRequestOf(request) : writeRequestOf(request);
  const document = isBare ? {} : readJson(body);
  if (!isSentObject(document)) {
    throw new RequestProblem({ code: 'malformed-body', detail: 'Request must be a hash' });
  }
  const { meta } = document;
  const reason = isSentObject(meta) ? meta['reason'] : undefined;
  return { context, document, reason: typeof reason === 'string' && reason !== '' ? reason : undefined };
};
