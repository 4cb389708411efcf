import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmptyDatabase, type EmptyDatabase } from '@org/invoice-domain/testing';
import pg from 'pg';
import { sendTo } from '@org/tools/testing';
import { DemoWorld } from './support/demo-world.js';
import { fileOfProgram } from './support/programs.js';
import { Server } from './support/server.js';

const run = promisify(execFile);

describe('without a database of its own, the server', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'org-invoices-e2e-'));
  });

  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('starts a private one, answers the requests of its banner, and finds its data again', async () => {
    const first = await Server.start({}, directory);
    for (const curl of first.curls) {
      const { stdout } = await run('sh', ['-c', curl]);
      expect(JSON.parse(stdout)).toHaveProperty('data.type', 'invoices');
    }
    expect(first.curls).toHaveLength(2);
    expect(await first.stop()).toMatchObject({ code: 0 });

    const second = await Server.start({}, directory);
    const token = second.fromBanner('admin token');
    const answer = await sendTo(second.origin, '/api/rest/admin/invoices/18', { headers: { authorization: token } });
    expect(answer.status).toBe(200);
    const { code, output } = await second.stop();
    expect(code).toBe(0);
    expect(output).not.toContain('Demo data');
  });

  it('says who uses the directory when it is started there twice', async () => {
    const first = await Server.start({}, directory);
    const second = await Server.launch({}, directory).ended();

    expect(second.code).toBe(1);
    expect(second.output).toContain(String(first.pid));
    expect(await first.stop()).toMatchObject({ code: 0 });
  });

  it.each<['bill' | 'verify', string[], string]>([
    ['verify', [], 'invoice'],
    ['bill', ['--at', '2026-02-01T05:30Z', '--dry-run'], ' would be made'],
  ])('shares its database with the command %s', async (command, options, said) => {
    const server = await Server.start({}, directory);
    const { PATH = '', HOME = '' } = process.env;
    const child = run(process.execPath, [fileOfProgram(command), ...options], { cwd: directory, env: { PATH, HOME } });
    const { stdout, stderr } = await child.catch((error: unknown) => error as { stdout: string; stderr: string });
    expect(stderr).toContain('The private PostgreSQL runs already');
    expect(stdout).toContain(said);
    expect(await server.stop()).toMatchObject({ code: 0 });
  });
});

describe('on a database that it is given, the server', () => {
  let database: EmptyDatabase;

  beforeAll(async () => {
    database = await createEmptyDatabase();
  });

  afterAll(() => database.drop());

  const production = (): Record<string, string> => ({
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    ADMIN_JWT_SECRET: 'a secret of at least thirty-two characters',
    HOST: '127.0.0.1',
  });

  it('has neither demo data nor demo credentials in production', async () => {
    const server = await Server.start(production());
    const login = await sendTo(server.origin, '/api/rest/admin/auth', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ auth: { username: 'admin', password: 'demo-password' } }),
    });
    const reseller = await sendTo(server.origin, '/api/v3/resellers/1/invoices/3973', {
      headers: { 'x-api-token': 'vY5fwetestK3gJXZH5uHCw' },
    });
    const { output } = await server.stop();

    expect([login.status, reseller.status]).toEqual([401, 401]);
    expect(output).not.toMatch(/demo|token|curl/i);
  });

  it('does not start in production without its secrets, and says everything that is missing at once', async () => {
    const { code, output } = await Server.launch({ NODE_ENV: 'production', PORT: 'http' }).ended();

    expect(code).toBe(1);
    expect(output).toContain('PORT');
    expect(output).toContain('DATABASE_URL');
    expect(output).toContain('ADMIN_JWT_SECRET');
    expect(output).not.toContain('    at ');
  });

  it('finishes the request that is running when it is told to stop', async () => {
    const world = await DemoWorld.start();
    const { server, adminToken: token } = world;
    const blocker = new pg.Client(world.databaseUrl);
    await blocker.connect();
    await blocker.query('BEGIN; LOCK TABLE invoices IN ACCESS EXCLUSIVE MODE');
    const running = sendTo(server.origin, '/api/rest/admin/invoices/18', { headers: { authorization: token } });
    await waitFor(async () => {
      const { rowCount } = await blocker.query(
        `SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE NOT granted AND datname = current_database()`,
      );
      return rowCount !== 0;
    });

    server.signal('SIGTERM');
    await expect(refusesConnections(server.origin)).resolves.toBe(true);
    await blocker.query('ROLLBACK');
    await blocker.end();

    expect((await running).status).toBe(200);
    expect(await server.ended()).toMatchObject({ code: 0 });
    await world.stop();
  });

  it('takes requests while load balancers have not heard of its end, and tells them', async () => {
    const server = await Server.start({ ...production(), DRAIN_SECONDS: '2' });
    const ready = () => sendTo(server.origin, '/health/ready');
    expect(await ready()).toMatchObject({ status: 200, headers: { connection: 'keep-alive' } });
    server.signal('SIGTERM');
    await waitFor(async () => (await ready()).status === 503);

    const answer = await sendTo(server.origin, '/api/rest/admin/invoices');
    expect(answer).toMatchObject({ status: 401, headers: { connection: 'close' } });
    expect(await server.ended()).toMatchObject({ code: 0 });
  });

  it('says plainly that its port is taken', async () => {
    const server = await Server.start(production());
    const second = await Server.launch({ ...production(), PORT: new URL(server.origin).port }).ended();
    await server.stop();

    expect(second.code).toBe(1);
    expect(second.output).toContain('EADDRINUSE');
  });

  it('is not ready while its database is away, but alive', async () => {
    const own = await createEmptyDatabase();
    const server = await Server.start({ ...production(), DATABASE_URL: own.url, RUN_JOBS: 'true' });
    const status = async (): Promise<number> => (await sendTo(server.origin, '/health/ready')).status;

    expect(await status()).toBe(200);
    await own.drop();
    expect(await status()).toBe(503);
    expect((await sendTo(server.origin, '/health/live')).status).toBe(200);
    expect(await server.stop()).toMatchObject({ code: 0 });
  });
});

const waitFor = async (condition: () => Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
};

const refusesConnections = async (origin: string): Promise<boolean> => {
  await waitFor(() =>
    sendTo(origin, '/health/live').then(
      ({ status }) => status === 503,
      () => true,
    ),
  );
  return true;
};
