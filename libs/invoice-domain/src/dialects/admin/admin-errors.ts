import type { Dialect, ErrorObject } from '@org/json-api';

const error = (status: number, title: string, detail: string, code = String(status)): ErrorObject => ({
  title,
  detail,
  code,
  status: String(status),
});

/** The id of a path and that of a filter are refused alike. */
const invalidId = (id: string): ErrorObject =>
  error(400, 'Invalid field value', `${id} is not a valid value for id.`, '103');

const badRequest = (detail: string): ErrorObject => error(400, 'Bad Request', detail);

const malformed = {
  fields: () => error(400, 'Invalid field format', 'Fields must specify a type.', '119'),
  filter: (value: string) =>
    error(400, 'Invalid filters syntax', `${value} is not a valid syntax for filtering.`, '120'),
  page: (value: string) =>
    error(400, 'Invalid page value', `${value} is not a valid value for number page parameter.`, '118'),
} as const;

/**
 * The admin API's errors for each problem: titles, details and codes of docs/wire/admin.md. Errors of a query carry no `source`, as in
 * Yeti; nor do those of a document's shape.
 */
export const adminErrors: Dialect['errors'] = {
  'bad-request': ({ detail }) => badRequest(detail),
  'malformed-url': () => badRequest('The URL holds a malformed percent-encoding.'),
  'url-too-long': () => error(414, 'URI Too Long', 'The URL is longer than this server reads.'),
  'headers-too-large': () =>
    error(431, 'Request Header Fields Too Large', 'The headers are larger than this server reads.'),
  'body-too-large': () => error(413, 'Payload Too Large', 'The request body is larger than this server reads.'),
  'request-too-slow': () => error(408, 'Request Timeout', 'The request came too slowly.'),
  'malformed-body': ({ detail }) => badRequest(detail),
  unauthorized: () => error(401, 'Authentication failed', 'A valid token is required.'),
  forbidden: () => error(403, 'Forbidden', 'This request is not allowed.'),
  'route-not-found': () => error(404, 'Not Found', 'No such route.'),
  'record-not-found': ({ id }) => error(404, 'Record not found', `The record identified by ${id} could not be found.`),
  'malformed-id': ({ id }) => invalidId(id),
  'not-acceptable': ({ accept }) =>
    error(
      406,
      'Not acceptable',
      `All requests must use the 'application/vnd.api+json' Accept without media type parameters. This request specified '${accept}'.`,
    ),
  'unsupported-media-type': ({ contentType, wanted = 'application/vnd.api+json' }) =>
    error(
      415,
      'Unsupported media type',
      `All requests that create or update must use the '${wanted}' Content-Type. This request specified '${contentType}'.`,
    ),
  'unknown-parameter': ({ parameter }) => error(400, 'Param not allowed', `${parameter} is not allowed.`, '105'),
  'repeated-parameter': ({ parameter }) => badRequest(`The parameter ${parameter} is given more than once.`),
  'unknown-include': ({ name, type }) =>
    error(400, 'Invalid field', `${name} is not a valid relationship of ${type}`, '112'),
  'include-too-deep': ({ path, type }) =>
    error(400, 'Invalid field', `${path} is not a valid relationship of ${type}`, '112'),
  'include-too-large': ({ what, limit }) => badRequest(`An include may not bring more than ${limit} ${what}.`),
  'unknown-fields-type': ({ type }) => error(400, 'Invalid resource', `${type} is not a valid resource.`, '101'),
  'unknown-field': ({ field, type }) =>
    error(400, 'Invalid field', `${field} is not a valid field for ${type}.`, '104'),
  'malformed-family': ({ family, value }) => malformed[family](value),
  'unknown-filter': ({ filter }) =>
    error(400, 'Filter not allowed', `${filter.replaceAll('-', '_')} is not allowed.`, '102'),
  'invalid-filter-value': ({ filter, values }) =>
    filter === 'id'
      ? invalidId(values.join(','))
      : error(400, 'Invalid filter value', `${values.join(',')} is not a valid value for ${filter}.`, '107'),
  'filter-too-large': ({ filter, what, limit }) =>
    error(400, 'Invalid filter value', `${filter} exceeds the limit of ${limit} ${what}.`, '107'),
  'unknown-sort': ({ field, type }) =>
    error(
      400,
      'Invalid sort criteria',
      `${field.replaceAll('-', '_')} is not a valid sort criteria for ${type}`,
      '114',
    ),
  'sort-too-long': ({ limit }) =>
    error(400, 'Invalid sort criteria', `sort exceeds the limit of ${limit} criteria.`, '114'),
  'invalid-page': ({ member, value, maximum }) =>
    error(
      400,
      'Invalid page value',
      maximum === undefined
        ? `${value} is not a valid value for ${member} page parameter.`
        : `${member} exceeds maximum page size of ${maximum}.`,
      '118',
    ),
  'unknown-page-member': ({ member }) => error(400, 'Param not allowed', `page[${member}] is not allowed.`, '105'),
  'missing-member': ({ member }) =>
    error(400, 'Missing Parameter', `The required parameter, ${member}, is missing.`, '106'),
  'data-not-an-object': () => error(400, 'Invalid data format', 'Data must be a hash.', '122'),
  'wrong-type': ({ type }) => error(400, 'Invalid resource', `${type} is not a valid resource.`, '101'),
  'key-missing': () => error(400, 'A key is required', 'The resource object does not contain a key.', '109'),
  'key-not-in-url': ({ id }) =>
    error(400, 'Key is not included in URL', `The URL does not support the key ${id}`, '110'),
  'member-not-allowed': ({ member }) => error(400, 'Param not allowed', `${member} is not allowed.`, '105'),
  'malformed-linkage': () => error(400, 'Invalid Links Object', 'Data is not a valid Links Object.', '115'),
  'linkage-type-mismatch': ({ type }) =>
    error(400, 'Type Mismatch', `${type.replaceAll('-', '_')} is not a valid type for this operation.`, '116'),
  'malformed-linkage-id': ({ id }) => invalidId(id),
  'invalid-member': ({ member, message, pointer }) => ({
    ...error(422, message, member === undefined ? message : `${member} - ${message}`, '100'),
    source: { pointer },
  }),
  refused: ({ refusal, detail, pointer }) => ({
    ...error(422, 'Refused', detail ?? `A rule forbids it: ${refusal.replaceAll('-', ' ')}.`, '100'),
    ...(pointer !== undefined && { source: { pointer } }),
  }),
  locked: ({ detail }) => error(423, 'Locked resource', detail),
  'malformed-idempotency-key': () =>
    badRequest('Idempotency-Key must be one to 255 visible characters of ASCII, without blanks.'),
  'idempotency-key-reused': () => error(409, 'Conflict', 'The Idempotency-Key belongs to another request.'),
  'precondition-failed': () => error(412, 'Precondition failed', 'The record is another version than If-Match means.'),
  'login-failed': () => error(401, 'Authentication failed', 'Incorrect login or password.'),
  'one-time-code-required': () => error(401, 'Authentication failed', 'A one-time code is required.'),
  'address-not-allowed': () => error(401, 'Authentication failed', 'Your IP address is not allowed.'),
  'too-many-requests': ({ retryAfter }) =>
    error(429, 'Too Many Requests', `Too many requests: try again in ${retryAfter} s.`),
  unavailable: () => error(503, 'Service Unavailable', 'The server cannot answer just now.'),
  internal: () => error(500, 'Internal Server Error', 'Internal Server Error'),
  'batch-id-reused': ({ id }) => error(409, 'Conflict', `The batch ${id} was sent before, with other content.`),
};
