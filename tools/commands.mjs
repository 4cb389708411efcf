import { Buffer } from 'node:buffer';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './ensure-installed.mjs';

/** NODE_ENV is for each program to choose; Nx is to work without its background process and full-screen display. */
function environment() {
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
  delete env.NODE_ENV;
  return env;
}

/**
 * Runs a program to its end, in the workspace's root.
 * @param output 'show' it, or 'keep' it for who reads the result
 */
export const run = (program, args, output = 'show') =>
  spawnSync(program, args, {
    cwd: root,
    env: environment(),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });

/** The same for a program of an installed package. */
export const runInstalled = (program, args, output) => run(join(root, 'node_modules', '.bin', program), args, output);

/**
 * Starts a program in the workspace's root, beside others.
 * @param output 'show' it as it comes, or 'keep' it, standard output and errors together
 * @returns a promise of `status`, `signal`, `error` and the `output` that was kept
 */
async function start(program, args, { output = 'keep', environment: more = {} } = {}) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...environment(), ...more },
    stdio: output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(chunk));
  try {
    const [status, signal] = await once(child, 'close');
    return { status, signal, output: Buffer.concat(chunks).toString() };
  } catch (error) {
    return { status: null, error };
  }
}

/** The same for a program of an installed package. */
export const startInstalled = (program, args, options) =>
  start(join(root, 'node_modules', '.bin', program), args, options);

/** The same for a script of ours. */
export const startScript = (script, options) => start(process.execPath, [join(root, script)], options);
