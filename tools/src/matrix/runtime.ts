import { execFile } from 'node:child_process';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { arch, platform } from 'node:process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The oldest Node that is supported, and one of each later line with long-term support. */
export const supportedRuntimes = ['20.19.0', '22.23.3', '24.21.0', '26.10.0'] as const;

/**
 * Installs one version of Node from its npm package, unless that was done before. The package `node` would fetch the one for the
 * platform by an install script; that one is asked for by its own name instead.
 * @returns the path of its program
 * @throws Error with what npm says when there is no such version for this platform
 */
export const installRuntime = async (version: string, directory: string): Promise<string> => {
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
  const home = join(directory, version);
  const program = join(home, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
  if (await exists(program)) return program;
  await mkdir(home, { recursive: true });
  const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', '--prefix', home, ...options, `${name}@${version}`], { cwd: home });
  return program;
};

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
