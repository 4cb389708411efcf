import { spawnSync } from 'node:child_process';
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

/** The same for a program that an installed package brings. */
export const runInstalled = (program, args, output) => run(join(root, 'node_modules', '.bin', program), args, output);

export const runScript = (script, output) => run(process.execPath, [join(root, script)], output);
