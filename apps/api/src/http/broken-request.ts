import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';

/** What Node's parser says of bytes that are no request, by its code. */
const statusOf: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/**
 * Answers bytes that never became a request: there is no URL yet, so no API whose format could be kept. Node's parser counts
 * the URL with the headers, so this is also what a URL beyond all measure gets.
 */
export const answerBrokenRequest = (error: Error & { readonly code?: string }, socket: Socket): void => {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = statusOf[error.code ?? ''] ?? 400;
  const title = STATUS_CODES[status] ?? 'Bad Request';
  const body = JSON.stringify({ errors: [{ title, detail: title, code: String(status), status: String(status) }] });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\ncontent-type: application/vnd.api+json\r\ncontent-length: ${body.length}\r\n` +
      `cache-control: no-cache\r\nconnection: close\r\n\r\n${body}`,
  );
};
