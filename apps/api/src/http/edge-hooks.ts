import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Draining } from '../health/draining.js';

/** On every answer of both APIs, as Yeti sends them (docs/wire/admin.md, response headers). */
const fixedHeaders = {
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '0',
  'x-content-type-options': 'nosniff',
  'x-permitted-cross-domain-policies': 'none',
  'referrer-policy': 'strict-origin-when-cross-origin',
} as const;

/** Sets the headers of every answer, also of one that bypasses the hooks. */
export const setFixedHeaders = (request: FastifyRequest, reply: FastifyReply): void => {
  reply.headers(fixedHeaders).header('x-request-id', request.id);
};

/** Seconds from the arrival of the request until now, with six decimals. */
export const setRuntime = (reply: FastifyReply): void => {
  reply.header('x-runtime', (reply.elapsedTime / 1000).toFixed(6));
};

/** Installs headers and logging for every request as hooks of the HTTP server, which cost less than an interceptor. */
export const installEdgeHooks = (server: FastifyInstance, logger: Logger, draining: Draining): void => {
  server.addHook('onRequest', (request, reply, done) => {
    setFixedHeaders(request, reply);
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    setRuntime(reply);
    if (draining.isUnderWay) reply.header('connection', 'close');
    done(null, payload);
  });
  if (!logger.isLevelEnabled('info')) return;
  server.addHook('onResponse', (request, reply, done) => {
    logger.info({
      message: 'request',
      requestId: request.id,
      method: request.method,
      path: pathOf(request.url),
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 1000) / 1000,
      caller: request.user && `${request.user.kind}:${request.user.id}`,
    });
    done();
  });
};

/** Without the query: it may hold a token. */
const pathOf = (url: string): string => url.split('?', 1)[0] ?? '';
