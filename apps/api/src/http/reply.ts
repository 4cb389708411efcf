import { Readable } from 'node:stream';
import type { DocumentText, Problem } from '@org/json-api';
import { refusalOf } from '@org/json-api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from './api.js';
import type { Performed } from './changes.js';
import { documentBytes } from './document-bytes.js';
import { jsonApiType } from './media-type.js';

const isConditional = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

/** Sends a finished document, or 304 when the client has these very bytes already. */
export const sendDocument = async (
  api: Api,
  request: FastifyRequest,
  reply: FastifyReply,
  document: string | DocumentText,
): Promise<void> => {
  // As bytes: Fastify would add a charset to the media type of a string, and JSON:API forbids parameters.
  const { parts, length, etag } = await documentBytes(document);
  vary(api, request, reply).headers({ etag, 'cache-control': 'max-age=0, private, must-revalidate' });
  if (isConditional(request) && request.headers['if-none-match'] === etag) {
    reply.code(304).send();
    return;
  }
  reply.header('content-type', jsonApiType);
  const [only] = parts;
  if (parts.length === 1) reply.send(only);
  // Part after part, as fast as the client takes them.
  else reply.header('content-length', length).send(Readable.from(parts));
};

/** Sends what a change answers. A client that asked twice is told that it was done before. */
export const sendPerformed = async (
  api: Api,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, document, location, replayed }: Performed,
): Promise<void> => {
  reply.code(status);
  if (replayed) reply.header('idempotency-replayed', 'true');
  if (location !== undefined) reply.header('location', location);
  if (document !== undefined) return sendDocument(api, request, reply, document);
  vary(api, request, reply).header('cache-control', 'no-cache').send();
};

/** Seconds after which it is worth asking again. */
export const retryAfter = '2';

/** Answers what went wrong in the format of the API that the request came through. */
export const sendProblems = (
  api: Api,
  request: FastifyRequest,
  reply: FastifyReply,
  problems: readonly [Problem, ...Problem[]],
): FastifyReply => {
  const { status, body } = refusalOf(api.dialect, problems);
  vary(api, request, reply).code(status).header('cache-control', 'no-cache');
  if (status === 503) reply.header('retry-after', retryAfter);
  const [first] = problems;
  if (first.code === 'too-many-requests') reply.header('retry-after', String(first.retryAfter));
  return body === '' ? reply.send() : reply.header('content-type', jsonApiType).send(Buffer.from(body));
};

const vary = (api: Api, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  api.variesBy(request.headers.accept) ? reply.header('vary', 'Accept') : reply;
