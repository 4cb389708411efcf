import { connect } from 'node:net';
import { Controller, Get } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { For } from '../src/auth/audience.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

/** A controller with a mistake. */
@Controller('api/rest/admin/careless')
class CarelessController {
  @Get()
  open(): { readonly secret: true } {
    return { secret: true };
  }
}

@Controller('api/v3/broken')
@For('public')
class BrokenController {
  @Get()
  fail(): never {
    throw new Error('the password of the database is hunter2');
  }
}

const admin = '/api/rest/admin/invoices/18';
const reseller = '/api/v3/resellers/1/invoices/19';

let server: TestApp;
let adminHeaders: Readonly<Record<string, string>>;
const resellerHeaders = { 'x-api-token': tokens.root };

beforeAll(async () => {
  server = await startTestApp({ extra: [CarelessController, BrokenController] });
  adminHeaders = { authorization: server.adminToken() };
});

afterAll(() => server.close());

describe('every answer', () => {
  it.each([admin, reseller, '/api/rest/admin/nothing', '/api/v3/%zz', '/health/live', '/nowhere'])(
    'carries the security headers, an id and its duration: %s',
    async (path) => {
      const { headers } = await server.send(path);

      expect(headers).toMatchObject({
        'x-frame-options': 'SAMEORIGIN',
        'x-xss-protection': '0',
        'x-content-type-options': 'nosniff',
        'x-permitted-cross-domain-policies': 'none',
        'referrer-policy': 'strict-origin-when-cross-origin',
      });
      expect(headers['x-request-id']).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      expect(headers['x-runtime']).toMatch(/^\d+\.\d{6}$/);
    },
  );

  it.each([
    ['kept', 'abc-DEF_1@2', 'abc-DEF_1@2'],
    ['cleaned', 'a b;c<d>"e', 'abcde'],
    ['cut to 255 characters', 'x'.repeat(300), 'x'.repeat(255)],
  ])('has the request’s own id, %s', async (_, sent, shown) => {
    const { headers } = await server.send(admin, { headers: { 'x-request-id': sent } });

    expect(headers['x-request-id']).toBe(shown);
    expect(server.log.at(-1)).toContain(`"requestId":"${shown}"`);
  });
});

describe('a conditional request', () => {
  it.each([
    ['the admin API', admin, () => adminHeaders],
    ['the reseller API', reseller, () => resellerHeaders],
  ])('is answered 304 without a body by %s, as long as nothing changed', async (_, path, headersOf) => {
    const first = await server.send(path, { headers: headersOf() });
    const etag = first.headers.etag ?? '';
    const second = await server.send(path, { headers: { ...headersOf(), 'if-none-match': etag } });

    expect(first.status).toBe(200);
    expect(etag).toMatch(/^W\/"[\da-f]{32}"$/);
    expect(second).toMatchObject({ status: 304, body: '' });
    expect(second.headers).toMatchObject({ etag, 'cache-control': 'max-age=0, private, must-revalidate' });
    expect(second.headers['content-type']).toBeUndefined();
  });

  it.each(['*', 'W/"00000000000000000000000000000000"', ''])('is answered in full for the tag %j', async (tag) => {
    const answer = await server.send(admin, { headers: { ...adminHeaders, 'if-none-match': tag } });

    expect(answer.status).toBe(200);
  });
});

