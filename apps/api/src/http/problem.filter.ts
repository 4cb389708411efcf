import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { apiOf } from './api.js';
import { problemsOf } from './problems-of.js';
import { sendProblems } from './reply.js';

/** Turns whatever was thrown into the answer of the API that the request came through; the unforeseen is logged, once, here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const known = problemsOf(error, request);
    if (known === undefined) this.logger.error({ message: 'request failed', requestId: request.id, err: error });
    if (reply.sent) return;
    const problems = known ?? [{ code: 'internal' }];
    const api = apiOf(request.url);
    if (api !== undefined) void sendProblems(api, request, reply, problems);
    else sendPlain(reply, problems[0].code);
  }
}

const plainStatus = (code: string): number => (code === 'route-not-found' ? 404 : code === 'internal' ? 500 : 400);

/** Outside both APIs there is no format to keep: a word is enough. */
const sendPlain = (reply: FastifyReply, code: string): void => {
  void reply.code(plainStatus(code)).header('cache-control', 'no-cache').send({ error: code });
};
