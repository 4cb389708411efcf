import autocannon from 'autocannon';
import { cpuSecondsOf } from './process-usage.js';
import type { ServerProcess } from './server-process.js';

export const connections = 16;

export interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
}

/** Figures of one run against one server. */
export interface Run {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Processor time of the server process alone. */
  readonly cpuMicroseconds: number;
}

/** Sends one request over and over for some seconds, or a given number of times. @throws Error when an answer has another status */
export const run = async (
  server: ServerProcess,
  { path, headers, status }: Request,
  until: { readonly seconds: number } | { readonly requests: number },
): Promise<Run> => {
  const before = await cpuSecondsOf(server.pid);
  const result = await autocannon({
    url: server.origin + path,
    connections,
    headers: { ...headers },
    ...('seconds' in until ? { duration: until.seconds } : { amount: until.requests }),
  });
  const cpuSeconds = (await cpuSecondsOf(server.pid)) - before;
  const requests = result.requests.total;
  const statuses = result.statusCodeStats ?? {};
  const expected = statuses[`${status}`]?.count ?? 0;
  if (requests === 0 || expected < requests || result.errors > 0) {
    throw new Error(`${path} was not answered with ${status} each time: ${JSON.stringify(statuses)}`);
  }
  return {
    requests,
    requestsPerSecond: requests / result.duration,
    cpuMicroseconds: (cpuSeconds * 1_000_000) / requests,
  };
};
