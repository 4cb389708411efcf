import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/** On every answer of both APIs, as the original sends them (docs/wire/admin.md, response headers). */
const fixedHeaders = {
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '0',
  'x-content-type-options': 'nosniff',
  'x-permitted-cross-domain-policies': 'none',
  'referrer-policy': 'strict-origin-when-cross-origin',
} as const;

/** What every answer carries, also one that no hook of the server gets to see. */
export const setFixedHeaders = (request: FastifyRequest, reply: FastifyReply): void => {
  reply.headers(fixedHeaders).header('x-request-id', request.id);
};

/** Seconds from the arrival of the request until now, with six decimals. */
export const setRuntime = (reply: FastifyReply): void => {
  reply.header('x-runtime', (reply.elapsedTime / 1000).toFixed(6));
};

/** What every request gets, whatever happens to it: hooks of the HTTP server, because an interceptor would cost more than the rest. */
export const installEdgeHooks = (server: FastifyInstance, logger: Logger): void => {
  server.addHook('onRequest', (request, reply, done) => {
    setFixedHeaders(request, reply);
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    setRuntime(reply);
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
