import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type PostgresCluster, type StartOptions, startPostgres } from './index.js';

const built = new URL('../../dist/postgres/index.js', import.meta.url).href;
const hasty = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const describeForRoot = process.getuid?.() === 0 ? describe : describe.skip;

describe('a PostgreSQL cluster', () => {
  let parent: string;
  /** One for all tests but two, for creating a cluster takes a second: each test starts it, and it is stopped after. */
  let directory: string;
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'cluster-'));
    await chmod(parent, 0o755);
    directory = join(parent, 'cluster');
  });

  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  afterAll(() => rm(parent, { recursive: true }));

  async function start(options: Partial<StartOptions> = {}): Promise<PostgresCluster> {
    const cluster = await startPostgres({ directory, settings: hasty, ...options });
    stops.push(() => cluster.stop());
    return cluster;
  }

  /** A process of its own that starts the cluster, prints its URL and then waits. */
  async function startElsewhere(prelude = ''): Promise<{ child: ChildProcess; url: string }> {
    const script = `import { startPostgres } from '${built}';
      ${prelude}
      const { url } = await startPostgres(${JSON.stringify({ directory, settings: hasty })});
      console.log(url);
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    stops.push(() => kill(child));
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, url: line.toString().trim() };
  }

  it('keeps its data and its password from one start to the next', async () => {
    const first = await start();
    await ask(first.url, "CREATE TABLE kept AS SELECT 'still here' AS text");
    await first.stop();

    const second = await start();

    expect(await ask(second.url, 'SELECT text FROM kept')).toEqual([{ text: 'still here' }]);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
  });

  it('speaks UTF-8, sorts by code point and counts in UTC', async () => {
    const { url } = await start();

    const [row] = await ask(
      url,
      `SELECT upper('é') AS upper, 'Z' < 'a' AS "byCodePoint", current_setting('TimeZone') AS zone,
         current_setting('server_encoding') AS encoding, current_setting('data_checksums') AS checksums`,
    );

    expect(row).toEqual({ upper: 'É', byCodePoint: true, zone: 'UTC', encoding: 'UTF8', checksums: 'on' });
  });

  it('is durable unless it is told otherwise', async () => {
    const { url } = await start({ settings: {} });

    expect(await ask(url, "SELECT current_setting('fsync') AS fsync")).toEqual([{ fsync: 'on' }]);
  });

  it('lets nobody in without the password, and listens on this machine only', async () => {
    const { url, directory: home } = await start();
    const wrong = new URL(url);
    wrong.password = 'guessed';

    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(await ask(url, "SELECT current_setting('listen_addresses') AS addresses")).toEqual([
      { addresses: '127.0.0.1' },
    ]);
    expect((await stat(join(home, 'password'))).mode & 0o077).toBe(0);
  });

  it('is found again under the port that it is given', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    await first.stop();

    expect((await start({ port })).url).toBe(first.url);
  });

  it('is not started a second time while it runs', async () => {
    await start();

    await expect(start()).rejects.toThrow(`(pid ${String(process.pid)}) is already using`);
  });

  it('is not started while another process runs it', async () => {
    const { child } = await startElsewhere();

    await expect(start()).rejects.toThrow(`(pid ${String(child.pid)}) is already using`);
  });

  it('is taken over when the process that ran it was killed', async () => {
    const before = await startElsewhere();
    await ask(before.url, "CREATE TABLE survived AS SELECT 'committed' AS text");
    await kill(before.child);
    const messages: string[] = [];

    const after = await start({ onProgress: (message) => messages.push(message) });

    expect(await ask(after.url, 'SELECT text FROM survived')).toEqual([{ text: 'committed' }]);
    await expect(ask(before.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    expect(messages).toEqual([expect.stringContaining('left behind')]);
  });

  it('outlives Ctrl-C for as long as the process that started it does', async () => {
    const { child, url } = await startElsewhere("process.on('SIGINT', () => undefined);");

    process.kill(-Number(child.pid), 'SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 300));

    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('ends with the process that started it, when that one exits without a word', async () => {
    const { child, url } = await startElsewhere("process.on('SIGTERM', () => process.exit());");

    child.kill('SIGTERM');
    await once(child, 'exit');
    await new Promise((resolve) => setTimeout(resolve, 500));

    await expect(ask(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it("cannot start with a setting that makes no sense, and passes on the server's own words", async () => {
    await expect(start({ settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      'invalid value for parameter "shared_buffers": "plenty"',
    );

    await expect(start()).resolves.toHaveProperty('url');
  });

  it.each(['Creating', 'nothing more'])(
    'is given up when it is told to after "%s", and leaves no process',
    async (message) => {
      const aborted = join(parent, `aborted ${message}`);
      const giveUp = new AbortController();
      const reason = new Error('enough');
      const starting = start({
        directory: aborted,
        signal: giveUp.signal,
        onProgress: (text) => {
          if (text.startsWith(message)) setTimeout(giveUp.abort.bind(giveUp, reason), 20);
        },
      });
      if (message === 'nothing more') {
        await until(() => existsSync(join(aborted, 'postgres.log')));
        giveUp.abort(reason);
      }

      await expect(starting).rejects.toBe(reason);
      const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'args=']);
      expect(stdout.split('\n').filter((line) => line.includes(aborted))).toEqual([]);
      expect(await ask((await start({ directory: aborted })).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    },
  );

  it('is created anew when its creation was interrupted', async () => {
    const interrupted = join(parent, 'interrupted');
    await mkdir(join(interrupted, 'data.incomplete', 'base'), { recursive: true });

    const { url } = await start({ directory: interrupted });

    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  describeForRoot('that root starts', () => {
    it("moves where the server's user can reach it when the parent folder is root's alone", async () => {
      const closed = await mkdtemp(join(parent, 'closed-'));
      const wished = { directory: join(closed, 'cluster') };
      const messages: string[] = [];

      const first = await start({ ...wished, onProgress: (message) => messages.push(message) });
      stops.unshift(() => rm(first.directory, { recursive: true }));
      await ask(first.url, "CREATE TABLE note AS SELECT 'found again' AS text");
      await first.stop();
      const second = await start(wished);

      expect(messages[0]).toContain(
        `who cannot use ${wished.directory}: the database is kept in /var/tmp/org-invoices-`,
      );
      expect(await ask(second.url, 'SELECT text FROM note')).toEqual([{ text: 'found again' }]);
    });
  });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  // Stopping the server ends idle connections with an error that is none here.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
