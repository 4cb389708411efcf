import { request as send, type IncomingHttpHeaders } from 'node:http';
import type { Request } from './load.js';
import type { ServerProcess } from './server-process.js';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Headers that differ between any two answers. */
const volatile = new Set(['date', 'x-request-id', 'x-runtime']);

export const ask = ({ origin }: ServerProcess, { path, headers }: Omit<Request, 'status'>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const request = send({ hostname, port, path, headers: { ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0, headers: received } = response;
        resolve({ status: statusCode, headers: received, body: Buffer.concat(chunks).toString() });
      });
    });
    request.on('error', reject);
    request.end();
  });

/** @returns what differs between two answers, in words; nothing when they are the same to a client */
export const differencesOf = (one: Answer, other: Answer): readonly string[] => {
  const names = [...new Set([...Object.keys(one.headers), ...Object.keys(other.headers)])].sort();
  const header = (name: string): readonly string[] => {
    const values = [one.headers[name], other.headers[name]].map((value) => value?.toString() ?? 'absent');
    const differ = volatile.has(name) ? values.includes('absent') : values[0] !== values[1];
    return differ ? [`${name}: ${values.join(' / ')}`] : [];
  };
  return [
    ...(one.status === other.status ? [] : [`status: ${one.status} / ${other.status}`]),
    ...names.flatMap(header),
    ...(one.body === other.body ? [] : [bodies(one.body, other.body)]),
  ];
};

const bodies = (one: string, other: string): string => {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 40), at + 40);
  return `body, from character ${at}: …${around(one)}… / …${around(other)}…`;
};

/** @throws Error unless both servers give the client the same */
export const demandSameAnswer = async (app: ServerProcess, floor: ServerProcess, request: Request): Promise<void> => {
  const one = await ask(app, request);
  const other = await ask(floor, request);
  const differences = differencesOf(one, other);
  if (one.status !== request.status) throw new Error(`${request.path} was answered with ${one.status}`);
  if (differences.length > 0) {
    throw new Error(`app and floor answer ${request.path} differently:\n  ${differences.join('\n  ')}`);
  }
};
