import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findProcess } from '../postgres/running-process.js';
import { descendantsIn } from './descendants.js';
import { MatrixServer } from './server.js';
import { matrixTable } from './table.js';
import { visit, type Visit } from './visit.js';

it('the processes that one has started are its children and theirs', () => {
  const parents = new Map([
    [10, 1],
    [11, 10],
    [12, 11],
    [20, 1],
    [21, 20],
  ]);

  expect(descendantsIn(parents, 10)).toEqual(new Set([11, 12]));
  expect(descendantsIn(parents, 12)).toEqual(new Set());
});

it('the table of runtimes shows what each step took, where it ended and why', () => {
  const whole: Visit = {
    milliseconds: { start: 4_200, login: 110, 'admin read': 20, 'reseller read': 30, write: 90, job: 300, stop: 250 },
  };
  const broken: Visit = { milliseconds: { start: 3_000 }, failure: { step: 'login', reason: 'it said no' } };
  const visits = new Map([
    ['20.19.0', whole],
    ['26.10.0', broken],
  ]);

  expect(matrixTable(visits)).toBe(
    [
      'Node     start   login   admin read  reseller read  write   job     stop',
      '20.19.0  4.20 s  0.11 s  0.02 s      0.03 s         0.09 s  0.30 s  0.25 s',
      '26.10.0  3.00 s  FAILED  –           –              –       –       –',
      '',
      'Node 26.10.0, login: it said no',
    ].join('\n'),
  );
});

const node = process.execPath;

describe('the end of a server', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'matrix-spec-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  /** Answers every request with 200, and ends on SIGTERM as the rest of its program says. */
  const programWith = async (onTerm: string): Promise<string> => {
    const file = join(directory, 'server.mjs');
    await writeFile(
      file,
      `import { createServer } from 'node:http';
       import { spawn } from 'node:child_process';
       const other = spawn('sleep', ['5']);
       createServer((request, response) => response.end('{}')).listen(process.env.PORT, process.env.HOST);
       process.once('SIGTERM', () => { ${onTerm} });`,
    );
    return file;
  };

  const endOf = async (onTerm: string): Promise<void> => {
    const server = await MatrixServer.start({ node, program: await programWith(onTerm) }, directory);
    await server.stop();
  };

  it('is good when nothing is left of it', async () => {
    await expect(endOf(`other.once('exit', () => process.exit(0)); other.kill();`)).resolves.toBeUndefined();
  });

  it('is not when a process stays behind, or the exit code is another than 0', async () => {
    const failure = await endOf('process.exit(0);').catch(String);
    const [, left] = /left the processes (\d+)$/.exec(String(failure)) ?? [];

    await expect(isGone(Number(left))).resolves.toBe(true);
    await expect(endOf('process.exit(3);')).rejects.toThrow('ended with 3');
  });

  it('comes by itself when the server fails, which is told with its last words, and leaves no directory', async () => {
    const file = join(directory, 'broken.mjs');
    await writeFile(file, `console.error('no such thing'); process.exit(1);`);
    const before = await matrixDirectories();

    expect(await visit({ node, program: file })).toMatchObject({
      failure: { step: 'start', reason: expect.stringMatching(/not become ready[^]*no such thing/) },
    });
    expect(await matrixDirectories()).toEqual(before);
  });
});

it('a visit that is given up ends its server and leaves no directory', async () => {
  const before = await matrixDirectories();
  const directory = await mkdtemp(join(tmpdir(), 'matrix-spec-'));
  const file = join(directory, 'slow.mjs');
  await writeFile(file, `process.once('SIGTERM', () => process.exit(0)); setInterval(() => undefined, 1000);`);

  expect(await visit({ node, program: file }, AbortSignal.timeout(500))).toMatchObject({ failure: { step: 'start' } });
  expect(await matrixDirectories()).toEqual(before);
  await rm(directory, { recursive: true });
});

const isGone = async (pid: number): Promise<boolean> => {
  const deadline = performance.now() + 5_000;
  while ((await findProcess(pid)) !== undefined) {
    if (performance.now() > deadline) return false;
    await pause(20);
  }
  return pid > 0;
};

const matrixDirectories = async (): Promise<readonly string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('org-invoices-matrix-'));
