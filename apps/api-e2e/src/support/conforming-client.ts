import type { OutgoingHttpHeaders } from 'node:http';
import { faultsOf, type Document } from '../conformance/rules/index.js';
import { sendTo, type Answer, type Sent } from '@org/tools/testing';

/** An answer that breaks a rule of JSON:API or of this project. */
export class NonConformance extends Error {
  override readonly name = 'NonConformance';

  constructor(
    path: string,
    { method = 'GET', headers = {} }: Sent,
    { status, body }: Answer,
    faults: readonly string[],
  ) {
    const shown = body.length > 2_000 ? `${body.slice(0, 2_000)}…` : body;
    super(`${method} ${path} ${JSON.stringify(headers)}\n  ${faults.slice(0, 20).join('\n  ')}\n${status} ${shown}`);
  }
}

/**
 * Sends a request to either API and checks the answer against every rule.
 * @param mayBeAway whether the database may be away, which is answered 503
 * @throws NonConformance
 */
export const sendConforming = async (
  origin: string,
  path: string,
  sent: Sent = {},
  mayBeAway = false,
): Promise<Answer> => {
  const answer = await sendTo(origin, path, sent);
  const faults = faultsOf(origin, path, sent, answer, mayBeAway);
  if (faults.length > 0) throw new NonConformance(path, sent, answer, faults);
  return answer;
};

export interface DocumentAnswer extends Answer {
  /** Empty where the answer has no body. */
  readonly document: Document;
}

/** One caller of one API. Every answer it hands out conforms. */
export class ConformingClient {
  constructor(
    readonly origin: string,
    readonly prefix: string,
    private readonly headers: OutgoingHttpHeaders,
  ) {}

  static ofAdmin(origin: string, token: string): ConformingClient {
    return new ConformingClient(origin, '/api/rest/admin', { authorization: token });
  }

  static ofReseller(origin: string, token: string): ConformingClient {
    return new ConformingClient(origin, '/api/v3/resellers', { 'x-api-token': token });
  }

  /** @param path below the prefix; brackets may stand as they are. @throws NonConformance */
  async get(path: string, headers: OutgoingHttpHeaders = {}): Promise<DocumentAnswer> {
    return this.send('GET', this.prefix + path, headers);
  }

  /** @param path with the prefix @throws NonConformance */
  async send(method: string, path: string, headers: OutgoingHttpHeaders = {}): Promise<DocumentAnswer> {
    const answer = await sendConforming(this.origin, path, { method, headers: { ...this.headers, ...headers } });
    return { ...answer, document: answer.body === '' ? {} : (answer.json() as Document) };
  }
}
