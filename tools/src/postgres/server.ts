import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { identityOf } from './account.js';
import type { Binaries } from './binaries.js';
import { freePort } from './free-port.js';
import { postmasterFile } from './orphan.js';
import type { Placement } from './placement.js';
import { type Settings, serverEnvironment } from './settings.js';

/** Options for stopping a server. */
export interface StopOptions {
  /** Milliseconds it has to write everything to disk before it is made to end at once and has to recover at its next start; 30,000. */
  readonly patience?: number;
}

export interface Server {
  readonly port: number;
  stop(options?: StopOptions): Promise<void>;
}

export interface ServerOptions {
  readonly settings: Settings;
  /** Ends a server that is still starting when it is aborted. */
  readonly signal: AbortSignal;
  /** A free one unless given. */
  readonly port?: number;
}

const secondsToStart = 120;

/** Starts the server and waits until it accepts connections. */
export async function startServer(
  binaries: Binaries,
  placement: Placement,
  { settings, signal, port: wanted }: ServerOptions,
): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted ?? (await freePort());
    const child = await spawnServer(binaries, placement, { ...settings, port: String(port) });
    const server = serverOf(child, port);
    const failure = await waitUntilReady(child, placement.home, signal);
    if (signal.aborted) await server.stop({ patience: 0 });
    signal.throwIfAborted();
    if (failure === undefined) return server;
    const portWasTaken = failure.includes('could not create any TCP/IP sockets');
    if (!portWasTaken || attempt === 3) throw new Error(failure);
  }
}

async function spawnServer(binaries: Binaries, placement: Placement, settings: Settings): Promise<ChildProcess> {
  const logFile = logOf(placement.home);
  await rename(logFile, join(placement.home, 'postgres.previous.log')).catch(() => undefined);
  const log = await open(logFile, 'a', 0o600);
  try {
    const set = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(binaries.postgres, ['-D', join(placement.home, 'data'), ...set], {
      cwd: placement.home,
      env: serverEnvironment,
      // A process group of its own: Ctrl-C in the terminal must reach the application alone, which finishes the
      // requests that still need the database and stops it afterwards.
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      ...identityOf(placement.account),
    });
    await once(child, 'spawn');
    return child;
  } finally {
    await log.close();
  }
}

/** @returns why it did not come up */
async function waitUntilReady(child: ChildProcess, home: string, signal: AbortSignal): Promise<string | undefined> {
  const deadline = performance.now() + secondsToStart * 1000;
  while (!hasEnded(child) && !signal.aborted) {
    if (await isReady(child, home)) return undefined;
    if (performance.now() > deadline) {
      child.kill('SIGQUIT');
      return explain(`PostgreSQL was not ready after ${String(secondsToStart)} seconds.`, home);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return explain('PostgreSQL did not start.', home);
}

async function isReady(child: ChildProcess, home: string): Promise<boolean> {
  const text = await readFile(postmasterFile(join(home, 'data')), 'utf8').catch(() => '');
  const lines = text.split('\n');
  return lines[0] === String(child.pid) && lines[7]?.trim() === 'ready';
}

async function explain(summary: string, home: string): Promise<string> {
  const log = await readFile(logOf(home), 'utf8').catch(() => '');
  const end = log.trimEnd().split('\n').slice(-15).join('\n');
  return `${summary} The last lines of ${logOf(home)}:\n${end}`;
}

const logOf = (home: string): string => join(home, 'postgres.log');

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

function serverOf(child: ChildProcess, port: number): Server {
  // A process that ends without having stopped its server takes it along; one that waits for nothing else may end.
  // At once: nobody waits any longer, and what was committed is recovered at the next start.
  const stopAtExit = (): void => {
    child.kill('SIGQUIT');
  };
  process.once('exit', stopAtExit);
  child.once('exit', () => process.off('exit', stopAtExit));
  child.unref();

  const stop = async ({ patience = 30_000 }: StopOptions): Promise<void> => {
    child.ref();
    for (const { signal, milliseconds } of shutdownWithin(patience)) {
      if (hasEnded(child)) break;
      child.kill(signal);
      await endOf(child, milliseconds);
    }
  };
  let stopping: Promise<void> | undefined;
  return { port, stop: (options = {}) => (stopping ??= stop(options)) };
}

/** "Fast": roll back and write a checkpoint; "immediate": recover at the next start; and the last resort. */
const shutdownWithin = (patience: number) =>
  [
    { signal: 'SIGINT', milliseconds: patience },
    { signal: 'SIGQUIT', milliseconds: 5_000 },
    { signal: 'SIGKILL', milliseconds: 5_000 },
  ] as const;

async function endOf(child: ChildProcess, milliseconds: number): Promise<void> {
  const signal = AbortSignal.timeout(milliseconds);
  await once(child, 'exit', { signal }).catch(() => undefined);
}
