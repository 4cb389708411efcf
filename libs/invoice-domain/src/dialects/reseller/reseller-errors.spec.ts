import { describe, expect, it } from '@jest/globals';
import { refusalOf, type ErrorObject, type Problem } from '@org/json-api';
import { resellerDialect } from './reseller-dialect.js';

const answers: readonly (readonly [Problem, ErrorObject])[] = [
  [
    { code: 'bad-request', detail: 'No host.' },
    { status: '400', code: 'BAD-REQUEST', title: 'Bad request', detail: 'No host.' },
  ],
  [
    { code: 'malformed-url' },
    {
      status: '400',
      code: 'BAD-REQUEST',
      title: 'Bad request',
      detail: 'The URL holds a malformed percent-encoding.',
    },
  ],
  [
    { code: 'url-too-long' },
    { status: '414', code: 'URL-TOO-LONG', title: 'The URL is longer than this server reads' },
  ],
  [
    { code: 'headers-too-large' },
    { status: '431', code: 'HEADERS-TOO-LARGE', title: 'The headers are larger than this server reads' },
  ],
  [
    { code: 'body-too-large' },
    { status: '413', code: 'BODY-TOO-LARGE', title: 'The request body is larger than this server reads' },
  ],
  [{ code: 'request-too-slow' }, { status: '408', code: 'REQUEST-TOO-SLOW', title: 'The request came too slowly' }],
  [{ code: 'one-time-code-required' }, { status: '401', code: 'UNAUTHORIZED', title: 'A valid API token is required' }],
  [
    { code: 'too-many-requests', retryAfter: 7 },
    { status: '429', code: 'TOO-MANY-REQUESTS', title: 'Too many requests', detail: 'Try again in 7 s.' },
  ],
  [
    { code: 'malformed-body', detail: 'The body is not an object.' },
    { status: '400', code: 'INVALID-BODY', title: 'Invalid body', detail: 'The body is not an object.' },
  ],
  [
    { code: 'unauthorized' },
    {
      status: '401',
      code: 'UNAUTHORIZED',
      title: 'A valid API token is required',
      source: { header: 'X-Api-Token' },
    },
  ],
  [
    { code: 'forbidden' },
    { status: '403', code: 'FORBIDDEN', title: 'The role of this manager may not call this method' },
  ],
  [{ code: 'route-not-found' }, { status: '404', code: 'NOT-FOUND', title: 'No such route' }],
  [
    { code: 'record-not-found', resource: 'invoice', id: '1018' },
    { status: '404', code: 'INVOICE-NOT-FOUND', title: 'The invoice does not exist' },
  ],
  [
    { code: 'malformed-id', resource: 'invoice', id: 'abc' },
    { status: '404', code: 'INVOICE-NOT-FOUND', title: 'The invoice does not exist' },
  ],
  [
    { code: 'not-acceptable', accept: 'text/html' },
    {
      status: '406',
      code: 'NOT-ACCEPTABLE',
      title: 'Only application/vnd.api+json is served',
      source: { header: 'Accept' },
    },
  ],
  [
    { code: 'unsupported-media-type', contentType: 'text/plain' },
    {
      status: '415',
      code: 'UNSUPPORTED-MEDIA-TYPE',
      title: 'The body must be application/vnd.api+json',
      source: { header: 'Content-Type' },
    },
  ],
  [
    { code: 'unknown-parameter', parameter: 'foo[bar]' },
    {
      status: '400',
      code: 'INVALID-PARAMETER',
      title: 'Unknown query parameter',
      detail: 'foo[bar] is not a parameter of this method.',
      source: { parameter: 'foo[bar]' },
    },
  ],
  [
    { code: 'repeated-parameter', parameter: 'include' },
    {
      status: '400',
      code: 'INVALID-PARAMETER',
      title: 'Repeated query parameter',
      detail: 'include is given more than once.',
      source: { parameter: 'include' },
    },
  ],
  [
    { code: 'unknown-include', type: 'charges', name: 'co"lour', path: 'charges.co"lour' },
    {
      status: '400',
      code: 'INVALID-INCLUDE',
      title: 'Invalid include',
      detail: '"co\\"lour" is not a relationship of charges.',
      source: { parameter: 'include' },
    },
  ],
  [
    { code: 'include-too-large', what: 'paths', limit: 9 },
    {
      status: '400',
      code: 'INVALID-INCLUDE',
      title: 'Invalid include',
      detail: 'An include may not bring more than 9 paths.',
      source: { parameter: 'include' },
    },
  ],
  [
    { code: 'include-too-deep', type: 'invoices', path: 'charges.invoice.charges', limit: 2 },
    {
      status: '400',
      code: 'INVALID-INCLUDE',
      title: 'Invalid include',
      detail: 'charges.invoice.charges is longer than 2 relationships.',
      source: { parameter: 'include' },
    },
  ],
  [
    { code: 'unknown-fields-type', type: 'foos' },
    {
      status: '400',
      code: 'INVALID-FIELDS',
      title: 'Invalid fields',
      detail: '"foos" is not a type of this API.',
      source: { parameter: 'fields[foos]' },
    },
  ],
  [
    { code: 'unknown-field', field: 'foo', type: 'invoices' },
    {
      status: '400',
      code: 'INVALID-FIELDS',
      title: 'Invalid fields',
      detail: '"foo" is not a field of invoices.',
      source: { parameter: 'fields[invoices]' },
    },
  ],
  [
    { code: 'malformed-family', family: 'fields', value: 'total' },
    {
      status: '400',
      code: 'INVALID-FIELDS',
      title: 'Invalid fields',
      detail: 'fields needs a name in brackets.',
      source: { parameter: 'fields' },
    },
  ],
  [
    { code: 'malformed-family', family: 'filter', value: 'foo' },
    {
      status: '400',
      code: 'INVALID-FILTER',
      title: 'Invalid filter',
      detail: 'filter needs a name in brackets.',
      source: { parameter: 'filter' },
    },
  ],
  [
    { code: 'malformed-family', family: 'page', value: '3' },
    {
      status: '400',
      code: 'INVALID-PAGE',
      title: 'Invalid page',
      detail: 'page needs a name in brackets.',
      source: { parameter: 'page' },
    },
  ],
  [
    { code: 'unknown-filter', filter: 'total_eq' },
    {
      status: '400',
      code: 'INVALID-FILTER',
      title: 'Invalid filter',
      detail: 'There is no such filter.',
      source: { parameter: 'filter[total_eq]' },
    },
  ],
  [
    { code: 'invalid-filter-value', filter: 'status', key: 'status', values: ['open', 'foo'] },
    {
      status: '400',
      code: 'INVALID-FILTER',
      title: 'Invalid filter',
      detail: '"open,foo" is not a value of this filter.',
      source: { parameter: 'filter[status]' },
    },
  ],
  [
    { code: 'filter-too-large', filter: 'name', key: 'name', what: 'values', limit: 500 },
    {
      status: '400',
      code: 'INVALID-FILTER',
      title: 'Invalid filter',
      detail: 'The filters of a list have at most 500 values.',
      source: { parameter: 'filter[name]' },
    },
  ],
  [
    { code: 'sort-too-long', limit: 10 },
    {
      status: '400',
      code: 'INVALID-SORT',
      title: 'Invalid sort',
      detail: 'A list has at most 10 sort criteria.',
      source: { parameter: 'sort' },
    },
  ],
  [
    { code: 'unknown-sort', field: 'foo', type: 'invoices' },
    {
      status: '400',
      code: 'INVALID-SORT',
      title: 'Invalid sort',
      detail: '"foo" is not a sort criterion of invoices.',
      source: { parameter: 'sort' },
    },
  ],
  [
    { code: 'invalid-page', member: 'number', value: '0' },
    {
      status: '400',
      code: 'INVALID-PAGE',
      title: 'Invalid page',
      detail: '"0" is not a page number.',
      source: { parameter: 'page[number]' },
    },
  ],
  [
    { code: 'invalid-page', member: 'size', value: '1001', maximum: 1000 },
    {
      status: '400',
      code: 'INVALID-PAGE',
      title: 'Invalid page',
      detail: 'A page has at most 1000 records.',
      source: { parameter: 'page[size]' },
    },
  ],
  [
    { code: 'unknown-page-member', member: 'foo' },
    {
      status: '400',
      code: 'INVALID-PAGE',
      title: 'Invalid page',
      detail: 'There is no such paging parameter.',
      source: { parameter: 'page[foo]' },
    },
  ],
  [{ code: 'login-failed' }, { status: '401', code: 'UNAUTHORIZED', title: 'A valid API token is required' }],
  [{ code: 'address-not-allowed' }, { status: '401', code: 'UNAUTHORIZED', title: 'A valid API token is required' }],
  [{ code: 'unavailable' }, { status: '503', code: 'UNAVAILABLE', title: 'The server cannot answer just now' }],
  [{ code: 'internal' }, { status: '500', code: 'INTERNAL', title: 'Something went wrong on the server' }],
  [
    { code: 'missing-member', member: 'type', pointer: '/data' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: 'The member type is missing.',
      source: { pointer: '/data' },
    },
  ],
  [
    { code: 'data-not-an-object' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: 'The primary data must be an object.',
      source: { pointer: '/data' },
    },
  ],
  [
    { code: 'wrong-type', type: 'foo' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: '"foo" is not the type of this resource.',
      source: { pointer: '/data/type' },
    },
  ],
  [
    { code: 'key-missing' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: 'The record has no id.',
      source: { pointer: '/data' },
    },
  ],
  [
    { code: 'key-not-in-url', id: '8' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: '"8" is not the id of the URL.',
      source: { pointer: '/data/id' },
    },
  ],
  [
    { code: 'member-not-allowed', member: 'x', pointer: '/data/attributes/x' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: '"x" cannot be written.',
      source: { pointer: '/data/attributes/x' },
    },
  ],
  [
    { code: 'malformed-linkage', pointer: '/data/relationships/x' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: 'A linkage has a type and an id.',
      source: { pointer: '/data/relationships/x' },
    },
  ],
  [
    { code: 'linkage-type-mismatch', type: 'foo', pointer: '/data/relationships/x' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: 'The relationship does not lead to "foo".',
      source: { pointer: '/data/relationships/x' },
    },
  ],
  [
    { code: 'malformed-linkage-id', id: 'abc', pointer: '/data/relationships/x' },
    {
      status: '400',
      code: 'INVALID-BODY',
      title: 'Invalid body',
      detail: '"abc" is not an id.',
      source: { pointer: '/data/relationships/x' },
    },
  ],
  [
    { code: 'invalid-member', member: 'name', message: 'is bad', pointer: '/data/attributes/name' },
    {
      status: '422',
      code: 'INVALID-VALUE',
      title: 'Invalid value',
      detail: 'name is bad',
      source: { pointer: '/data/attributes/name' },
    },
  ],
  [
    { code: 'invalid-member', message: 'is bad', pointer: '/data' },
    { status: '422', code: 'INVALID-VALUE', title: 'Invalid value', detail: 'is bad', source: { pointer: '/data' } },
  ],
  [
    { code: 'locked', detail: 'Charges depend on it.' },
    { status: '423', code: 'LOCKED', title: 'The record is in use', detail: 'Charges depend on it.' },
  ],
  [
    { code: 'malformed-idempotency-key' },
    {
      status: '400',
      code: 'INVALID-IDEMPOTENCY-KEY',
      title: 'Invalid idempotency key',
      detail: 'The key must be one to 255 visible characters of ASCII, without blanks.',
      source: { header: 'Idempotency-Key' },
    },
  ],
  [
    { code: 'idempotency-key-reused' },
    {
      status: '409',
      code: 'IDEMPOTENCY-KEY-REUSED',
      title: 'The idempotency key belongs to another request',
      source: { header: 'Idempotency-Key' },
    },
  ],
  [
    { code: 'precondition-failed' },
    {
      status: '412',
      code: 'PRECONDITION-FAILED',
      title: 'The record is another version',
      source: { header: 'If-Match' },
    },
  ],
  [
    { code: 'refused', refusal: 'parameters-missing', detail: 'The member document_id is missing.', pointer: '' },
    {
      status: '400',
      code: 'INVOICE-0001',
      title: 'Required parameters are not provided',
      detail: 'The member document_id is missing.',
      source: { pointer: '' },
    },
  ],
  [
    { code: 'batch-id-reused', id: 'a' },
    { status: '409', code: 'BATCH-ID-REUSED', title: 'The batch was sent before, with other content' },
  ],
];

