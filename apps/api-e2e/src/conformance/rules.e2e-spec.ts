import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { faultsOf } from './rules/index.js';

const origin = 'http://localhost:80';

const fixedHeaders = {
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '0',
  'x-content-type-options': 'nosniff',
  'x-permitted-cross-domain-policies': 'none',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-request-id': 'a',
  'x-runtime': '0.000001',
  vary: 'Accept',
  'content-type': 'application/vnd.api+json',
};

/** Faults of an answer of the reseller API that is valid apart from this document and these headers. */
const faults = (path: string, document: object, headers: object = {}, status = 200): readonly string[] => {
  const body = JSON.stringify(document);
  const etag = `W/"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`;
  const caching =
    status < 400 ? { etag, 'cache-control': 'max-age=0, private, must-revalidate' } : { 'cache-control': 'no-cache' };
  return faultsOf(
    origin,
    `/api/v3/resellers/1/${path}`,
    { headers: { 'x-request-id': 'a' } },
    { status, body, headers: { ...fixedHeaders, ...caching, ...headers }, json: () => document },
  );
};

const tax = (id: string, value = '1.0') => ({ id, type: 'taxes', attributes: { value } });

const links = (path: string) => {
  const pages = ['page[number]=1', 'page[size]=50'];
  const query = [
    ...path
      .split('?')
      .slice(1)
      .flatMap((text) => text.split('&')),
    ...pages,
  ]
    .map((pair) => pair.split('=').map(encodeURIComponent).join('='))
    .sort()
    .join('&');
  const url = `http://localhost/api/v3/resellers/1/taxes?${query}`;
  return { self: url, first: url, last: url };
};

const list = (path: string, rows: readonly object[], more: object = {}) => ({
  data: rows,
  ...more,
  meta: { total_count: rows.length },
  links: links(path),
});

const few = 'taxes?fields[taxes]=value';

describe('the rules that answers are checked against', () => {
  it('find nothing wrong with a conforming list', () => {
    expect(faults(few, list(few, [tax('1'), tax('2')]))).toEqual([]);
  });

  it.each([
    ['data and errors together', { ...list(few, []), errors: [{ status: '400' }] }],
    ['an id that is a number', list(few, [{ ...tax('1'), id: 1 }])],
    ['a member that JSON:API does not know', list(few, [{ ...tax('1'), colour: 'red' }])],
    ['an empty relationship', list(few, [{ ...tax('1'), relationships: { charge: {} } }])],
    ['a member name that begins with a dash', list(few, [{ ...tax('1'), attributes: { '-value': '1.0' } }])],
    ['a record that stands there twice', list(few, [tax('1'), tax('1')])],
    ['a record against the order', list(few, [tax('2'), tax('1')])],
    ['an attribute outside fields', list(few, [{ ...tax('1'), attributes: { name: 'VAT', value: '1.0' } }])],
    ['an attribute that is missing', list(few, [{ id: '1', type: 'taxes' }])],
    ['a resource that was included unasked', list(few, [tax('1')], { included: [{ id: '9', type: 'charges' }] })],
    ['links in a resource', list(few, [{ ...tax('1'), links: { self: 'http://localhost/x' } }])],
    ['a total that the page contradicts', { ...list(few, [tax('1')]), meta: { total_count: 3 } }],
    ['a page without its links', { data: [], meta: { total_count: 0 } }],
    ['one record where a list was asked for', { data: tax('1') }],
  ])('find %s', (_, document) => {
    expect(faults(few, document)).not.toEqual([]);
  });

  it('find included records that no linkage leads to, and linkage that leads to none', () => {
    const path = `${few},charge&include=charge&fields[charges]=name`;
    const linked = { ...tax('1'), relationships: { charge: { data: { id: '9', type: 'charges' } } } };
    const charge = (id: string) => ({ id, type: 'charges', attributes: { name: 'x' } });

    expect(faults(path, list(path, [linked], { included: [charge('9')] }))).toEqual([]);
    expect(faults(path, list(path, [linked], { included: [] }))).not.toEqual([]);
    expect(faults(path, list(path, [linked], { included: [charge('9'), charge('8')] }))).not.toEqual([]);
    expect(faults(path, list(path, [linked]))).not.toEqual([]);
  });

  it('find an order that is not the one asked for', () => {
    const path = `${few}&sort=-value`;

    expect(faults(path, list(path, [tax('1', '10.0'), tax('2', '9.5')]))).toEqual([]);
    expect(faults(path, list(path, [tax('1', '9.5'), tax('2', '10.0')]))).not.toEqual([]);
  });

  it.each([
    ['a media type with a parameter', { 'content-type': 'application/vnd.api+json; charset=utf-8' }],
    ['a missing security header', { 'x-content-type-options': undefined }],
    ['an ETag of other bytes', { etag: 'W/"00000000000000000000000000000000"' }],
    ['another caching rule', { 'cache-control': 'public' }],
    ['another request id', { 'x-request-id': 'b' }],
    ['an answer that does not vary', { vary: undefined }],
  ])('find %s', (_, headers) => {
    expect(faults(few, list(few, [tax('1')]), headers)).not.toEqual([]);
  });

  it('find errors whose status, source or order of members is wrong', () => {
    const path = 'taxes?sort=x';
    const right = { status: '400', code: 'INVALID-SORT', title: 't', detail: 'd', source: { parameter: 'sort' } };
    const { source, ...sourceless } = right;
    const wrong = [
      { ...right, status: 400 },
      { ...right, status: '404' },
      sourceless,
      { ...right, source: { parameter: 'filter[x]' } },
      { source, ...sourceless },
    ];

    expect(faults(path, { errors: [right] }, {}, 400)).toEqual([]);
    for (const error of wrong) expect(faults(path, { errors: [error] }, {}, 400)).not.toEqual([]);
  });

  it('find failures of the server', () => {
    expect(faults(few, { errors: [{ status: '500', code: 'INTERNAL', title: 't' }] }, {}, 500)).not.toEqual([]);
  });
});
