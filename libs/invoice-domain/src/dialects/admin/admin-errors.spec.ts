import { describe, expect, it } from '@jest/globals';
import { refusalOf, type ErrorObject, type Problem } from '@org/json-api';
import { adminDialect } from './admin-dialect.js';

const answers: readonly (readonly [Problem, ErrorObject])[] = [
  [
    { code: 'bad-request', detail: 'Data must be a hash.' },
    { title: 'Bad Request', detail: 'Data must be a hash.', code: '400', status: '400' },
  ],
  [
    { code: 'malformed-url' },
    { title: 'Bad Request', detail: 'The URL holds a malformed percent-encoding.', code: '400', status: '400' },
  ],
  [
    { code: 'url-too-long' },
    { title: 'URI Too Long', detail: 'The URL is longer than this server reads.', code: '414', status: '414' },
  ],
  [
    { code: 'headers-too-large' },
    {
      title: 'Request Header Fields Too Large',
      detail: 'The headers are larger than this server reads.',
      code: '431',
      status: '431',
    },
  ],
  [
    { code: 'body-too-large' },
    {
      title: 'Payload Too Large',
      detail: 'The request body is larger than this server reads.',
      code: '413',
      status: '413',
    },
  ],
  [
    { code: 'request-too-slow' },
    { title: 'Request Timeout', detail: 'The request came too slowly.', code: '408', status: '408' },
  ],
  [
    { code: 'one-time-code-required' },
    { title: 'Authentication failed', detail: 'A one-time code is required.', code: '401', status: '401' },
  ],
  [
    { code: 'too-many-requests', retryAfter: 7 },
    { title: 'Too Many Requests', detail: 'Too many requests: try again in 7 s.', code: '429', status: '429' },
  ],
  [
    { code: 'malformed-body', detail: 'Request must be a hash' },
    { title: 'Bad Request', detail: 'Request must be a hash', code: '400', status: '400' },
  ],
  [{ code: 'forbidden' }, { title: 'Forbidden', detail: 'This request is not allowed.', code: '403', status: '403' }],
  [{ code: 'route-not-found' }, { title: 'Not Found', detail: 'No such route.', code: '404', status: '404' }],
  [
    { code: 'record-not-found', resource: 'invoice', id: '1018' },
    {
      title: 'Record not found',
      detail: 'The record identified by 1018 could not be found.',
      code: '404',
      status: '404',
    },
  ],
  [
    { code: 'malformed-id', resource: 'invoice', id: 'abc' },
    { title: 'Invalid field value', detail: 'abc is not a valid value for id.', code: '103', status: '400' },
  ],
  [
    { code: 'not-acceptable', accept: 'text/html' },
    {
      title: 'Not acceptable',
      detail:
        "All requests must use the 'application/vnd.api+json' Accept without media type parameters. This request specified 'text/html'.",
      code: '406',
      status: '406',
    },
  ],
  [
    { code: 'unsupported-media-type', contentType: '' },
    {
      title: 'Unsupported media type',
      detail:
        "All requests that create or update must use the 'application/vnd.api+json' Content-Type. This request specified ''.",
      code: '415',
      status: '415',
    },
  ],
  [
    { code: 'unknown-parameter', parameter: 'foo' },
    { title: 'Param not allowed', detail: 'foo is not allowed.', code: '105', status: '400' },
  ],
  [
    { code: 'repeated-parameter', parameter: 'include' },
    { title: 'Bad Request', detail: 'The parameter include is given more than once.', code: '400', status: '400' },
  ],
  [
    { code: 'unknown-include', type: 'invoices', name: 'service_data', path: 'service_data' },
    {
      title: 'Invalid field',
      detail: 'service_data is not a valid relationship of invoices',
      code: '112',
      status: '400',
    },
  ],
  [
    { code: 'include-too-large', what: 'records', limit: 9 },
    { title: 'Bad Request', detail: 'An include may not bring more than 9 records.', code: '400', status: '400' },
  ],
  [
    { code: 'include-too-deep', type: 'invoices', path: 'account.contractor', limit: 5 },
    {
      title: 'Invalid field',
      detail: 'account.contractor is not a valid relationship of invoices',
      code: '112',
      status: '400',
    },
  ],
  [
    { code: 'unknown-fields-type', type: 'foos' },
    { title: 'Invalid resource', detail: 'foos is not a valid resource.', code: '101', status: '400' },
  ],
  [
    { code: 'unknown-field', field: 'foo', type: 'invoices' },
    { title: 'Invalid field', detail: 'foo is not a valid field for invoices.', code: '104', status: '400' },
  ],
  [
    { code: 'malformed-family', family: 'fields', value: 'reference' },
    { title: 'Invalid field format', detail: 'Fields must specify a type.', code: '119', status: '400' },
  ],
  [
    { code: 'malformed-family', family: 'filter', value: 'foo' },
    { title: 'Invalid filters syntax', detail: 'foo is not a valid syntax for filtering.', code: '120', status: '400' },
  ],
  [
    { code: 'malformed-family', family: 'page', value: 'foo' },
    {
      title: 'Invalid page value',
      detail: 'foo is not a valid value for number page parameter.',
      code: '118',
      status: '400',
    },
  ],
  [
    { code: 'unknown-filter', filter: 'pdf-path-eq' },
    { title: 'Filter not allowed', detail: 'pdf_path_eq is not allowed.', code: '102', status: '400' },
  ],
  [
    { code: 'invalid-filter-value', filter: 'state_eq', key: 'state_eq', values: ['Foo'] },
    { title: 'Invalid filter value', detail: 'Foo is not a valid value for state_eq.', code: '107', status: '400' },
  ],
  [
    { code: 'invalid-filter-value', filter: 'state_in', key: 'state_in', values: ['New', 'Foo'] },
    { title: 'Invalid filter value', detail: 'New,Foo is not a valid value for state_in.', code: '107', status: '400' },
  ],
  [
    { code: 'filter-too-large', filter: 'name_in', key: 'name-in', what: 'values', limit: 500 },
    {
      title: 'Invalid filter value',
      detail: 'name_in exceeds the limit of 500 values.',
      code: '107',
      status: '400',
    },
  ],
  [
    { code: 'sort-too-long', limit: 10 },
    { title: 'Invalid sort criteria', detail: 'sort exceeds the limit of 10 criteria.', code: '114', status: '400' },
  ],
  [
    { code: 'unknown-sort', field: 'pdf-path', type: 'invoices' },
    {
      title: 'Invalid sort criteria',
      detail: 'pdf_path is not a valid sort criteria for invoices',
      code: '114',
      status: '400',
    },
  ],
  [
    { code: 'invalid-page', member: 'number', value: '0' },
    {
      title: 'Invalid page value',
      detail: '0 is not a valid value for number page parameter.',
      code: '118',
      status: '400',
    },
  ],
  [
    { code: 'invalid-page', member: 'size', value: '1001', maximum: 1000 },
    { title: 'Invalid page value', detail: 'size exceeds maximum page size of 1000.', code: '118', status: '400' },
  ],
  [
    { code: 'unknown-page-member', member: 'foo' },
    { title: 'Param not allowed', detail: 'page[foo] is not allowed.', code: '105', status: '400' },
  ],
  [
    { code: 'login-failed' },
    { title: 'Authentication failed', detail: 'Incorrect login or password.', code: '401', status: '401' },
  ],
  [
    { code: 'address-not-allowed' },
    { title: 'Authentication failed', detail: 'Your IP address is not allowed.', code: '401', status: '401' },
  ],
  [
    { code: 'unavailable' },
    {
      title: 'Service Unavailable',
      detail: 'The server cannot answer just now.',
      code: '503',
      status: '503',
    },
  ],
  [
    { code: 'internal' },
    { title: 'Internal Server Error', detail: 'Internal Server Error', code: '500', status: '500' },
  ],
  [
    { code: 'missing-member', member: 'data', pointer: '' },
    { title: 'Missing Parameter', detail: 'The required parameter, data, is missing.', code: '106', status: '400' },
  ],
  [
    { code: 'data-not-an-object' },
    { title: 'Invalid data format', detail: 'Data must be a hash.', code: '122', status: '400' },
  ],
  [
    { code: 'wrong-type', type: 'foo' },
    { title: 'Invalid resource', detail: 'foo is not a valid resource.', code: '101', status: '400' },
  ],
  [
    { code: 'key-missing' },
    {
      title: 'A key is required',
      detail: 'The resource object does not contain a key.',
      code: '109',
      status: '400',
    },
  ],
  [
    { code: 'key-not-in-url', id: '8' },
    { title: 'Key is not included in URL', detail: 'The URL does not support the key 8', code: '110', status: '400' },
  ],
  [
    { code: 'member-not-allowed', member: 'balance', pointer: '/data/attributes/balance' },
    { title: 'Param not allowed', detail: 'balance is not allowed.', code: '105', status: '400' },
  ],
  [
    { code: 'malformed-linkage', pointer: '/data/relationships/account' },
    { title: 'Invalid Links Object', detail: 'Data is not a valid Links Object.', code: '115', status: '400' },
  ],
  [
    { code: 'linkage-type-mismatch', type: 'smtp-connections', pointer: '/data/relationships/account' },
    {
      title: 'Type Mismatch',
      detail: 'smtp_connections is not a valid type for this operation.',
      code: '116',
      status: '400',
    },
  ],
  [
    { code: 'malformed-linkage-id', id: 'abc', pointer: '/data/relationships/account' },
    { title: 'Invalid field value', detail: 'abc is not a valid value for id.', code: '103', status: '400' },
  ],
  [
    { code: 'invalid-member', member: 'account', message: "can't be blank", pointer: '/data/relationships/account' },
    {
      title: "can't be blank",
      detail: "account - can't be blank",
      code: '100',
      source: { pointer: '/data/relationships/account' },
      status: '422',
    },
  ],
  [
    { code: 'invalid-member', message: 'has related networks', pointer: '/data' },
    {
      title: 'has related networks',
      detail: 'has related networks',
      code: '100',
      source: { pointer: '/data' },
      status: '422',
    },
  ],
  [
    { code: 'refused', refusal: 'already-approved' },
    { title: 'Refused', detail: 'A rule forbids it: already approved.', code: '100', status: '422' },
  ],
  [
    { code: 'locked', detail: 'Cannot delete record because of dependent accounts' },
    {
      title: 'Locked resource',
      detail: 'Cannot delete record because of dependent accounts',
      code: '423',
      status: '423',
    },
  ],
  [
    { code: 'malformed-idempotency-key' },
    {
      title: 'Bad Request',
      detail: 'Idempotency-Key must be one to 255 visible characters of ASCII, without blanks.',
      code: '400',
      status: '400',
    },
  ],
  [
    { code: 'idempotency-key-reused' },
    {
      title: 'Conflict',
      detail: 'The Idempotency-Key belongs to another request.',
      code: '409',
      status: '409',
    },
  ],
  [
    { code: 'precondition-failed' },
    {
      title: 'Precondition failed',
      detail: 'The record is another version than If-Match means.',
      code: '412',
      status: '412',
    },
  ],
  [
    { code: 'batch-id-reused', id: 'a' },
    { title: 'Conflict', detail: 'The batch a was sent before, with other content.', code: '409', status: '409' },
  ],
  [
    { code: 'unsupported-media-type', contentType: 'text/csv', wanted: 'application/x-ndjson' },
    {
      title: 'Unsupported media type',
      detail:
        "All requests that create or update must use the 'application/x-ndjson' Content-Type. This request specified 'text/csv'.",
      code: '415',
      status: '415',
    },
  ],
];

