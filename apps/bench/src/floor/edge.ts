import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse, type ParsedUrlQuery } from 'node:querystring';

const mediaType = 'application/vnd.api+json';

/** A request that the floor refuses; the status is all that it says. */
export class Refused extends Error {
  constructor(readonly status: number) {
    super(String(status));
  }
}

/** Parts of a request, for its handler. */
export interface Incoming {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly query: ParsedUrlQuery;
  /** Scheme and host, as links begin. */
  readonly origin: string;
}

const plainHost = /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i;

export const incoming = (request: IncomingMessage): Incoming => {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const host = request.headers.host ?? '';
  const shown = host.endsWith(':80') ? host.slice(0, -3) : host;
  if (!plainHost.test(shown)) throw new Refused(400);
  return {
    request,
    path: mark === -1 ? url : url.slice(0, mark),
    query: mark === -1 ? {} : parsed(url.slice(mark + 1)),
    origin: `http://${shown}`,
  };
};

/** A broken escape is refused: the parser would leave it as it stands. */
const parsed = (text: string): ParsedUrlQuery => {
  if (text.includes('%')) {
    try {
      decodeURIComponent(text);
    } catch {
      throw new Refused(400);
    }
  }
  return parse(text);
};

export const demandJsonApi = ({ request }: Incoming): void => {
  const { accept } = request.headers;
  if (accept === undefined || accept === mediaType) return;
  const takes = accept.split(',').some((range) => range.trim() === mediaType || range.trim().startsWith('*/*'));
  if (!takes) throw new Refused(406);
};

const requestIdOf = ({ headers }: IncomingMessage): string => {
  const sent = headers['x-request-id'];
  const kept = typeof sent === 'string' ? sent.replace(/[^\w@-]/g, '').slice(0, 255) : '';
  return kept === '' ? randomUUID() : kept;
};

/** Headers that every answer carries. */
const commonHeaders = (request: IncomingMessage, started: number): Record<string, string | number> => ({
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '0',
  'x-content-type-options': 'nosniff',
  'x-permitted-cross-domain-policies': 'none',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-request-id': requestIdOf(request),
  'x-runtime': ((performance.now() - started) / 1000).toFixed(6),
});

export const refuse = (request: IncomingMessage, response: ServerResponse, started: number, status: number): void => {
  response.writeHead(status, { ...commonHeaders(request, started), 'content-length': 0 });
  response.end();
};

export const send = (request: IncomingMessage, response: ServerResponse, started: number, document: string): void => {
  const body = Buffer.from(document);
  const etag = `W/"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`;
  const { accept } = request.headers;
  const headers = commonHeaders(request, started);
  if (accept !== undefined && !(accept.includes(',') && accept.includes('*/*'))) headers['vary'] = 'Accept';
  headers['etag'] = etag;
  headers['cache-control'] = 'max-age=0, private, must-revalidate';
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  headers['content-type'] = mediaType;
  headers['content-length'] = body.length;
  response.writeHead(200, headers);
  response.end(body);
};
