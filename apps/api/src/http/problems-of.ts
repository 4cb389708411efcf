import { HttpException } from '@nestjs/common';
import { RequestProblem, type Problem } from '@org/json-api';

type Problems = readonly [Problem, ...Problem[]];

/** Fastify's own errors that are the client's doing, by their code. */
const fastifyProblems: Readonly<Record<string, (error: Error) => Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => ({ code: 'body-too-large' }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ({ message }) => ({ code: 'malformed-body', detail: message }),
  FST_ERR_CTP_INVALID_JSON_BODY: ({ message }) => ({ code: 'malformed-body', detail: message }),
  FST_ERR_CTP_EMPTY_JSON_BODY: ({ message }) => ({ code: 'malformed-body', detail: message }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => ({ code: 'unsupported-media-type', contentType: '' }),
  FST_ERR_CTP_INVALID_TYPE: () => ({ code: 'unsupported-media-type', contentType: '' }),
  FST_ERR_BAD_URL: () => ({ code: 'malformed-url' }),
  FST_ERR_MAX_PARAM_LENGTH: () => ({ code: 'url-too-long' }),
};

const statusProblems: Readonly<Record<number, Problem>> = {
  403: { code: 'forbidden' },
  404: { code: 'route-not-found' },
  503: { code: 'unavailable' },
};

/** What a thrown thing means for the client; `undefined` for what nobody foresaw. */
export const problemsOf = (error: unknown): Problems | undefined => {
  if (error instanceof RequestProblem) return error.problems;
  if (error instanceof HttpException) {
    const problem = statusProblems[error.getStatus()];
    if (problem !== undefined) return [problem];
    return error.getStatus() < 500 ? [{ code: 'bad-request', detail: error.message }] : undefined;
  }
  if (!(error instanceof Error)) return undefined;
  if (error instanceof SyntaxError && 'statusCode' in error) return [{ code: 'malformed-body', detail: error.message }];
  const known = 'code' in error && typeof error.code === 'string' ? fastifyProblems[error.code] : undefined;
  return known && [known(error)];
};
