import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp({ environment: { REQUESTS_OF_ONE_CALLER: '1', REQUEST_WAIT_SECONDS: '1' } });
});

afterAll(() => server.close());

describe('a request of a caller who may have one place', () => {
  it.each([
    ['/api/rest/admin/invoices/18/relationships/', 404],
    ['/api/rest/admin/invoices/18/', 404],
    ['/api/rest/admin/nothing', 404],
    ['/api/rest/admin/invoices/18/relationships/nothing', 404],
    ['/api/v3/resellers/1/invoices/', 404],
    ['/api/rest/admin/invoices/18', 200],
  ])('takes no other one, whatever becomes of it: %s', async (path, status) => {
    const headers = path.includes('/v3/') ? { 'x-api-token': tokens.root } : { authorization: server.adminToken() };

    expect(await server.send(path, { headers })).toMatchObject({ status });
  });
});
