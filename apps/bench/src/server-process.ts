import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { freePort } from '@org/tools/postgres';

/** Milliseconds. */
const usualStart = 30_000;

export interface Launch {
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Switches of Node itself, such as those of a profiler. */
  readonly nodeOptions?: readonly string[];
  /** Milliseconds until it has to be ready. */
  readonly readyWithin?: number;
}

/** A server under measurement, as a process of its own. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcessByStdio<null, Readable, Readable>,
    private readonly directory: string,
    readonly origin: string,
    readonly millisecondsToReady: number,
    private readonly kill: () => void,
  ) {}

  /** @throws Error with what the process said when it does not become ready */
  static async start({
    program,
    environment,
    nodeOptions = [],
    readyWithin = usualStart,
  }: Launch): Promise<ServerProcess> {
    const port = await freePort();
    const directory = await mkdtemp(join(tmpdir(), 'org-invoices-server-'));
    const { PATH = '', HOME = '' } = process.env;
    const started = performance.now();
    const child = spawn(process.execPath, [...nodeOptions, program], {
      cwd: directory,
      env: { PATH, HOME, HOST: '127.0.0.1', PORT: String(port), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = (): void => {
      child.kill('SIGKILL');
    };
    process.once('exit', kill);
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-10_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const origin = `http://127.0.0.1:${port}`;
    while (!(await isReady(origin))) {
      if (child.exitCode !== null || performance.now() - started > readyWithin) {
        kill();
        process.off('exit', kill);
        throw new Error(`a server did not become ready:\n${output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return new ServerProcess(child, directory, origin, performance.now() - started, kill);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const gone = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await gone;
    }
    process.off('exit', this.kill);
    await rm(this.directory, { recursive: true, force: true });
  }
}

const isReady = async (origin: string): Promise<boolean> => {
  try {
    return (await fetch(`${origin}/health/ready`)).ok;
  } catch {
    return false;
  }
};
