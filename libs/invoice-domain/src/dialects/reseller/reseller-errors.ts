import { snakeCase, type Dialect, type ErrorObject, type ErrorSource } from '@org/json-api';
import type { CommerceRefusal } from '../../model/commerce-refusal.js';
import { resellerRefusals } from './reseller-refusals.js';

const error = (status: number, code: string, title: string, detail?: string, source?: ErrorSource): ErrorObject => ({
  status: String(status),
  code,
  title,
  ...(detail !== undefined && { detail }),
  ...(source && { source }),
});

const parameter = (name: string): ErrorSource => ({ parameter: name });

const titles = {
  INCLUDE: 'Invalid include',
  FIELDS: 'Invalid fields',
  FILTER: 'Invalid filter',
  SORT: 'Invalid sort',
  PAGE: 'Invalid page',
} as const;

const invalid = (what: keyof typeof titles, name: string, detail: string): ErrorObject =>
  error(400, `INVALID-${what}`, titles[what], detail, parameter(name));

const invalidInclude = (detail: string): ErrorObject => invalid('INCLUDE', 'include', detail);

const invalidBody = (detail: string, pointer: string): ErrorObject =>
  error(400, 'INVALID-BODY', 'Invalid body', detail, { pointer });

/** `childReseller` → `CHILD-RESELLER` */
const codeWord = (resource: string): string => snakeCase(resource).replaceAll('_', '-').toUpperCase();

const notFound = (resource: string): ErrorObject =>
  error(404, `${codeWord(resource)}-NOT-FOUND`, `The ${snakeCase(resource).replaceAll('_', ' ')} does not exist`);

const refused = (refusal: CommerceRefusal, detail?: string, member?: string): ErrorObject => {
  const { status, code, title, pointer = member } = resellerRefusals[refusal];
  return error(status, code, title, detail, pointer === undefined ? undefined : { pointer });
};

