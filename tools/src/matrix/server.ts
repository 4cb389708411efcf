import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../postgres/free-port.js';
import { sendTo } from '../testing/http-client.js';
import { descendantsIn } from './descendants.js';

const run = promisify(execFile);

/** A first start initialises a cluster and fills it with demo data. */
const startMilliseconds = 180_000;
const stopMilliseconds = 30_000;
const lookMilliseconds = 100;

/** The built server on some Node, with a private PostgreSQL in the directory it runs in. */
export class MatrixServer {
  private constructor(
    private readonly child: ChildProcessByStdio<null, Readable, Readable>,
    readonly origin: string,
    private readonly output: () => string,
  ) {}

  /** @throws Error with the end of its output when it does not become ready */
  static async start(node: string, program: string, directory: string): Promise<MatrixServer> {
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
      await server.becomesReady();
    } catch (error) {
      await server.stop().catch(() => child.kill('SIGKILL'));
      throw error;
    }
    return server;
  }

  /** @throws Error when it ends with another exit code than 0, or leaves a process behind */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null) throw new Error(`it ended with ${this.child.exitCode} by itself`);
    const started = descendantsIn(await processes(), this.child.pid ?? 0);
    const gone = once(this.child, 'exit', { signal: AbortSignal.timeout(stopMilliseconds) });
    this.child.kill('SIGTERM');
    const [code, signal] = (await gone) as [number | null, string | null];
    if (code !== 0) throw new Error(`it ended with ${String(code ?? signal)}:\n${this.output()}`);
    const left = [...(await processes()).keys()].filter((pid) => started.has(pid));
    if (left.length > 0) throw new Error(`it left the processes ${left.join(', ')}`);
  }

  private async becomesReady(): Promise<void> {
    const deadline = performance.now() + startMilliseconds;
    while (!(await isReady(this.origin))) {
      if (this.child.exitCode !== null || performance.now() > deadline) {
        throw new Error(`it did not become ready:\n${this.output()}`);
      }
      await pause(lookMilliseconds);
    }
  }
}

const isReady = (origin: string): Promise<boolean> =>
  sendTo(origin, '/health/ready').then(
    ({ status }) => status === 200,
    () => false,
  );

/** Who started each process that runs now. */
const processes = async (): Promise<ReadonlyMap<number, number>> => {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return new Map(pairs.map(([pid = 0, parent = 0]) => [pid, parent]));
};