describe('an error of the admin API', () => {
  it.each(answers.map(([problem, error]) => [problem.code, problem, error] as const))(
    'words %s',
    (_, problem, error) => {
      const refusal = refusalOf(adminDialect, [problem]);
      expect(refusal.status).toBe(Number(error.status));
      expect(JSON.parse(refusal.body)).toEqual({ errors: [error] });
    },
  );

  it('is worded here for every problem but one, which has no body', () => {
    const worded = answers.map(([{ code }]) => code);
    expect(new Set([...worded, 'unauthorized'])).toEqual(new Set(Object.keys(adminDialect.errors)));
    expect(refusalOf(adminDialect, [{ code: 'unauthorized' }])).toEqual({ status: 401, body: '' });
  });

  it('has its members in the order of Yeti, and no source unless a value is at fault', () => {
    expect(refusalOf(adminDialect, [{ code: 'record-not-found', resource: 'invoice', id: '1018' }]).body).toBe(
      '{"errors":[{"title":"Record not found","detail":"The record identified by 1018 could not be found.","code":"404","status":"404"}]}',
    );
  });

  it('has the source of a value that is at fault before the status', () => {
    const pointer = '/data/attributes/name';
    expect(refusalOf(adminDialect, [{ code: 'invalid-member', member: 'name', message: 'is bad', pointer }]).body).toBe(
      '{"errors":[{"title":"is bad","detail":"name - is bad","code":"100","source":{"pointer":"/data/attributes/name"},"status":"422"}]}',
    );
  });

  it('escapes <, > and & but no quotes, as Yeti does', () => {
    const accept = '<a href="x">&\'y\'';
    expect(refusalOf(adminDialect, [{ code: 'not-acceptable', accept }]).body).toContain(
      `specified '\\u003ca href=\\"x\\"\\u003e\\u0026'y''.`,
    );
  });
});
