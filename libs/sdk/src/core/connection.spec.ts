import { afterEach, describe, expect, it } from '@jest/globals';
import { country, jsonApi, says, scriptedServer, type ScriptedServer, type Turn } from '../../test/scripted-server.js';
import {
  AuthenticationError,
  ConflictError,
  ConnectionError,
  createAdminClient,
  createResellerClient,
  EtagCache,
  ForbiddenError,
  InvoicesError,
  NotFoundError,
  PreconditionFailedError,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
  type AdminClient,
  type AdminClientOptions,
} from '../index.js';

const servers: ScriptedServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const serve = async (...turns: readonly [Turn, ...Turn[]]): Promise<ScriptedServer> => {
  const server = await scriptedServer(...turns);
  servers.push(server);
  return server;
};

const clientOf = ({ url }: Pick<ScriptedServer, 'url'>, options: Partial<AdminClientOptions> = {}): AdminClient =>
  createAdminClient({ baseUrl: url, credentials: { token: 'secret' }, maxRetries: 0, ...options });

const caught = async (work: PromiseLike<unknown>): Promise<InvoicesError> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof InvoicesError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

const ukraine = says(200, { data: country('1') });

describe('an error of the API', () => {
  it.each([
    [400, ValidationError],
    [401, AuthenticationError],
    [403, ForbiddenError],
    [404, NotFoundError],
    [406, ValidationError],
    [409, ConflictError],
    [412, PreconditionFailedError],
    [422, ValidationError],
    [428, PreconditionFailedError],
    [429, RateLimitError],
    [500, ServerError],
    [503, ServerError],
  ])('of status %i has a class of its own, and all that the server said', async (status, kind) => {
    const errors = [
      { title: 'Invalid', detail: 'name is missing', source: { pointer: '/data/attributes/name' } },
      { title: 'Other' },
    ];
    const server = await serve(says(status, { errors }));
    const error = await caught(clientOf(server).countries.get(1));

    expect(error).toBeInstanceOf(kind);
    expect(error.name).toBe(kind.name);
    expect(error.status).toBe(status);
    expect(error.requestId).toBe('r-1');
    expect(error.errors).toEqual(errors);
    expect(error.message).toBe('name is missing; Other'.replace('; ', ' '));
    expect(error.byPointer('/data/attributes/name')?.detail).toBe('name is missing');
    expect(error.byPointer('/data')).toBeUndefined();
  });

  it('comes as a value to those who do not want it thrown', async () => {
    const server = await serve(says(404, { errors: [{ detail: 'gone' }] }), ukraine);
    const client = clientOf(server);

    expect(await client.countries.try.get(1)).toMatchObject({ data: undefined, error: { status: 404 } });
    expect(await client.countries.try.get(1)).toMatchObject({ data: { id: '1' }, error: undefined });
  });
});

describe('a server that misbehaves', () => {
  it('is given up on when the answer is too slow, body included', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': jsonApi });
      response.write('{"data":');
    });
    const started = performance.now();
    const error = await caught(clientOf(server, { timeoutMs: 100 }).countries.get(1));

    expect(error).toBeInstanceOf(TimeoutError);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('may cut its JSON short', async () => {
    const server = await serve(says(200, '{"data":{"id":"1","type":"coun'));

    expect(await caught(clientOf(server).countries.get(1))).toMatchObject({ name: 'ServerError', requestId: 'r-1' });
  });

  it('may break the connection within the body', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': jsonApi, 'content-length': '1000' });
      response.write('{"data":', () => {
        response.destroy();
      });
    });

    expect(await caught(clientOf(server).countries.get(1))).toBeInstanceOf(ConnectionError);
  });

  it('may stand behind a proxy that speaks HTML', async () => {
    const server = await serve(says(502, '<html>Bad Gateway</html>', { 'content-type': 'text/html' }));

    expect(await caught(clientOf(server).countries.get(1))).toMatchObject({
      name: 'ServerError',
      status: 502,
      errors: [],
    });
  });

  it.each(['text/html', 'application/json', ''])('may answer in another media type: %j', async (type) => {
    const server = await serve(says(200, { data: country('1') }, { 'content-type': type }));

    expect(await caught(clientOf(server).countries.get(1))).toBeInstanceOf(ServerError);
  });

  it('may send another document, or another sort of record', async () => {
    const server = await serve(says(200, []), says(200, {}), says(200, { data: { id: '1', type: 'networks' } }));
    const client = clientOf(server);

    for (let answer = 0; answer < 3; answer += 1) {
      expect(await caught(client.countries.get(1))).toBeInstanceOf(ServerError);
    }
  });

  it('may not be there at all', async () => {
    const server = await scriptedServer(ukraine);
    await server.close();

    expect(await caught(clientOf(server).countries.get(1))).toBeInstanceOf(ConnectionError);
  });
});

