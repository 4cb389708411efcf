import { createHash } from 'node:crypto';
import type { Answer } from '@org/tools/testing';
import { headerOf, type ParsedRequest } from './request.js';

export const jsonApiType = 'application/vnd.api+json';

const fixedHeaders = {
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '0',
  'x-content-type-options': 'nosniff',
  'x-permitted-cross-domain-policies': 'none',
  'referrer-policy': 'strict-origin-when-cross-origin',
} as const;

type Headers = Answer['headers'];

/** Faults of the headers of an answer (docs/wire, response headers). */
export const headerFaults = (request: ParsedRequest, { status, headers, body }: Answer): readonly string[] => [
  ...Object.entries(fixedHeaders).flatMap(([name, value]) => expectHeader(headers, name, value)),
  ...requestIdFaults(request, headers),
  ...(/^\d+\.\d{6}$/.test(String(headers['x-runtime'])) ? [] : [`x-runtime is ${String(headers['x-runtime'])}`]),
  ...(request.place.kind === 'login' ? [] : representationFaults(request, status, headers, body)),
];

const representationFaults = (request: ParsedRequest, status: number, headers: Headers, body: string) => {
  const isBodiless = status === 304 || (status === 401 && request.api === 'admin');
  return [
    ...varyFaults(request, headers),
    ...(isBodiless ? bodilessFaults(headers, body) : expectHeader(headers, 'content-type', jsonApiType)),
    ...(request.method === 'HEAD' && body !== '' ? ['HEAD has a body'] : []),
    ...(status < 400 ? validatorFaults(request, status, headers, body) : errorHeaderFaults(headers)),
  ];
};

const expectHeader = (headers: Headers, name: string, value: string | undefined): readonly string[] =>
  headers[name] === value ? [] : [`${name} is ${String(headers[name])} instead of ${String(value)}`];

const requestIdFaults = (request: ParsedRequest, headers: Headers): readonly string[] => {
  const kept = (headerOf(request.headers, 'x-request-id') ?? '').replace(/[^\w@-]/g, '').slice(0, 255);
  return kept === ''
    ? /^[\da-f-]{36}$/.test(String(headers['x-request-id']))
      ? []
      : ['x-request-id is no UUID']
    : expectHeader(headers, 'x-request-id', kept);
};

/** Yeti does not let a browser's `Accept` decide anything, nor one that is absent. */
const varyFaults = (request: ParsedRequest, headers: Headers): readonly string[] => {
  const accept = headerOf(request.headers, 'accept') ?? '';
  const isBrowsers = accept.includes(',') && accept.includes('*/*');
  const varies = request.api === 'reseller' || (accept !== '' && !isBrowsers);
  return expectHeader(headers, 'vary', varies ? 'Accept' : undefined);
};

const bodilessFaults = (headers: Headers, body: string): readonly string[] => [
  ...(body === '' ? [] : ['a body where none may be']),
  ...expectHeader(headers, 'content-type', undefined),
];

const validatorFaults = (request: ParsedRequest, status: number, headers: Headers, body: string): readonly string[] => {
  const { etag = '' } = headers;
  const given = headerOf(request.headers, 'if-none-match');
  const own = `W/"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`;
  const isMade = status === 304 || request.method === 'HEAD' ? /^W\/"[\da-f]{32}"$/.test(etag) : etag === own;
  return [
    ...expectHeader(headers, 'cache-control', 'max-age=0, private, must-revalidate'),
    ...(isMade ? [] : [`the etag ${etag} is not made of the body`]),
    ...((status === 304) === (given === etag) ? [] : ['304 is for the tag that was sent, and for no other']),
  ];
};

const errorHeaderFaults = (headers: Headers): readonly string[] => [
  ...expectHeader(headers, 'cache-control', 'no-cache'),
  ...expectHeader(headers, 'etag', undefined),
];
