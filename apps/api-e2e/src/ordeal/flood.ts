import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Readable, Writable } from 'node:stream';

const program = fileURLToPath(new URL('./flood.mjs', import.meta.url));

export interface FloodOf {
  readonly origin: string;
  readonly connections: number;
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

export interface Flooded {
  /** Number of answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly lost: number;
}

/** Callers that ask without end, as a process of their own: whoever measures beside them does not wait for what they read. */
export class Flood {
  private constructor(private readonly child: ChildProcessByStdio<Writable, Readable, null>) {}

  static begin(flood: FloodOf): Flood {
    return new Flood(spawn(process.execPath, [program, JSON.stringify(flood)], { stdio: ['pipe', 'pipe', 'inherit'] }));
  }

  async end(): Promise<Flooded> {
    this.child.stdin.end();
    return JSON.parse(await text(this.child.stdout)) as Flooded;
  }
}