describe('a redirect', () => {
  const to =
    (location: string): Turn =>
    (_, response) => {
      response.writeHead(302, { location }).end();
    };

  it('to the same server is followed, with the token', async () => {
    const server = await serve(to('/api/rest/admin/countries/2'), ukraine);
    await clientOf(server).countries.get(1);

    expect(server.requests).toEqual(['GET /api/rest/admin/countries/1', 'GET /api/rest/admin/countries/2']);
    expect(server.headers[1]?.authorization).toBe('secret');
  });

  it('to another origin is refused: it would learn the token', async () => {
    const other = await serve(ukraine);
    const server = await serve(to(`${other.url}/api/rest/admin/countries/1`));

    expect(await caught(clientOf(server).countries.get(1))).toBeInstanceOf(ServerError);
    expect(other.requests).toEqual([]);
  });

  it('in a circle ends', async () => {
    const server = await serve(to('/api/rest/admin/countries/1'));

    expect(await caught(clientOf(server).countries.get(1))).toBeInstanceOf(ServerError);
    expect(server.requests).toHaveLength(6);
  });
});

describe('another attempt', () => {
  const busy = (retryAfter: string): Turn => says(429, { errors: [] }, { 'retry-after': retryAfter });

  it('follows a passing failure, up to the limit', async () => {
    const server = await serve(says(503, ''), says(502, ''), ukraine);

    expect(await clientOf(server, { maxRetries: 2 }).countries.get(1)).toMatchObject({ id: '1' });
    expect(server.requests).toHaveLength(3);
  });

  it('does not follow more failures than the call allows', async () => {
    const server = await serve(says(503, ''), says(503, ''), ukraine);

    expect(await caught(clientOf(server).countries.get(1, { maxRetries: 1 }))).toMatchObject({ status: 503 });
    expect(server.requests).toHaveLength(2);
  });

  it('does not follow what would fail again', async () => {
    const server = await serve(says(404, ''));

    await caught(clientOf(server, { maxRetries: 5 }).countries.get(1));
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Math.ceil(performance.timeOrigin + performance.now()) + 1_999).toUTCString()],
  ])('waits as long as the server asks by %s', async (_, retryAfter) => {
    const server = await serve(busy(retryAfter()), ukraine);
    const started = performance.now();

    expect(await clientOf(server, { maxRetries: 1 }).countries.get(1)).toMatchObject({ id: '1' });
    expect(performance.now() - started).toBeGreaterThan(400);
  });

  it('is not waited for when the server asks for too long a pause', async () => {
    const server = await serve(busy('3600'));
    const error = await caught(clientOf(server, { maxRetries: 3 }).countries.get(1));

    expect(error).toBeInstanceOf(RateLimitError);
    expect((error as RateLimitError).retryAfter).toBe(3_600_000);
    expect(server.requests).toHaveLength(1);
  });

  it('is not waited for longer than an attempt may take', async () => {
    const server = await serve(busy('2'), ukraine);

    const call = clientOf(server, { maxRetries: 3, timeoutMs: 1_000 }).countries.get(1);
    expect(await caught(call)).toBeInstanceOf(RateLimitError);
    expect(server.requests).toHaveLength(1);
  });

  it('is not made when the caller has lost patience', async () => {
    const server = await serve(busy('30'), ukraine);
    const patience = new AbortController();
    const reason = new Error('enough');
    const call = clientOf(server, { maxRetries: 1 }).countries.get(1, { signal: patience.signal });
    setTimeout(() => {
      patience.abort(reason);
    }, 100);

    await expect(call).rejects.toBe(reason);
    expect(server.requests).toHaveLength(1);
  });
});

