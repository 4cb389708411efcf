import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import { fileOfProgram } from './programs.js';

/** Longer than a start that loads the demo data takes on a busy machine. */
const startMilliseconds = 60_000;

export interface Exit {
  readonly code: number | null;
  readonly output: string;
}

/** The built application as a process of its own. */
export class Server {
  private output = '';
  private readonly exit: Promise<Exit>;

  private constructor(private readonly child: ChildProcessByStdio<null, Readable, Readable>) {
    const collect = (chunk: Buffer): void => {
      this.output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    this.exit = once(child, 'close').then(([code]) => ({ code: code as number | null, output: this.output }));
  }

  /** Starts the process without waiting for anything. It sees no other environment than this, nor the developer's `.env` file. */
  static launch(environment: Readonly<Record<string, string>>, directory = tmpdir()): Server {
    const { PATH = '', HOME = '' } = process.env;
    // What jobs do to the demo data is for those tests to watch that are about jobs, and the data is that of one day.
    const env = {
      PATH,
      HOME,
      PORT: '0',
      RUN_JOBS: 'false',
      DRAIN_SECONDS: '0',
      DEMO_TODAY: '2026-01-10',
      ...environment,
    };
    return new Server(
      spawn(process.execPath, [fileOfProgram('main')], { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  /** @throws Error with the output of the process when it ends before it is ready */
  static async start(environment: Readonly<Record<string, string>>, directory?: string): Promise<Server> {
    const server = Server.launch(environment, directory);
    await server.saysWithin(/curl .*3973|"message":"listening"/, startMilliseconds);
    return server;
  }

  /** Origin of the server. */
  get origin(): string {
    return this.found(/http:\/\/(127\.0\.0\.1|localhost):\d+/)[0];
  }

  /** Value after a label of the banner. */
  fromBanner(label: string): string {
    return this.found(new RegExp(`${label}\\s+(\\S+)`))[1] ?? '';
  }

  /** The `curl` lines of the banner. */
  get curls(): readonly string[] {
    return this.output.split('\n').filter((line) => line.startsWith('curl '));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  ended(): Promise<Exit> {
    return this.exit;
  }

  async stop(): Promise<Exit> {
    this.signal('SIGTERM');
    return this.exit;
  }

  private found(pattern: RegExp): RegExpExecArray {
    const match = pattern.exec(this.output);
    if (match === null) throw new Error(`the server never said ${String(pattern)}:\n${this.output}`);
    return match;
  }

  private async saysWithin(pattern: RegExp, milliseconds: number): Promise<void> {
    const deadline = performance.now() + milliseconds;
    while (!pattern.test(this.output)) {
      if (this.child.exitCode !== null || performance.now() > deadline) {
        this.child.kill('SIGKILL');
        throw new Error(`the server did not become ready:\n${this.output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
