import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A running program with all that it starts. */
export interface Step {
  /** @throws Error with the end of its output when it fails */
  readonly done: Promise<void>;
  /** Ends it at once, if it runs. */
  readonly kill: () => void;
}

const outputKept = 10_000;

/** Runs a program in a process group of its own: what it has started ends with it. */
export const startStep = (program: string, args: readonly string[], directory: string): Step => {
  const env: NodeJS.ProcessEnv = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
  // With `production`, npm would leave out what builds.
  delete env['NODE_ENV'];
  const child = spawn(program, args, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const kill = (): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', kill);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-outputKept)));
  }
  const finish = async (): Promise<void> => {
    const [code] = (await once(child, 'close')) as [number | null];
    process.off('exit', kill);
    if (code !== 0) throw new Error(`${[program, ...args].join(' ')} failed:\n${output}`);
  };
  return { done: finish(), kill };
};
