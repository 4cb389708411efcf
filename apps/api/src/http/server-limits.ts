import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';
import type { AppConfig } from '../config/app-config.js';

/** Milliseconds between looks at connections whose headers or bodies are late. */
const lookMilliseconds = 2_000;

/** Limits of time that Node's server keeps by itself. */
export const serverTimes = ({
  httpHeadersSeconds,
  httpRequestSeconds,
  httpKeepAliveSeconds,
}: AppConfig): FastifyHttpOptions<Server> => ({
  requestTimeout: Math.ceil(Math.max(httpRequestSeconds, httpHeadersSeconds) * 1000),
  keepAliveTimeout: Math.ceil(httpKeepAliveSeconds * 1000),
  http: { headersTimeout: Math.ceil(httpHeadersSeconds * 1000), connectionsCheckingInterval: lookMilliseconds },
});

/** Connections beyond the limit are closed before they cost anything. */
export const limitConnections = (server: Server, { httpMaxConnections }: AppConfig): void => {
  server.maxConnections = httpMaxConnections;
};