/** The reseller API's errors for each problem: the codes of docs/wire/reseller.md, with the source wherever there is one. */
export const resellerErrors: Dialect['errors'] = {
  'bad-request': ({ detail }) => error(400, 'BAD-REQUEST', 'Bad request', detail),
  'malformed-url': () => error(400, 'BAD-REQUEST', 'Bad request', 'The URL holds a malformed percent-encoding.'),
  'url-too-long': () => error(414, 'URL-TOO-LONG', 'The URL is longer than this server reads'),
  'headers-too-large': () => error(431, 'HEADERS-TOO-LARGE', 'The headers are larger than this server reads'),
  'body-too-large': () => error(413, 'BODY-TOO-LARGE', 'The request body is larger than this server reads'),
  'request-too-slow': () => error(408, 'REQUEST-TOO-SLOW', 'The request came too slowly'),
  'malformed-body': ({ detail }) => error(400, 'INVALID-BODY', 'Invalid body', detail),
  unauthorized: () => error(401, 'UNAUTHORIZED', 'A valid API token is required', undefined, { header: 'X-Api-Token' }),
  forbidden: () => error(403, 'FORBIDDEN', 'The role of this manager may not call this method'),
  'route-not-found': () => error(404, 'NOT-FOUND', 'No such route'),
  'record-not-found': ({ resource }) => notFound(resource),
  // An id that is no number names no record; telling it apart would only help somebody who guesses.
  'malformed-id': ({ resource }) => notFound(resource),
  'not-acceptable': () =>
    error(406, 'NOT-ACCEPTABLE', 'Only application/vnd.api+json is served', undefined, { header: 'Accept' }),
  'unsupported-media-type': () =>
    error(415, 'UNSUPPORTED-MEDIA-TYPE', 'The body must be application/vnd.api+json', undefined, {
      header: 'Content-Type',
    }),
  'unknown-parameter': ({ parameter: name }) =>
    error(
      400,
      'INVALID-PARAMETER',
      'Unknown query parameter',
      `${name} is not a parameter of this method.`,
      parameter(name),
    ),
  'repeated-parameter': ({ parameter: name }) =>
    error(400, 'INVALID-PARAMETER', 'Repeated query parameter', `${name} is given more than once.`, parameter(name)),
  'unknown-include': ({ name, type }) => invalidInclude(`${JSON.stringify(name)} is not a relationship of ${type}.`),
  'include-too-deep': ({ path, limit }) => invalidInclude(`${path} is longer than ${limit} relationships.`),
  'include-too-large': ({ what, limit }) => invalidInclude(`An include may not bring more than ${limit} ${what}.`),
  'unknown-fields-type': ({ type }) =>
    invalid('FIELDS', `fields[${type}]`, `${JSON.stringify(type)} is not a type of this API.`),
  'unknown-field': ({ field, type }) =>
    invalid('FIELDS', `fields[${type}]`, `${JSON.stringify(field)} is not a field of ${type}.`),
  'malformed-family': ({ family }) =>
    invalid(
      family === 'fields' ? 'FIELDS' : family === 'filter' ? 'FILTER' : 'PAGE',
      family,
      `${family} needs a name in brackets.`,
    ),
  'unknown-filter': ({ filter }) => invalid('FILTER', `filter[${filter}]`, 'There is no such filter.'),
  'invalid-filter-value': ({ key, values }) =>
    invalid('FILTER', `filter[${key}]`, `${JSON.stringify(values.join(','))} is not a value of this filter.`),
  'filter-too-large': ({ key, what, limit }) =>
    invalid('FILTER', `filter[${key}]`, `The filters of a list have at most ${limit} ${what}.`),
  'unknown-sort': ({ field, type }) =>
    invalid('SORT', 'sort', `${JSON.stringify(field)} is not a sort criterion of ${type}.`),
  'sort-too-long': ({ limit }) => invalid('SORT', 'sort', `A list has at most ${limit} sort criteria.`),
  'invalid-page': ({ member, value, maximum }) =>
    invalid(
      'PAGE',
      `page[${member}]`,
      maximum === undefined
        ? `${JSON.stringify(value)} is not a page ${member}.`
        : `A page has at most ${maximum} records.`,
    ),
  'unknown-page-member': ({ member }) => invalid('PAGE', `page[${member}]`, 'There is no such paging parameter.'),
  'missing-member': ({ member, pointer }) => invalidBody(`The member ${member} is missing.`, pointer),
  'data-not-an-object': () => invalidBody('The primary data must be an object.', '/data'),
  'wrong-type': ({ type }) => invalidBody(`${JSON.stringify(type)} is not the type of this resource.`, '/data/type'),
  'key-missing': () => invalidBody('The record has no id.', '/data'),
  'key-not-in-url': ({ id }) => invalidBody(`${JSON.stringify(id)} is not the id of the URL.`, '/data/id'),
  'member-not-allowed': ({ member, pointer }) => invalidBody(`${JSON.stringify(member)} cannot be written.`, pointer),
  'malformed-linkage': ({ pointer }) => invalidBody('A linkage has a type and an id.', pointer),
  'linkage-type-mismatch': ({ type, pointer }) =>
    invalidBody(`The relationship does not lead to ${JSON.stringify(type)}.`, pointer),
  'malformed-linkage-id': ({ id, pointer }) => invalidBody(`${JSON.stringify(id)} is not an id.`, pointer),
  'invalid-member': ({ member, message, pointer }) =>
    error(422, 'INVALID-VALUE', 'Invalid value', member === undefined ? message : `${member} ${message}`, { pointer }),
  // The domain throws no other words.
  refused: ({ refusal, detail, pointer }) => refused(refusal as CommerceRefusal, detail, pointer),
  locked: ({ detail }) => error(423, 'LOCKED', 'The record is in use', detail),
  'malformed-idempotency-key': () =>
    error(
      400,
      'INVALID-IDEMPOTENCY-KEY',
      'Invalid idempotency key',
      'The key must be one to 255 visible characters of ASCII, without blanks.',
      { header: 'Idempotency-Key' },
    ),
  'idempotency-key-reused': () =>
    error(409, 'IDEMPOTENCY-KEY-REUSED', 'The idempotency key belongs to another request', undefined, {
      header: 'Idempotency-Key',
    }),
  'precondition-failed': () =>
    error(412, 'PRECONDITION-FAILED', 'The record is another version', undefined, { header: 'If-Match' }),
  'login-failed': () => error(401, 'UNAUTHORIZED', 'A valid API token is required'),
  'one-time-code-required': () => error(401, 'UNAUTHORIZED', 'A valid API token is required'),
  'address-not-allowed': () => error(401, 'UNAUTHORIZED', 'A valid API token is required'),
  'too-many-requests': ({ retryAfter }) =>
    error(429, 'TOO-MANY-REQUESTS', 'Too many requests', `Try again in ${retryAfter} s.`),
  unavailable: () => error(503, 'UNAVAILABLE', 'The server cannot answer just now'),
  internal: () => error(500, 'INTERNAL', 'Something went wrong on the server'),
  'batch-id-reused': () => error(409, 'BATCH-ID-REUSED', 'The batch was sent before, with other content'),
};
