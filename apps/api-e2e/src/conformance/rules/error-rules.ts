import type { Document, ErrorObject } from './document.js';
import { headerOf, type ApiName, type ParsedRequest } from './request.js';

const memberOrder = {
  admin: ['title', 'detail', 'code', 'source', 'status'],
  reseller: ['status', 'code', 'title', 'detail', 'source'],
} as const satisfies Record<ApiName, readonly (keyof ErrorObject)[]>;

/** Kind of source of a reseller error, by its code (docs/wire/reseller.md, errors). */
const sourceNames = (code: string): 'parameter' | 'header' | undefined => {
  if (/^INVALID-(INCLUDE|FIELDS|FILTER|SORT|PAGE|PARAMETER)$/.test(code)) return 'parameter';
  return code === 'UNAUTHORIZED' || code === 'NOT-ACCEPTABLE' ? 'header' : undefined;
};

/** An error document tells the status, and where in the request the fault lies where its API says so. */
export const errorFaults = (request: ParsedRequest, status: number, { errors = [] }: Document): readonly string[] => [
  ...(errors[0]?.status === String(status) ? [] : [`the status ${status} is not that of the first error`]),
  ...errors.flatMap((error) => [...orderFaults(request, error), ...sourceFaults(request, error)]),
];

const orderFaults = ({ api }: ParsedRequest, error: ErrorObject): readonly string[] => {
  const written = Object.keys(error);
  const expected = memberOrder[api].filter((member) => member in error);
  return written.join() === expected.join() ? [] : [`an error has the members ${written.join()}`];
};

const sourceFaults = (request: ParsedRequest, { code = '', source }: ErrorObject): readonly string[] => {
  if (request.api === 'admin') {
    const isOfValue = code === '100';
    return (source === undefined) === !isOfValue
      ? []
      : ['errors of the admin API name a source for values, and else none'];
  }
  const expected = sourceNames(code);
  if (Object.keys(source ?? {}).join() !== (expected ?? ''))
    return [`${code} has the source ${JSON.stringify(source)}`];
  const { parameter, header } = source ?? {};
  if (parameter !== undefined && !request.query.has(parameter)) return [`${parameter} was never sent`];
  // A token that is missing is named all the same: it is what the request lacks.
  if (header === 'Accept' && headerOf(request.headers, 'accept') === undefined) return ['no Accept was sent'];
  return [];
};
