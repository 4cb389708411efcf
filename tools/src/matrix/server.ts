import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../postgres/free-port.js';
import { sendTo } from '../testing/http-client.js';
import { descendantsIn } from './descendants.js';

const run = promisify(execFile);

/** A first start initialises a cluster and loads demo data. */
const startMilliseconds = 180_000;
/** Longer than the server gives its running requests. */
const stopMilliseconds = 40_000;
const lookMilliseconds = 100;

/** A built server, and the Node that it is to run on. */
export interface Built {
  readonly node: string;
  readonly program: string;
}

/** The built server on some Node, with a private PostgreSQL in the directory it runs in. */
export class MatrixServer {
  private constructor(
    private readonly child: ChildProcessByStdio<null, Readable, Readable>,
    readonly origin: string,
    private readonly output: () => string,
  ) {
    process.once('exit', this.end);
  }

  /** @throws Error with the end of its output when it does not become ready, or when the start is given up */
  static async start({ node, program }: Built, directory: string, signal?: AbortSignal): Promise<MatrixServer> {
    const port = await freePort();
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(node, [program], {
      cwd: directory,
      env: { PATH, HOME, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4_000)));
    }
    const server = new MatrixServer(child, `http://127.0.0.1:${port}`, () => output);
    try {
      await server.becomesReady(signal);
    } catch (error) {
      await server.stop().catch(() => undefined);
      throw error;
    }
    return server;
  }

  /** @throws Error when it ends with another exit code than 0, or leaves a process behind, which is killed */
  async stop(): Promise<void> {
    process.off('exit', this.end);
    if (this.child.exitCode !== null) throw new Error(`it ended with ${this.child.exitCode} by itself`);
    const started = descendantsIn(await processes(), this.child.pid ?? 0);
    const failure = await this.endsWithin(stopMilliseconds).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    this.child.kill('SIGKILL');
    const left = [...(await processes()).keys()].filter((pid) => started.has(pid));
    for (const pid of left) kill(pid);
    if (failure !== undefined) throw failure;
    if (left.length > 0) throw new Error(`it left the processes ${left.join(', ')}`);
  }

  private async endsWithin(milliseconds: number): Promise<void> {
    const gone = once(this.child, 'exit', { signal: AbortSignal.timeout(milliseconds) });
    this.end();
    const [code, signal] = (await gone) as [number | null, string | null];
    if (code !== 0) throw new Error(`it ended with ${String(code ?? signal)}:\n${this.output()}`);
  }

  /** The server stops its PostgreSQL by itself. */
  private readonly end = (): void => {
    this.child.kill('SIGTERM');
  };

  private async becomesReady(signal: AbortSignal | undefined): Promise<void> {
    const deadline = performance.now() + startMilliseconds;
    while (!(await isReady(this.origin))) {
      if (this.child.exitCode !== null || performance.now() > deadline) {
        throw new Error(`it did not become ready:\n${this.output()}`);
      }
      await pause(lookMilliseconds, undefined, { signal });
    }
  }
}

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
};

const isReady = (origin: string): Promise<boolean> =>
  sendTo(origin, '/health/ready').then(
    ({ status }) => status === 200,
    () => false,
  );

/** Parent of each running process; zombies are left out. */
const processes = async (): Promise<ReadonlyMap<number, number>> => {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,stat=']);
  const running = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => state?.startsWith('Z') !== true);
  return new Map(running.map(([pid, parent]) => [Number(pid), Number(parent)]));
};
