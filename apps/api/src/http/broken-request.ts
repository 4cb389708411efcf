import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { refusalOf, type Problem, type Refusal } from '@org/json-api';
import { adminApi, apiOf } from './api.js';
import { jsonApiType } from './media-type.js';

/** Error of Node's parser for a malformed request, with the bytes read so far. */
interface BrokenRequest extends Error {
  readonly code?: string | undefined;
  readonly rawPacket?: unknown;
}

/** Errors of Node that say more. The parser counts the URL with the headers, so this is also what a URL beyond all measure gets. */
const known: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: { code: 'headers-too-large' },
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'request-too-slow' },
};

const problemOf = ({ code = '' }: BrokenRequest): Problem =>
  known[code] ?? { code: 'bad-request', detail: 'The bytes are not an HTTP request.' };

/** Answers bytes that never became a request, in the format of the API whose URL they name, as far as they name one. */
export const answerBrokenRequest = (error: BrokenRequest, socket: Socket): void => {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  socket.end(rawResponse(refusalOf((apiOf(urlOf(error)) ?? adminApi).dialect, [problemOf(error)])));
};

/** The first bytes are enough to tell the API. */
const urlOf = ({ rawPacket }: BrokenRequest): string => {
  const start = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1', 0, 200) : '';
  return /^[A-Z]+ (\S+)/.exec(start)?.[1] ?? '';
};

const rawResponse = ({ status, body }: Refusal): string =>
  [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `content-type: ${jsonApiType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-cache',
    'connection: close',
    '',
    body,
  ].join('\r\n');
