import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Turn = (request: IncomingMessage, response: ServerResponse) => void;

/** A real HTTP server that answers one turn after the other, and the last one for ever. */
export interface ScriptedServer {
  readonly url: string;
  /** Method and path of every request, in order. */
  readonly requests: readonly string[];
  readonly headers: readonly IncomingMessage['headers'][];
  readonly bodies: readonly string[];
  readonly close: () => Promise<void>;
}

export const scriptedServer = async (...turns: readonly [Turn, ...Turn[]]): Promise<ScriptedServer> => {
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const turn = turns[Math.min(requests.length, turns.length - 1)];
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    headers.push(request.headers);
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      bodies.push(body);
      turn?.(request, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    headers,
    bodies,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

export const jsonApi = 'application/vnd.api+json';

/** Answers a text as JSON:API. */
export const says =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Turn =>
  (_, response) => {
    response.writeHead(status, { 'content-type': jsonApi, 'x-request-id': 'r-1', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

/** A country, the smallest record there is. */
export const country = (id: string): object => ({
  id,
  type: 'countries',
  attributes: { name: `Country ${id}`, iso2: 'XX' },
});
