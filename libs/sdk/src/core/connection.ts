import type { Credentials } from './credentials.js';
import { withinTime } from './deadline.js';
import { ConnectionError, errorOf, InvoicesError, ServerError, TimeoutError, type Problem } from './errors.js';
import type { AnswerCache } from './etag-cache.js';
import type { Answer, Exchange, Outgoing } from './exchange.js';
import { delayBefore, pauseIn, wait } from './retry.js';

/** Options of every call. */
export interface CallOptions {
  /** Ends the call, also while it waits for another attempt. */
  readonly signal?: AbortSignal;
  /** Milliseconds that one attempt may take, its answer's body included, and that a pause before another may last. */
  readonly timeoutMs?: number;
  /** Attempts after the first that failed for a passing reason. */
  readonly maxRetries?: number;
}

export interface ConnectionSettings {
  /** URL of the server, with or without a trailing slash; a path in it is kept. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly cache: AnswerCache | undefined;
  /** Unix milliseconds, to which a date in `Retry-After` is compared. */
  readonly now: () => number;
}

const mediaType = 'application/vnd.api+json';
const redirectLimit = 5;

/** The way to one server for one caller: credentials, attempts, time limits, and answers that are kept. */
export class Connection {
  private readonly base: URL;

  /** @throws TypeError when the base URL is none */
  constructor(private readonly settings: ConnectionSettings) {
    this.base = new URL(settings.baseUrl.endsWith('/') ? settings.baseUrl : `${settings.baseUrl}/`);
  }

  /** @throws InvoicesError of some kind, or what the signal was ended with */
  async send(outgoing: Outgoing, options: CallOptions = {}): Promise<Answer> {
    const url = this.resolve(outgoing.url);
    const mayRepeat = outgoing.method === 'GET' || outgoing.idempotencyKey !== undefined;
    const { maxRetries = this.settings.maxRetries, timeoutMs = this.settings.timeoutMs, signal } = options;
    const retries = mayRepeat ? maxRetries : 0;
    for (let attempt = 1; ; attempt += 1) {
      const hint: RetryHint = {};
      try {
        return await this.authorized(url, outgoing, options, hint);
      } catch (error) {
        const delay = attempt > retries ? undefined : delayBefore(error, attempt, hint.pause, timeoutMs);
        if (delay === undefined) throw error;
        await wait(delay, signal);
      }
    }
  }

  /** One attempt; a second one with new credentials when the first were refused because they have ended. */
  private async authorized(url: URL, outgoing: Outgoing, options: CallOptions, hint: RetryHint): Promise<Answer> {
    const { credentials } = this.settings;
    const exchange: Exchange = (login) => this.attempt(this.resolve(login.url), login, {}, options, {});
    const headers = await credentials.headers(exchange);
    try {
      return await this.attempt(url, outgoing, headers, options, hint);
    } catch (error) {
      if (!(error instanceof InvoicesError) || error.status !== 401 || !credentials.refused(headers)) throw error;
      return this.attempt(url, outgoing, await credentials.headers(exchange), options, hint);
    }
  }

  private attempt(
    url: URL,
    outgoing: Outgoing,
    credentials: Readonly<Record<string, string>>,
    { signal, timeoutMs = this.settings.timeoutMs }: CallOptions,
    hint: RetryHint,
  ): Promise<Answer> {
    return withinTime(timeoutMs, signal, async (inner) => {
      const kept = outgoing.method === 'GET' ? this.settings.cache?.get(url.href) : undefined;
      const headers = { ...headersOf(outgoing), ...credentials, ...(kept && { 'if-none-match': kept.etag }) };
      const response = await this.follow(url, outgoing, headers, inner);
      hint.pause = pauseIn(response.headers.get('retry-after'), this.settings.now());
      const requestId = response.headers.get('x-request-id') ?? undefined;
      const etag = response.headers.get('etag') ?? undefined;
      if (response.status === 304 && kept !== undefined) return { status: 200, requestId, etag, text: kept.text };
      const { read } = outgoing;
      const text = await broken(
        () => (response.ok && read !== undefined ? read(response) : response.text()),
        'the connection broke within the answer',
      );
      if (!response.ok) throw refusal(response, text, requestId, hint.pause);
      if (read === undefined) {
        demandMediaType(response, outgoing, requestId);
        if (etag !== undefined && outgoing.method === 'GET') this.settings.cache?.set(url.href, { etag, text });
      }
      return { status: response.status, requestId, etag, text };
    });
  }

  /** Redirects are followed by hand: the headers of another origin's request are nobody's business but this server's. */
  private async follow(
    first: URL,
    { method, body }: Outgoing,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Response> {
    let url = first;
    for (let redirects = 0; redirects <= redirectLimit; redirects += 1) {
      const init: RequestInit = { method, headers: { ...headers }, redirect: 'manual', signal };
      if (body !== undefined) init.body = body;
      const response = await broken(() => this.settings.fetch(url.href, init), 'the server could not be reached');
      const location = response.headers.get('location');
      const isRedirect = response.type === 'opaqueredirect' || (response.status >= 300 && location !== null);
      if (!isRedirect || response.status === 304) return response;
      await response.body?.cancel();
      if (method !== 'GET' || location === null) break;
      url = this.resolve(new URL(location, url).href);
    }
    throw new ServerError('the server redirects instead of answering');
  }

  /** @throws ServerError for a link to another origin: it would get the credentials */
  private resolve(link: string): URL {
    const url = link.startsWith('/') ? new URL(link.slice(1), this.base) : new URL(link, this.base);
    if (url.origin !== this.base.origin)
      throw new ServerError(`${url.origin} is not the server: nothing is sent there`);
    return url;
  }
}

/** Pause before the next attempt, as the server requested it. */
interface RetryHint {
  pause?: number | undefined;
}

const headersOf = ({
  body,
  contentType = mediaType,
  idempotencyKey,
  ifMatch,
}: Outgoing): Readonly<Record<string, string>> => ({
  accept: mediaType,
  ...(body !== undefined && { 'content-type': contentType }),
  ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  ...(ifMatch !== undefined && { 'if-match': ifMatch }),
});

const broken = async <Result>(work: () => Promise<Result>, what: string): Promise<Result> => {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof TimeoutError) throw cause;
    throw new ConnectionError(what, { cause });
  }
};

/** A login answers plain JSON; everything else is JSON:API or not from this server. */
const demandMediaType = ({ status, headers }: Response, { contentType }: Outgoing, requestId?: string): void => {
  const actualType = headers.get('content-type')?.split(';', 1)[0]?.trim();
  if (status === 204 || actualType === mediaType || (actualType === 'application/json' && contentType === actualType))
    return;
  throw new ServerError(`the answer is ${actualType ?? 'of no known type'}, not ${mediaType}`, { status, requestId });
};

const refusal = (
  { status }: Response,
  text: string,
  requestId: string | undefined,
  retryAfter: number | undefined,
): InvoicesError => errorOf(status, { requestId, retryAfter, errors: problemsIn(text) });

const problemsIn = (text: string): readonly Problem[] => {
  try {
    const document = JSON.parse(text) as { readonly errors?: unknown } | null;
    return Array.isArray(document?.errors) ? (document.errors as readonly Problem[]) : [];
  } catch {
    return [];
  }
};
