import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Managers } from '@org/invoice-domain/persistence';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppModule, type Parts } from './app.module.js';
import { installRefusalNotes } from './auth/refusal-notes.js';
import { SecurityLog } from './auth/security-log.js';
import { Draining } from './health/draining.js';
import { installAdmission } from './http/admission/admit.js';
import { answerBrokenRequest } from './http/broken-request.js';
import { clientAddress } from './http/client-address.js';
import { installFileRules } from './http/body-limits.js';
import { installEdgeHooks, setFixedHeaders, setRuntime } from './http/edge-hooks.js';
import { jsonApiType, ndjsonType } from './http/media-type.js';
import { NestLogger } from './http/nest-logger.js';
import { ProblemFilter } from './http/problem.filter.js';
import { requestIdOf } from './http/request-id.js';
import { Metrics } from './metrics/metrics.js';
import { installProgressRules } from './http/progress.js';
import { bodyLimit, maxParamLength } from './http/request-limits.js';
import { limitConnections, serverTimes } from './http/server-limits.js';

/** Builds the application as it serves: the same for the running server and for tests in process. The caller listens. */
export const createApp = async (parts: Parts, extra: readonly Type[] = []): Promise<NestFastifyApplication> => {
  const { config, logger } = parts;
  const filter = new ProblemFilter(logger);
  const answer = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    setFixedHeaders(request, reply);
    setRuntime(reply);
    filter.answer(error, request, reply);
  };
  const adapter = new FastifyAdapter({
    trustProxy: config.trustedProxies === undefined ? false : [...config.trustedProxies],
    genReqId: requestIdOf,
    bodyLimit,
    ...serverTimes(config),
    routerOptions: { maxParamLength },
    // A request that no route has seen yet still gets the answer of its API.
    frameworkErrors: answer,
    clientErrorHandler: answerBrokenRequest,
    forceCloseConnections: 'idle',
    // Requests on connections that are still open are answered as ever: a load balancer has not heard of the stop yet.
    return503OnClosing: false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(parts, extra), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(logger),
  });
  const server = adapter.getInstance<FastifyInstance>();
  limitConnections(server.server, config);
  installEdgeHooks(server, logger, app.get(Draining));
  app.get<Metrics | undefined>(Metrics)?.measure(server);
  installProgressRules(server, { patience: Math.ceil(config.httpProgressSeconds * 1000), answer });
  installRefusalNotes(server, () => app.get(SecurityLog));
  installAdmission(server, config, answer);
  installFileRules(server, {
    fileBytes: config.externalInvoiceMaxBytes,
    isKnown: async (request) => {
      const { 'x-api-token': token } = request.headers;
      return (
        typeof token === 'string' && (await app.get(Managers).findByToken(token, clientAddress(request))) !== undefined
      );
    },
  });
  // Left as text: the handlers parse it with all digits of its numbers, after checking the token.
  server.addContentTypeParser(jsonApiType, { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  // Not read here: it may be of any size, and who sent it is not known yet.
  server.addContentTypeParser(ndjsonType, (_request, payload, done) => {
    done(null, payload);
  });
  await app.init();
  return app;
};
