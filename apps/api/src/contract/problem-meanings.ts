import {
  filterLimit,
  filterValueLimit,
  includedRecordLimit,
  includeDepthLimit,
  includePathLimit,
  maximumPageSize,
  patternLengthLimit,
  patternLimit,
  sortKeyLimit,
  type Problem,
} from '@org/json-api';
import { bodyLimit, maxParamLength } from '../http/request-limits.js';

type Fields<Code extends Problem['code']> = Omit<Extract<Problem, { code: Code }>, 'code'>;

/** Cause of a problem in words, with sample data for each wording. */
export interface Meaning<Code extends Problem['code'] = Problem['code']> {
  readonly happened: string;
  /** One without fields, unless said otherwise. */
  readonly samples?: readonly Fields<Code>[];
  /** Why an API never answers it. */
  readonly never?: Readonly<Partial<Record<'admin' | 'reseller', string>>>;
}

const noLogin = { reseller: 'there is no login' };
const noDocuments = { reseller: 'its bodies are flat' };

/** Cause of each problem, for docs/errors.md; a new problem does not compile without one. */
export const problemMeanings: { readonly [Code in Problem['code']]: Meaning<Code> } = {
  'bad-request': {
    happened: 'a request that makes no sense, without a code of its own',
    samples: [{ detail: '{detail}' }],
  },
  'malformed-url': { happened: 'a broken percent-encoding' },
  'url-too-long': { happened: `a segment of the path of more than ${maxParamLength} characters` },
  'headers-too-large': { happened: 'more headers than the server reads' },
  'body-too-large': {
    happened: `a body of more than ${bodyLimit / 2 ** 20} MiB, a batch of more than \`USAGE_BATCH_MAX_BYTES\`, a file of a closing document of more than \`EXTERNAL_INVOICE_MAX_BYTES\``,
  },
  'request-too-slow': {
    happened: 'headers or a body that did not come within the limits of the configuration; the connection is closed',
  },
  'malformed-body': { happened: 'a body that is no JSON', samples: [{ detail: '{detail}' }] },
  unauthorized: { happened: 'no usable credential' },
  forbidden: { happened: 'a route for nobody, or a role without the right' },
  'route-not-found': { happened: 'nothing is served under this path and method' },
  'record-not-found': {
    happened: 'no such record within the scope',
    samples: [{ resource: '{resource}', id: '{id}' }],
  },
  'malformed-id': { happened: 'an id that is no whole number', samples: [{ resource: '{resource}', id: '{id}' }] },
  'not-acceptable': { happened: '`Accept` rules out the only format', samples: [{ accept: '{accept}' }] },
  'unsupported-media-type': { happened: 'a body in another format', samples: [{ contentType: '{contentType}' }] },
  'unknown-parameter': {
    happened: 'a query parameter that the method does not have',
    samples: [{ parameter: '{name}' }],
  },
  'repeated-parameter': {
    happened: 'a parameter given twice',
    samples: [{ parameter: '{name}' }],
    never: { admin: 'the last one counts' },
  },
  'unknown-include': {
    happened: '`include` names what is no relationship',
    samples: [{ type: '{type}', name: '{name}', path: '{path}' }],
  },
  'include-too-deep': {
    happened: `an include path of more than ${includeDepthLimit} relationships`,
    samples: [{ type: '{type}', path: '{path}', limit: includeDepthLimit }],
  },
  'include-too-large': {
    happened: `more than ${includePathLimit} include paths, or more than ${includedRecordLimit.toLocaleString('en')} included records`,
    samples: [
      { what: 'paths', limit: includePathLimit },
      { what: 'records', limit: includedRecordLimit },
    ],
  },
  'unknown-fields-type': {
    happened: '`fields` names a type that the API does not show',
    samples: [{ type: '{type}' }],
  },
  'unknown-field': {
    happened: '`fields` names what the type does not show, or nothing where that is refused',
    samples: [{ field: '{field}', type: '{type}' }],
  },
  'malformed-family': {
    happened: '`fields`, `filter` or `page` without a name in brackets',
    samples: [
      { family: 'fields', value: '{value}' },
      { family: 'filter', value: '{value}' },
      { family: 'page', value: '{value}' },
    ],
  },
  'unknown-filter': { happened: 'a filter that the resource does not have', samples: [{ filter: '{name}' }] },
  'invalid-filter-value': {
    happened: 'a value, or a number of values, that the filter does not take',
    samples: [{ filter: '{name}', key: '{name}', values: ['{value}'] }],
  },
  'filter-too-large': {
    happened: `more than ${filterLimit} filters, ${filterValueLimit} values in all of them, ${patternLimit} of them patterns or days in a list, or a pattern of more than ${patternLengthLimit} characters`,
    samples: [{ filter: '{name}', key: '{name}', what: 'values', limit: filterValueLimit }],
  },
  'sort-too-long': { happened: `more than ${sortKeyLimit} different criteria`, samples: [{ limit: sortKeyLimit }] },
  'unknown-sort': {
    happened: 'a criterion that the resource does not have',
    samples: [{ field: '{field}', type: '{type}' }],
  },
  'invalid-page': {
    happened: 'a number or size out of range, a cursor that does not fit, two ways of paging at once',
    samples: [
      { member: '{member}', value: '{value}' },
      { member: '{member}', value: '{value}', maximum: maximumPageSize },
    ],
  },
  'unknown-page-member': {
    happened: 'a member of `page` that does not exist',
    samples: [{ member: '{member}' }],
    never: { admin: 'it is ignored' },
  },
  'missing-member': {
    happened: 'a document without `data` or `type`, or a flat body without a member that it must have',
    samples: [{ member: '{member}', pointer: '{pointer}' }],
  },
  'data-not-an-object': { happened: '`data`, `attributes` or `relationships` that is no object', never: noDocuments },
  'wrong-type': { happened: 'a document of another type', samples: [{ type: '{type}' }], never: noDocuments },
  'key-missing': { happened: 'a change that does not name its record', never: noDocuments },
  'key-not-in-url': {
    happened: 'a change that names another record than its URL',
    samples: [{ id: '{id}' }],
    never: noDocuments,
  },
  'member-not-allowed': {
    happened: 'a member that cannot be written',
    samples: [{ member: '{member}', pointer: '{pointer}' }],
  },
  'malformed-linkage': {
    happened: 'a linkage without exactly a type and an id',
    samples: [{ pointer: '{pointer}' }],
    never: noDocuments,
  },
  'linkage-type-mismatch': {
    happened: 'a linkage to another sort of record',
    samples: [{ type: '{type}', pointer: '{pointer}' }],
    never: noDocuments,
  },
  'malformed-linkage-id': {
    happened: 'a linkage whose id is no number',
    samples: [{ id: '{id}', pointer: '{pointer}' }],
    never: noDocuments,
  },
  'invalid-member': {
    happened: 'a value, or a record, that breaks a rule',
    samples: [{ member: '{member}', message: '{message}', pointer: '{pointer}' }],
  },
  // Which answer it gets depends on the rule: the wire of the reseller API lists them all.
  refused: {
    happened: 'a rule of the domain forbids it: see the [refusals](wire/reseller.md#refusals)',
    samples: [],
    never: { admin: 'what it refuses is a broken rule or a lock' },
  },
  locked: {
    happened: 'a deletion of what others need, or another name for it',
    samples: [{ detail: '{detail}' }],
    never: { reseller: 'nothing is deleted' },
  },
  'malformed-idempotency-key': {
    happened: 'an `Idempotency-Key` that is empty, too long or not visible ASCII',
  },
  'idempotency-key-reused': { happened: 'an `Idempotency-Key` that came with another request' },
  'precondition-failed': { happened: 'the record is another version than `If-Match` means' },
  'login-failed': { happened: 'wrong name or password', never: noLogin },
  'one-time-code-required': {
    happened: 'right password of a user with a second factor, without a code',
    never: noLogin,
  },
  'address-not-allowed': { happened: 'right password, wrong address', never: noLogin },
  'too-many-requests': {
    happened:
      'more log-ins, or more requests with one credential, than the server takes; `Retry-After` says when to try again',
    samples: [{ retryAfter: 60 }],
  },
  unavailable: { happened: 'the server cannot answer just now' },
  internal: { happened: 'what nobody foresaw; the log has it, under the `x-request-id` of the answer' },
  'batch-id-reused': {
    happened: 'a batch under an id that was used for other content',
    samples: [{ id: '{id}' }],
    never: { reseller: 'there are no batches' },
  },
};