describe('content negotiation', () => {
  it.each([
    [undefined, 200],
    ['', 200],
    ['application/vnd.api+json', 200],
    ['text/html, application/vnd.api+json', 200],
    ['*/*', 200],
    ['text/html, */*;q=0.8', 200],
    ['application/vnd.api+json; charset=utf-8', 406],
    ['application/json', 406],
    ['text/html', 406],
  ])('of the admin API answers Accept %j with %i', async (accept, status) => {
    const answer = await server.send(admin, { headers: { ...adminHeaders, ...(accept !== undefined && { accept }) } });

    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/vnd.api+json');
  });

  it('of the admin API says what was asked for, HTML escaped', async () => {
    const answer = await server.send(admin, { headers: { ...adminHeaders, accept: 'text/<b>&' } });

    expect(answer.body).toBe(
      `{"errors":[{"title":"Not acceptable","detail":"All requests must use the 'application/vnd.api+json' Accept without media type parameters. This request specified 'text/\\u003cb\\u003e\\u0026'.","code":"406","status":"406"}]}`,
    );
  });

  it.each([
    [undefined, 200],
    ['*/*', 200],
    ['application/*', 200],
    ['application/vnd.api+json', 200],
    ['application/vnd.api+json; profile="https://example.org/p"', 200],
    ['application/vnd.api+json; charset=utf-8, application/vnd.api+json', 200],
    ['application/vnd.api+json; charset=utf-8', 406],
    ['application/vnd.api+json;q=0', 406],
    ['application/vnd.api+json; ext="https://example.org/e"', 406],
    ['text/html', 406],
  ])('of the reseller API answers Accept %j with %i', async (accept, status) => {
    const answer = await server.send(reseller, {
      headers: {
        ...resellerHeaders,
        'content-type': 'application/vnd.api+json',
        ...(accept !== undefined && { accept }),
      },
    });

    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/vnd.api+json', vary: 'Accept' });
  });

  it.each([
    [undefined, undefined],
    ['application/vnd.api+json', 'Accept'],
    ['*/*', 'Accept'],
    ['text/html, */*', undefined],
  ])('of the admin API with Accept %j says Vary %j', async (accept, vary) => {
    const answer = await server.send(admin, { headers: { ...adminHeaders, ...(accept !== undefined && { accept }) } });

    expect(answer.headers.vary).toBe(vary);
  });
});

describe('a request that no controller sees is answered in the format of its API:', () => {
  const adminError = (title: string, status: string) => ({ errors: [{ title, code: status, status }] });

  it('an unknown route of the admin API', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await server.send('/api/rest/admin/nothing', { method });
      expect(answer).toMatchObject({ status: 404, headers: { 'content-type': 'application/vnd.api+json' } });
      expect(answer.json()).toMatchObject(adminError('Not Found', '404'));
    }
  });

  it('an unknown route of the reseller API', async () => {
    for (const path of ['/api/v3', '/api/v3/', '/api/v3/resellers', '/api/v3/resellers/1/nothing?x=1']) {
      const answer = await server.send(path);
      expect(answer.status).toBe(404);
      expect(answer.json()).toEqual({ errors: [{ status: '404', code: 'NOT-FOUND', title: 'No such route' }] });
    }
  });

  it('a malformed escape in a path', async () => {
    expect((await server.send('/api/rest/admin/invoices/%zz')).json()).toMatchObject(adminError('Bad Request', '400'));
    expect((await server.send('/api/v3/resellers/%c3%28/invoices/1')).json()).toMatchObject({
      errors: [{ status: '400', code: 'BAD-REQUEST' }],
    });
  });

  it('a malformed escape in a query', async () => {
    expect((await server.send(`${admin}?include=%zz`, { headers: adminHeaders })).json()).toMatchObject(
      adminError('Bad Request', '400'),
    );
    expect((await server.send(`${reseller}?include=%ff`, { headers: resellerHeaders })).json()).toMatchObject({
      errors: [{ status: '400', code: 'BAD-REQUEST' }],
    });
  });

  it('an id longer than any', async () => {
    const answer = await server.send(`/api/rest/admin/invoices/${'1'.repeat(200)}`, { headers: adminHeaders });

    expect(answer.status).toBe(414);
    expect(answer.json()).toMatchObject(adminError('URI Too Long', '414'));
  });

  it('a URL that the HTTP parser gives up on', async () => {
    const answer = await server.send(`${admin}?include=${'x'.repeat(20_000)}`, { headers: adminHeaders });

    expect(answer.status).toBe(431);
    expect(answer.json()).toMatchObject(adminError('Request Header Fields Too Large', '431'));
    expect((await server.send(`${reseller}?include=${'x'.repeat(20_000)}`)).json()).toMatchObject({
      errors: [{ status: '431', code: 'HEADERS-TOO-LARGE' }],
    });
  });

  it('a body that is too large', async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await server.send('/api/rest/admin/auth', { method: 'POST', headers, body: 'x'.repeat(1_100_000) });

    expect(answer.status).toBe(413);
    expect(answer.json()).toMatchObject(adminError('Payload Too Large', '413'));
  });

  it('a body of a type that is not read', async () => {
    const headers = { 'content-type': 'text/csv' };
    const answer = await server.send('/api/rest/admin/auth', { method: 'POST', headers, body: 'a,b' });

    expect(answer.status).toBe(415);
    expect(answer.json()).toMatchObject(adminError('Unsupported media type', '415'));
  });

  it('bytes that are no request', async () => {
    const port = Number(new URL(await server.app.getUrl()).port);
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('error', reject);
      socket.on('close', () => {
        resolve(text);
      });
    });

    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });
});

