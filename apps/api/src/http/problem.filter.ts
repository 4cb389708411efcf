import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { unavailability } from '@org/invoice-domain/persistence';
import { apiOf } from './api.js';
import { problemsOf } from './problems-of.js';
import { retryAfter, sendProblems } from './reply.js';

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
    // Nobody is there any more to be told.
    if (reply.raw.destroyed || request.raw.socket.destroyed) return;
    const cause = unavailability(error);
    if (cause !== undefined) this.logger.error({ message: 'the database is away', requestId: request.id, cause });
    else if (known === undefined) this.logger.error({ message: 'request failed', requestId: request.id, err: error });
    if (reply.sent) return;
    const problems = known ?? [{ code: 'internal' }];
    const api = apiOf(request.url);
    if (api !== undefined) void sendProblems(api, request, reply, problems);
    else sendPlain(reply, problems[0].code);
  }
}

const plainStatuses: Readonly<Record<string, number>> = { 'route-not-found': 404, internal: 500, unavailable: 503 };

const plainStatus = (code: string): number => plainStatuses[code] ?? 400;

/** Outside both APIs there is no format to keep: a word is enough. */
const sendPlain = (reply: FastifyReply, code: string): void => {
  const status = plainStatus(code);
  if (status === 503) reply.header('retry-after', retryAfter);
  void reply.code(status).header('cache-control', 'no-cache').send({ error: code });
};
