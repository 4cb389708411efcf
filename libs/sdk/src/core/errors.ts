/** Source of an error in the request, as in JSON:API. */
export interface ProblemSource {
  /** A JSON pointer into the document that was sent. */
  readonly pointer?: string;
  /** A query parameter. */
  readonly parameter?: string;
  readonly header?: string;
}

/** An error object of the API, as it came. */
export interface Problem {
  readonly status?: string;
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly source?: ProblemSource;
}

interface Particulars {
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly errors?: readonly Problem[];
  /** Milliseconds that the server asks to wait. */
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/** Base class of all failures of a call; the subclass says which kind it is. */
export class InvoicesError extends Error {
  override readonly name: string = 'InvoicesError';
  /** The HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  /** Id of the request in the server's log. */
  readonly requestId: string | undefined;
  /** Errors that the API reported; empty without any. */
  readonly errors: readonly Problem[];

  constructor(message: string, { status, requestId, errors = [], cause }: Particulars = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.requestId = requestId;
    this.errors = errors;
  }

  /** The first problem with a member of the document that was sent: `byPointer('/data/attributes/name')`. */
  byPointer(pointer: string): Problem | undefined {
    return this.errors.find(({ source }) => source?.pointer === pointer);
  }
}

/** 401: the credentials are wrong, or have ended. */
export class AuthenticationError extends InvoicesError {
  override readonly name = 'AuthenticationError';
}

/** 403: the credentials are right, and do not suffice. */
export class ForbiddenError extends InvoicesError {
  override readonly name = 'ForbiddenError';
}

/** 404: there is no such record, or not for these credentials. */
export class NotFoundError extends InvoicesError {
  override readonly name = 'NotFoundError';
}

/** 400, 406, 415, 422 and other 4xx: the request itself is wrong. */
export class ValidationError extends InvoicesError {
  override readonly name = 'ValidationError';
}

/** 409: the request contradicts what the record is by now. */
export class ConflictError extends InvoicesError {
  override readonly name = 'ConflictError';
}

/** 412 or 428: the record has changed since it was read, or the request did not say which version it means. */
export class PreconditionFailedError extends InvoicesError {
  override readonly name = 'PreconditionFailedError';
}

/** 429: too many requests. */
export class RateLimitError extends InvoicesError {
  override readonly name = 'RateLimitError';
  /** Milliseconds that the server asks to wait. */
  readonly retryAfter: number | undefined;

  constructor(message: string, particulars: Particulars = {}) {
    super(message, particulars);
    this.retryAfter = particulars.retryAfter;
  }
}

/** 5xx, or an answer that is no JSON:API document. */
export class ServerError extends InvoicesError {
  override readonly name = 'ServerError';
}

/** No answer, or half of one: the connection could not be made or broke. */
export class ConnectionError extends InvoicesError {
  override readonly name = 'ConnectionError';
}

/** The answer did not come within the time that the call may take. */
export class TimeoutError extends InvoicesError {
  override readonly name = 'TimeoutError';
}

const kinds: Readonly<Record<number, typeof InvoicesError>> = {
  401: AuthenticationError,
  403: ForbiddenError,
  404: NotFoundError,
  409: ConflictError,
  412: PreconditionFailedError,
  428: PreconditionFailedError,
  429: RateLimitError,
};

/** The error of an answer that is no success. */
export const errorOf = (status: number, particulars: Omit<Particulars, 'status'>): InvoicesError => {
  const Kind = kinds[status] ?? (status >= 400 && status < 500 ? ValidationError : ServerError);
  const said = particulars.errors?.map(({ title, detail }) => detail ?? title).filter((text) => text !== undefined);
  const message = said === undefined || said.length === 0 ? `the server answered ${status}` : said.join(' ');
  return new Kind(message, { ...particulars, status });
};
