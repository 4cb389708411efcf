import { RequestProblem, type Parameters } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import { resellerAccepts } from '../http/media-type.js';
import { queryParameters, refuseParameters, type QueryRules } from '../http/query-parameters.js';

/** Query rules of the reseller API: no parameter is ignored or repeated. */
const rules: QueryRules = { ignored: new Set(), repeated: 'none' };

/** @throws RequestProblem when the answer would not be accepted, or the query cannot be read */
export const resellerParametersOf = (request: FastifyRequest): Parameters => {
  const { accept } = request.headers;
  if (!resellerAccepts(accept)) throw new RequestProblem({ code: 'not-acceptable', accept: accept ?? '' });
  return queryParameters(rules, request);
};

/** For methods that take no parameters. @throws RequestProblem as `resellerParametersOf` does, and for each of them */
export const refuseResellerParameters = (request: FastifyRequest): void => {
  refuseParameters(resellerParametersOf(request));
};
