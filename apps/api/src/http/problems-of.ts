import { HttpException } from '@nestjs/common';
import { isFailure } from '@org/invoice-domain';
import { unavailability } from '@org/invoice-domain/persistence';
import { RequestProblem, type Problem } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import { ndjsonType } from './media-type.js';
import { problemsOfFailure, type Problems } from './problems-of-failure.js';

type Explain = (request: FastifyRequest) => Problem;

/** Problems for the errors that Fastify throws before routing, by code. */
const frameworkProblems: Readonly<Record<string, Explain>> = {
  FST_ERR_BAD_URL: () => ({ code: 'malformed-url' }),
  FST_ERR_MAX_PARAM_LENGTH: () => ({ code: 'url-too-long' }),
};

/** Batches are the only bodies that are no documents. */
const takesRows = (url: string): boolean => /-batches\/?(\?|$)/.test(url);

/** Problems for what Fastify and Nest refuse before a controller, by status: Nest turns both into exceptions that keep only the status. */
const statusProblems: Readonly<Record<number, Explain>> = {
  // Nothing else is refused with 400 there than a body that cannot be read. The parser's words would repeat parts of it.
  400: () => ({ code: 'malformed-body', detail: 'The request body is not valid JSON.' }),
  403: () => ({ code: 'forbidden' }),
  404: () => ({ code: 'route-not-found' }),
  413: () => ({ code: 'body-too-large' }),
  415: ({ headers, url }) => ({
    code: 'unsupported-media-type',
    contentType: headers['content-type'] ?? '',
    ...(takesRows(url) && { wanted: ndjsonType }),
  }),
};

/** The problems that an error is answered with; undefined for an unexpected error. */
export const problemsOf = (error: unknown, request: FastifyRequest): Problems | undefined => {
  if (error instanceof RequestProblem) return error.problems;
  if (isFailure(error)) return problemsOfFailure(error);
  if (unavailability(error) !== undefined) return [{ code: 'unavailable' }];
  const explain =
    error instanceof HttpException ? statusProblems[error.getStatus()] : frameworkProblems[codeOf(error) ?? ''];
  return explain && [explain(request)];
};

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
