import type { CallOptions, Connection } from './core/connection.js';
import { documentIn, type JsonApiDocument } from './document/json-api.js';

/** A document as it came, and what came with it. */
export interface RawAnswer {
  readonly document: JsonApiDocument;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly etag: string | undefined;
}

/** The wire itself, with the client's credentials, attempts and time limits. */
export class Raw {
  constructor(private readonly connection: Connection) {}

  /** @param path from the root of the server, with its query as the wire spells it */
  async get(path: string, options: CallOptions = {}): Promise<RawAnswer> {
    const answer = await this.connection.send({ method: 'GET', url: path }, options);
    const { status, requestId, etag } = answer;
    return { document: documentIn(answer), status, requestId, etag };
  }
}