describe('credentials', () => {
  it('are sent as each API takes them', async () => {
    const server = await serve(says(200, { data: [] }));
    await clientOf(server).countries.list();
    await createResellerClient({
      baseUrl: server.url,
      token: () => Promise.resolve('t1'),
      resellerId: 4,
    }).invoices.list();

    expect(server.headers[0]?.authorization).toBe('secret');
    expect(server.headers[1]?.['x-api-token']).toBe('t1');
    expect(server.requests[1]).toMatch(/^GET \/api\/v3\/resellers\/4\/invoices\?/);
  });

  const login: Turn = (_, response) => {
    response.writeHead(201, { 'content-type': 'application/json; charset=utf-8' }).end('{"jwt":"fresh"}');
  };
  const named = { credentials: { username: 'admin', password: 'pass' } } as const;

  it('by name are exchanged for a token, once for many calls', async () => {
    const server = await serve(login, ukraine);
    const client = clientOf(server, named);
    await Promise.all([1, 2, 3].map((id) => client.countries.get(id)));

    expect(server.requests.filter((request) => request.startsWith('POST'))).toEqual(['POST /api/rest/admin/auth']);
    expect(server.bodies[0]).toBe('{"auth":{"username":"admin","password":"pass"}}');
    expect(server.headers.slice(1).map(({ authorization }) => authorization)).toEqual(['fresh', 'fresh', 'fresh']);
  });

  it('by name are exchanged again when the token has ended, once for all calls that notice', async () => {
    let isEnded = false;
    const server = await serve((request, response) => {
      if (request.method === 'POST') {
        isEnded = false;
        login(request, response);
      } else (isEnded ? says(401, '') : ukraine)(request, response);
    });
    const client = clientOf(server, named);
    await client.countries.get(1);
    isEnded = true;

    expect(await Promise.all([1, 2, 3].map((id) => client.countries.get(id)))).toHaveLength(3);
    expect(server.requests.filter((request) => request.startsWith('POST'))).toHaveLength(2);
  });

  it('that are wrong fail, and are tried again with the next call', async () => {
    const server = await serve(says(401, { errors: [{ detail: 'Incorrect login or password.' }] }), login, ukraine);
    const client = clientOf(server, named);

    expect(await caught(client.countries.get(1))).toBeInstanceOf(AuthenticationError);
    expect(await client.countries.get(1)).toMatchObject({ id: '1' });
  });
});

describe('kept answers', () => {
  it('save sending what has not changed', async () => {
    const server = await serve(says(200, { data: country('1') }, { etag: 'W/"a"' }), (_, response) => {
      response.writeHead(304, { etag: 'W/"a"' }).end();
    });
    const client = clientOf(server, { cache: new EtagCache() });

    const first = await client.countries.get(1);
    expect(await client.countries.get(1)).toEqual(first);
    expect(server.headers.map((headers) => headers['if-none-match'])).toEqual([undefined, 'W/"a"']);
  });

  it('are no more than the cache has room for', () => {
    const cache = new EtagCache(2);
    for (const url of ['a', 'b']) cache.set(url, { etag: url, text: '' });
    cache.get('a');
    cache.set('c', { etag: 'c', text: '' });

    expect(['a', 'b', 'c'].filter((url) => cache.get(url) !== undefined)).toEqual(['a', 'c']);
  });
});