describe('a query', () => {
  it.each([
    ['include=nonsense', '112', 'nonsense is not a valid relationship of invoices'],
    ['include=service_data', '112', 'service_data is not a valid relationship of invoices'],
    ['include=account.nonsense', '112', 'nonsense is not a valid relationship of accounts'],
    ['include=charges', '112', 'charges is not a valid relationship of invoices'],
    ['include="account', '112', '"account is not a valid relationship of invoices'],
    ['foo=1', '105', 'foo is not allowed.'],
  ])('of the admin API is refused for %s', async (query, code, detail) => {
    const answer = await server.send(`${admin}?${encodeURI(query)}`, { headers: adminHeaders });

    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ errors: [{ code, detail, status: '400' }] });
  });

  it('of the admin API may repeat a parameter: the last one counts', async () => {
    const answer = await server.send(`${admin}?include=nonsense&include=account`, { headers: adminHeaders });

    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ included: [{ type: 'accounts', id: '74' }] });
  });

  it('of the admin API may hold an empty include', async () => {
    const answer = await server.send(`${admin}?include=`, { headers: adminHeaders });

    expect(answer.status).toBe(200);
    expect(answer.json()).not.toHaveProperty('included');
  });

  it.each([
    ['include=nonsense', 'INVALID-INCLUDE', 'include'],
    ['include=charges,', 'INVALID-INCLUDE', 'include'],
    ['include=account', 'INVALID-INCLUDE', 'include'],
    ['include=originated_destinations', 'INVALID-INCLUDE', 'include'],
    ['foo=1', 'INVALID-PARAMETER', 'foo'],
    ['token=x', 'INVALID-PARAMETER', 'token'],
    ['include=charges&include=taxes', 'INVALID-PARAMETER', 'include'],
  ])('of the reseller API is refused for %s, with its source', async (query, code, parameter) => {
    const answer = await server.send(`${reseller}?${query}`, { headers: resellerHeaders });

    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ errors: [{ status: '400', code, source: { parameter } }] });
  });

  it('of the reseller API that asks for what is not there gets an empty array', async () => {
    const answer = await server.send('/api/v3/resellers/1/invoices/18?include=charges', { headers: resellerHeaders });

    expect(answer.json()).toMatchObject({ included: [] });
  });
});

describe('a link', () => {
  it.each([
    ['example.org', 'http://example.org/'],
    ['example.org:80', 'http://example.org/'],
    ['example.org:8080', 'http://example.org:8080/'],
    ['[::1]:3000', 'http://[::1]:3000/'],
  ])('begins with the host of the request: %s', async (host, start) => {
    const answer = await server.send(admin, { headers: { ...adminHeaders, host } });

    expect(answer.json()).toMatchObject({ data: { links: { self: `${start}api/rest/admin/invoices/18` } } });
  });

  it('is never made of a host that could not stand in one', async () => {
    const answer = await server.send(admin, { headers: { ...adminHeaders, host: 'a"b\\c<d' } });

    expect(answer.status).toBe(400);
  });

  it('ignores forwarded headers of a proxy that nobody trusts', async () => {
    const headers = {
      ...adminHeaders,
      host: 'example.org',
      'x-forwarded-host': 'evil.test',
      'x-forwarded-proto': 'https',
    };

    expect((await server.send(admin, { headers })).body).not.toContain('evil.test');
  });
});

describe('what an author forgot or got wrong', () => {
  it('closes a route without an audience to everybody', async () => {
    for (const headers of [{}, adminHeaders, resellerHeaders]) {
      const answer = await server.send('/api/rest/admin/careless', { headers });
      expect(answer.status).toBe(403);
      expect(answer.body).not.toContain('secret');
    }
  });

  it('is answered with a fixed text and logged once, with the id of the request', async () => {
    const answer = await server.send('/api/v3/broken', { headers: { 'x-request-id': 'lost' } });

    expect(answer.status).toBe(500);
    expect(answer.json()).toEqual({
      errors: [{ status: '500', code: 'INTERNAL', title: 'Something went wrong on the server' }],
    });
    const logged = server.log.filter((line) => line.includes('hunter2'));
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('"requestId":"lost"');
  });
});

describe('the health of the server', () => {
  it('is live and ready without a token', async () => {
    expect((await server.send('/health/live')).json()).toEqual({ status: 'ok' });
    expect((await server.send('/health/ready')).json()).toEqual({ status: 'ok', database: 'up' });
  });
});