describe('an error of the reseller API', () => {
  it.each(answers.map(([problem, error]) => [problem.code, problem, error] as const))(
    'words %s',
    (_, problem, error) => {
      const refusal = refusalOf(resellerDialect, [problem]);
      expect(refusal.status).toBe(Number(error.status));
      expect(JSON.parse(refusal.body)).toEqual({ errors: [error] });
    },
  );

  it('is worded here for every problem', () => {
    expect(new Set(answers.map(([{ code }]) => code))).toEqual(new Set(Object.keys(resellerDialect.errors)));
  });

  it.each([
    ['account', 'ACCOUNT-NOT-FOUND', 'The account does not exist'],
    ['payment', 'PAYMENT-NOT-FOUND', 'The payment does not exist'],
    ['reseller', 'RESELLER-NOT-FOUND', 'The reseller does not exist'],
    ['closingDocument', 'CLOSING-DOCUMENT-NOT-FOUND', 'The closing document does not exist'],
  ])('names the absent %s by a code of its own: %s', (resource, code, title) => {
    const absent = refusalOf(resellerDialect, [{ code: 'record-not-found', resource, id: '7' }]);
    expect(JSON.parse(absent.body)).toEqual({ errors: [{ status: '404', code, title }] });
  });

  it('does not tell an id that is no number from one that names nothing', () => {
    expect(refusalOf(resellerDialect, [{ code: 'malformed-id', resource: 'payment', id: 'abc' }])).toEqual(
      refusalOf(resellerDialect, [{ code: 'record-not-found', resource: 'payment', id: '7' }]),
    );
  });

  it('has its members in the order of JSON:API, and no HTML escapes', () => {
    const problem: Problem = { code: 'unknown-parameter', parameter: '<a>&' };
    expect(refusalOf(resellerDialect, [problem]).body).toBe(
      '{"errors":[{"status":"400","code":"INVALID-PARAMETER","title":"Unknown query parameter",' +
        '"detail":"<a>& is not a parameter of this method.","source":{"parameter":"<a>&"}}]}',
    );
  });
});
