// Runs before anything is installed, and on Node versions that are too old: Node's own modules and plain syntax only.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const oldestNode = [20, 19];
const lockFile = join(root, 'package-lock.json');
/** npm writes it when an installation is complete. */
const installedFile = join(root, 'node_modules', '.package-lock.json');
const stampFile = join(root, 'node_modules', '.org-lock-hash');

/** Installs what the lock file says, unless that is what is installed. Throws an Error with a text for the reader. */
export function ensureInstalled() {
  checkNode();
  if (isInstalled()) return;
  const { command, args, options } = installation();
  console.error('Installing the dependencies (npm ci)…');
  const { error, status } = spawnSync(command, args, options);
  demandSuccess(error, status);
  stamp();
}

/**
 * The same for a program that can be stopped meanwhile: npm is stopped with it, and has ended before it.
 * @param onInstall called before anything is installed
 */
export async function ensureInstalledUnlessAborted(signal, onInstall = () => undefined) {
  checkNode();
  if (isInstalled()) return;
  onInstall();
  const { command, args, options } = installation();
  const npm = spawn(command, args, options);
  const stop = () => npm.kill();
  signal.addEventListener('abort', stop);
  const ended = await new Promise((resolve) => {
    npm.on('error', (error) => resolve({ error }));
    npm.on('close', (status) => resolve({ status }));
  });
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  demandSuccess(ended.error, ended.status);
  stamp();
}

const lockHash = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex');

const stamp = () => writeFileSync(stampFile, lockHash());

function isInstalled() {
  if (!existsSync(installedFile)) return false;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash()) return true;
  if (!agree(JSON.parse(readFileSync(lockFile, 'utf8')), JSON.parse(readFileSync(installedFile, 'utf8')))) return false;
  stamp();
  return true;
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Error(`This needs Node ${oldestNode.join('.')} or newer, and runs on ${process.versions.node}.`);
}

/** Whether somebody has installed the same by hand (`npm install`): that need not be done over again. */
export function agree(lock, installed) {
  const wished = { ...lock.packages };
  // The workspace itself, which is not installed.
  delete wished[''];
  return (
    Object.keys(installed.packages).every((path) => path in wished) &&
    Object.entries(wished).every(([path, { version, integrity, link, optional }]) => {
      const found = installed.packages[path];
      // Among the optional packages are those for other platforms.
      if (found === undefined) return optional === true;
      return found.version === version && found.integrity === integrity && found.link === link;
    })
  );
}

/** Runs npm with its output on standard error, because standard output is for results. */
function installation() {
  // NODE_ENV=production would leave out what builds and tests. No dependency needs its install script.
  const wanted = ['--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
  const env = { ...process.env };
  delete env.NODE_ENV;
  const { command, before } = npmProgram();
  return { command, args: [...before, 'ci', ...wanted], options: { cwd: root, env, stdio: ['ignore', 2, 2] } };
}

function demandSuccess(error, status) {
  if (error) throw new Error(`npm could not be run: ${error.message}`);
  if (status !== 0) throw new Error('The dependencies could not be installed: see the messages of npm above.');
}

/** The npm that called us if one did, else the one in PATH. */
function npmProgram() {
  const caller = process.env.npm_execpath;
  if (caller?.endsWith('npm-cli.js')) return { command: process.execPath, before: [caller] };
  return { command: 'npm', before: [] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    ensureInstalled();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
