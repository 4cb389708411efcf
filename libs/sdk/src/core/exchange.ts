/** A request to send. A path begins with a slash and is meant below the base URL; a link must lead to the same origin. */
export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly body?: string;
  readonly contentType?: string;
  /** Made once for a write and sent with each of its attempts; a write without one is attempted once. */
  readonly idempotencyKey?: string | undefined;
  readonly ifMatch?: string | undefined;
  /** Reads the body of a success of whatever media type, which is not kept; without it, the answer has to be JSON:API. */
  readonly read?: (success: Response) => Promise<string>;
}

/** A received answer. */
export interface Answer {
  readonly status: number;
  readonly requestId: string | undefined;
  readonly etag: string | undefined;
  readonly text: string;
}

/** Sends one request that needs no credentials, such as the login itself. */
export type Exchange = (outgoing: Outgoing) => Promise<Answer>;
