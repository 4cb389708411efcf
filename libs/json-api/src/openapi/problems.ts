import type { Problem } from '../problem.js';
import { maximumPageSize } from '../query/page.js';
import { filterValueLimit, sortKeyLimit } from '../query/query-limits.js';
import { includedRecordLimit, includeDepthLimit, includePathLimit } from '../query/include.js';
import type { Registry } from '../registry.js';

/** A property of requests that can cause problems. */
export type Occasion =
  | 'any'
  | 'token'
  | 'document'
  | 'record'
  | 'parameters'
  | 'query'
  | 'list'
  | 'body'
  | 'write'
  | 'key'
  | 'removal'
  | 'mutation'
  | 'version'
  | 'refusal'
  | 'login'
  | 'batch';

/** Occasion of each problem; a new problem does not compile without one. */
const occasions: Readonly<Record<Problem['code'], Occasion>> = {
  'bad-request': 'any',
  'malformed-url': 'any',
  'url-too-long': 'any',
  'headers-too-large': 'any',
  'body-too-large': 'body',
  'request-too-slow': 'any',
  'malformed-body': 'body',
  unauthorized: 'token',
  forbidden: 'token',
  'route-not-found': 'any',
  'record-not-found': 'record',
  'malformed-id': 'record',
  'not-acceptable': 'document',
  'unsupported-media-type': 'body',
  'unknown-parameter': 'parameters',
  'repeated-parameter': 'parameters',
  'unknown-include': 'query',
  'include-too-deep': 'query',
  'include-too-large': 'query',
  'unknown-fields-type': 'query',
  'unknown-field': 'query',
  'malformed-family': 'parameters',
  'unknown-filter': 'parameters',
  'invalid-filter-value': 'list',
  'filter-too-large': 'list',
  'unknown-sort': 'list',
  'sort-too-long': 'list',
  'invalid-page': 'list',
  'unknown-page-member': 'list',
  'missing-member': 'write',
  'data-not-an-object': 'write',
  'wrong-type': 'write',
  'key-missing': 'key',
  'key-not-in-url': 'key',
  'member-not-allowed': 'write',
  'malformed-linkage': 'write',
  'linkage-type-mismatch': 'write',
  'malformed-linkage-id': 'write',
  'invalid-member': 'write',
  refused: 'refusal',
  locked: 'removal',
  'malformed-idempotency-key': 'mutation',
  'idempotency-key-reused': 'mutation',
  'precondition-failed': 'version',
  'login-failed': 'login',
  'one-time-code-required': 'login',
  'address-not-allowed': 'login',
  'too-many-requests': 'any',
  unavailable: 'any',
  internal: 'any',
  'batch-id-reused': 'batch',
};

type Samples = { readonly [Code in Problem['code']]: readonly Omit<Extract<Problem, { code: Code }>, 'code'>[] };

/** One instance of each problem, or several where they are worded differently. */
const samplesOf = (type: string, resources: readonly string[]): Samples => ({
  'bad-request': [{ detail: 'The host of the request is not valid.' }],
  'malformed-url': [{}],
  'url-too-long': [{}],
  'headers-too-large': [{}],
  'body-too-large': [{}],
  'request-too-slow': [{}],
  'malformed-body': [{ detail: 'The request body is not valid JSON.' }],
  unauthorized: [{}],
  forbidden: [{}],
  'route-not-found': [{}],
  'record-not-found': resources.map((resource) => ({ resource, id: '999999' })),
  'malformed-id': resources.map((resource) => ({ resource, id: 'abc' })),
  'not-acceptable': [{ accept: 'text/html' }],
  'unsupported-media-type': [{ contentType: 'text/csv' }],
  'unknown-parameter': [{ parameter: 'colour' }],
  'repeated-parameter': [{ parameter: 'include' }],
  'unknown-include': [{ type, name: 'colour', path: 'colour' }],
  'include-too-deep': [{ type, path: 'a.b.c.d.e.f', limit: includeDepthLimit }],
  'include-too-large': [
    { what: 'paths', limit: includePathLimit },
    { what: 'records', limit: includedRecordLimit },
  ],
  'unknown-fields-type': [{ type: 'colours' }],
  'unknown-field': [{ field: 'colour', type }],
  'malformed-family': [
    { family: 'fields', value: 'x' },
    { family: 'filter', value: 'x' },
    { family: 'page', value: 'x' },
  ],
  'unknown-filter': [{ filter: 'colour' }],
  'invalid-filter-value': [{ filter: 'amount', key: 'amount', values: ['x'] }],
  'filter-too-large': [{ filter: 'amount', key: 'amount', what: 'values', limit: filterValueLimit }],
  'unknown-sort': [{ field: 'colour', type }],
  'sort-too-long': [{ limit: sortKeyLimit }],
  'invalid-page': [
    { member: 'number', value: '0' },
    { member: 'size', value: String(maximumPageSize + 1), maximum: maximumPageSize },
  ],
  'unknown-page-member': [{ member: 'colour' }],
  'missing-member': [
    { member: 'data', pointer: '' },
    { member: 'type', pointer: '/data' },
  ],
  'data-not-an-object': [{}],
  'wrong-type': [{ type: 'colours' }],
  'key-missing': [{}],
  'key-not-in-url': [{ id: '999999' }],
  'member-not-allowed': [{ member: 'colour', pointer: '/data/attributes/colour' }],
  'malformed-linkage': [{ pointer: '/data/relationships/colour' }],
  'linkage-type-mismatch': [{ type: 'colours', pointer: '/data/relationships/account' }],
  'malformed-linkage-id': [{ id: 'abc', pointer: '/data/relationships/account' }],
  'invalid-member': [
    { member: 'name', message: "can't be blank", pointer: '/data/attributes/name' },
    { message: 'has related networks', pointer: '/data' },
  ],
  // The words of refusals are the domain's: the description of an operation adds its own.
  refused: [],
  locked: [{ detail: 'Cannot delete record because of dependent accounts' }],
  'malformed-idempotency-key': [{}],
  'idempotency-key-reused': [{}],
  'precondition-failed': [{}],
  'login-failed': [{}],
  'one-time-code-required': [{}],
  'address-not-allowed': [{}],
  'too-many-requests': [{ retryAfter: 60 }],
  unavailable: [{}],
  internal: [{}],
  'batch-id-reused': [{ id: 'calls-2026-01-05' }],
});

/**
 * Samples of what can be wrong with requests of certain properties.
 * @param resources what the path names by id, by resource
 */
export const problemsOn = (
  { exposures }: Registry,
  properties: readonly Occasion[],
  resources: readonly string[],
): readonly Problem[] => {
  const [first] = exposures;
  return Object.entries(samplesOf(first?.type ?? '', resources))
    .filter(([code]) => properties.includes(occasions[code as Problem['code']]))
    .flatMap(([code, samples]) => samples.map((sample) => ({ code, ...sample }) as Problem));
};

export const everyOccasion: readonly Occasion[] = [...new Set(Object.values(occasions))];
