/** Part of a request's filters that has a limit. */
export type FilterPart = 'filters' | 'values' | 'patterns' | 'characters';

/** Source of an error in a request, as in JSON:API 1.1. */
export type ErrorSource = { readonly pointer: string } | { readonly parameter: string } | { readonly header: string };

/** An error object of a JSON:API document. */
export interface ErrorObject {
  readonly title: string;
  readonly detail?: string;
  readonly code?: string;
  readonly source?: ErrorSource;
  /** The HTTP status as text. */
  readonly status: string;
}

/** Problem of a request, before an API words it. */
export type Problem =
  | { readonly code: 'bad-request'; readonly detail: string }
  | { readonly code: 'malformed-url' }
  | { readonly code: 'url-too-long' }
  | { readonly code: 'headers-too-large' }
  | { readonly code: 'body-too-large' }
  | { readonly code: 'request-too-slow' }
  | { readonly code: 'malformed-body'; readonly detail: string }
  | { readonly code: 'unauthorized' }
  | { readonly code: 'forbidden' }
  | { readonly code: 'route-not-found' }
  | { readonly code: 'record-not-found'; readonly resource: string; readonly id: string }
  | { readonly code: 'malformed-id'; readonly id: string; readonly resource: string }
  | { readonly code: 'not-acceptable'; readonly accept: string }
  | { readonly code: 'unsupported-media-type'; readonly contentType: string; readonly wanted?: string }
  | { readonly code: 'unknown-parameter'; readonly parameter: string }
  | { readonly code: 'repeated-parameter'; readonly parameter: string }
  | { readonly code: 'unknown-include'; readonly type: string; readonly name: string; readonly path: string }
  | { readonly code: 'include-too-deep'; readonly type: string; readonly path: string; readonly limit: number }
  | { readonly code: 'include-too-large'; readonly what: 'paths' | 'records'; readonly limit: number }
  | { readonly code: 'unknown-fields-type'; readonly type: string }
  | { readonly code: 'unknown-field'; readonly field: string; readonly type: string }
  | { readonly code: 'malformed-family'; readonly family: 'fields' | 'filter' | 'page'; readonly value: string }
  | { readonly code: 'unknown-filter'; readonly filter: string }
  | {
      readonly code: 'invalid-filter-value';
      readonly filter: string;
      readonly key: string;
      readonly values: readonly string[];
    }
  | {
      readonly code: 'filter-too-large';
      readonly filter: string;
      readonly key: string;
      readonly what: FilterPart;
      readonly limit: number;
    }
  | { readonly code: 'unknown-sort'; readonly field: string; readonly type: string }
  | { readonly code: 'sort-too-long'; readonly limit: number }
  | { readonly code: 'invalid-page'; readonly member: string; readonly value: string; readonly maximum?: number }
  | { readonly code: 'unknown-page-member'; readonly member: string }
  | { readonly code: 'missing-member'; readonly member: string; readonly pointer: string }
  | { readonly code: 'data-not-an-object' }
  | { readonly code: 'wrong-type'; readonly type: string }
  | { readonly code: 'key-missing' }
  | { readonly code: 'key-not-in-url'; readonly id: string }
  | { readonly code: 'member-not-allowed'; readonly member: string; readonly pointer: string }
  | { readonly code: 'malformed-linkage'; readonly pointer: string }
  | { readonly code: 'linkage-type-mismatch'; readonly type: string; readonly pointer: string }
  | { readonly code: 'malformed-linkage-id'; readonly id: string; readonly pointer: string }
  | {
      readonly code: 'invalid-member';
      /** Absent where the record as a whole is at fault. */
      readonly member?: string;
      readonly message: string;
      readonly pointer: string;
    }
  | {
      readonly code: 'refused';
      /** The domain's word for the rule that forbids it. */
      readonly refusal: string;
      readonly detail?: string;
      /** The member of the body at fault, where there is one. */
      readonly pointer?: string;
    }
  | { readonly code: 'locked'; readonly detail: string }
  | { readonly code: 'malformed-idempotency-key' }
  | { readonly code: 'idempotency-key-reused' }
  | { readonly code: 'precondition-failed' }
  | { readonly code: 'login-failed' }
  | { readonly code: 'one-time-code-required' }
  | { readonly code: 'address-not-allowed' }
  | {
      readonly code: 'too-many-requests';
      /** Seconds until it is worth another try. */
      readonly retryAfter: number;
    }
  | { readonly code: 'unavailable' }
  | { readonly code: 'internal' }
  | { readonly code: 'batch-id-reused'; readonly id: string };

/** A request that cannot be served, with everything found wrong with it. What is said to the client is the dialect's matter. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  readonly problems: readonly [Problem, ...Problem[]];

  constructor(...problems: readonly [Problem, ...Problem[]]) {
    super(problems.map((problem) => problem.code).join(', '));
    this.problems = problems;
  }
}
