import { chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openPrivateLedger } from '@org/tools/postgres';
import { sendTo } from '@org/tools/testing';
import pg from 'pg';
import { NpmStart, processesOf } from './support/npm-start.js';
import { Server } from './support/server.js';

let directory: string;

beforeAll(async () => {
  directory = await realpath(await mkdtemp(join(tmpdir(), 'org-invoices-start-')));
  await chmod(directory, 0o755);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

type Signal = 'Ctrl-C' | 'SIGTERM' | 'SIGHUP';

const send: Readonly<Record<Signal, (started: NpmStart) => void>> = {
  'Ctrl-C': (started) => {
    started.signalAll('SIGINT');
  },
  SIGTERM: (started) => {
    started.signalNpm('SIGTERM');
  },
  SIGHUP: (started) => {
    started.signalAll('SIGHUP');
  },
};

/** Looks until no process of the directory is left. @returns those that still run after two seconds */
const leftOver = async (): Promise<readonly string[]> => {
  const deadline = performance.now() + 2_000;
  for (;;) {
    const left = await processesOf(directory);
    if (left.length === 0 || performance.now() > deadline) return left;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const originOf = async (started: NpmStart): Promise<string> => {
  await started.says('invoices/3973');
  return /http:\/\/127\.0\.0\.1:\d+/.exec(started.output)?.[0] ?? '';
};

/** Looks until somebody waits for a lock. */
const isWaiting = async (client: pg.Client): Promise<void> => {
  for (;;) {
    if ((await client.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount !== 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

// In one directory, in the order of the steps: a start that was interrupted leaves the next one everything it needs.
describe('npm start, interrupted', () => {
  let started: NpmStart;

  afterEach(async () => {
    try {
      started.signalAll('SIGKILL');
    } catch {
      // It has ended.
    }
    await started.ended;
  });

  it.each<[Signal, string]>([
    ['Ctrl-C', 'Loading the server'],
    ['SIGTERM', 'Starting the private PostgreSQL'],
    ['Ctrl-C', 'Creating a PostgreSQL cluster'],
    ['SIGHUP', 'Bringing the database up to date'],
    ['SIGTERM', 'Demo data 1/'],
    ['SIGHUP', 'Demo data 3/'],
    ['Ctrl-C', 'Demo data 6/'],
  ])('by %s at "%s", says so, ends soon and leaves no process', async (signal, step) => {
    started = await NpmStart.in(directory);
    await started.says(step);
    const before = performance.now();
    send[signal](started);
    await started.ended;
    const seconds = (performance.now() - before) / 1000;

    expect(started.output).toContain('Stopping before it is ready');
    expect(started.output).not.toContain('curl');
    expect(await leftOver()).toEqual([]);
    expect(seconds).toBeLessThan(step.startsWith('Demo data') ? 2 : 10);
  });

  it.each<[Signal, string, number | null]>([
    // npm itself knows no better than to die of it.
    ['SIGHUP', 'Starting the server', null],
    ['Ctrl-C', 'curl', 0],
  ])('by %s at "%s", when the demo data is there, ends in good order', async (signal, step, code) => {
    started = await NpmStart.in(directory);
    await started.says(step);
    send[signal](started);

    expect(await started.ended).toBe(code);
    expect(started.output).toContain('Stopping');
    expect(await leftOver()).toEqual([]);
  });

  it('by SIGTERM, has told each step with its time, and of requests in lines that people read', async () => {
    started = await NpmStart.in(directory);
    await sendTo(await originOf(started), '/health/live');
    await started.says('INFO: request');
    send.SIGTERM(started);

    expect(await started.ended).toBe(0);
    for (const step of ['Loading the server', 'Starting the private PostgreSQL', 'Starting the server'])
      expect(started.output).toMatch(new RegExp(`${step} … \\d+\\.\\d s\n`));
    expect(started.output).toMatch(/Ready after \d+\.\d s\n/);
    expect(await leftOver()).toEqual([]);
  });

  it('by Ctrl-C, waits for the request that is running, and by a second Ctrl-C for nothing', async () => {
    started = await NpmStart.in(directory);
    const origin = await originOf(started);
    const { url } = await openPrivateLedger({
      directory: join(directory, '.data', 'postgres'),
      mayShare: true,
      onProgress: () => undefined,
    });
    const blocker = new pg.Client(url);
    blocker.on('error', () => undefined);
    await blocker.connect();
    await blocker.query('BEGIN; LOCK TABLE invoices IN ACCESS EXCLUSIVE MODE');
    const authorization = /admin token\s+(\S+)/.exec(started.output)?.[1] ?? '';
    const request = sendTo(origin, '/api/rest/admin/invoices/18', { headers: { authorization } });
    const failed = request.then(
      () => false,
      () => true,
    );
    await isWaiting(blocker);
    started.signalAll('SIGINT');
    await started.says('Stopping');
    // Longer than the two signals of one Ctrl-C are apart.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = performance.now();
    started.signalAll('SIGINT');

    expect(await started.ended).toBe(130);
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(await failed).toBe(true);
    expect(await leftOver()).toEqual([]);
  });
});

describe('the file .env of the working directory', () => {
  it('completes the environment, which comes first', async () => {
    const home = await mkdtemp(join(directory, 'configured-'));
    await writeFile(join(home, '.env'), 'LOG_LEVEL=loud\nPORT=http\nADMIN_JWT_LIFETIME=never\n');
    const { code, output } = await Server.launch({ PORT: '0', ADMIN_JWT_LIFETIME: '60' }, home).ended();

    expect(code).toBe(1);
    expect(output).toContain('LOG_LEVEL');
    expect(output).not.toMatch(/PORT|ADMIN_JWT_LIFETIME/);
  });
});
