import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { constants, setPriority } from 'node:os';
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

  /** The process gives way to others: strangers who flood a server have machines of their own. */
  static begin(flood: FloodOf): Flood {
    const child = spawn(process.execPath, [program, JSON.stringify(flood)], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    return new Flood(child);
  }

  async end(): Promise<Flooded> {
    this.child.stdin.end();
    return JSON.parse(await text(this.child.stdout)) as Flooded;
  }
}
