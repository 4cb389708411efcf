import { RequestProblem } from '@org/json-api';
import type { FastifyRequest } from 'fastify';

const defaultPorts: Readonly<Record<string, string>> = { http: ':80', https: ':443' };

/** A host that may stand in a link and in JSON as it is. */
const plainHost = /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i;

/**
 * Scheme and host of a request, without the scheme's own port: what every link begins with. Forwarded headers count when the
 * proxy that sent them is trusted.
 * @throws RequestProblem when the host could not stand in a URL
 */
export const originOf = ({ protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>): string => {
  const port = defaultPorts[protocol];
  const authority = port !== undefined && host.endsWith(port) ? host.slice(0, -port.length) : host;
  if (!plainHost.test(authority))
    throw new RequestProblem({ code: 'bad-request', detail: 'The host of the request is not valid.' });
  return `${protocol}://${authority}`;
};
