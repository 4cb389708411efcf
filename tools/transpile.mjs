import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './ensure-installed.mjs';
import { swcOptions } from './swc-options.mjs';

// Turns the sources of the server and of the packages it needs into JavaScript, in the same `dist` folders as `tsc --build`, but
// without looking at types: 0.5 s for all of them, where the compiler takes a minute. Files that have not changed are left alone.

/** File with the transpiled version of each source. Outside `dist`, which Nx and the compiler write too. */
const stampsFile = join(root, 'tmp', 'transpiled.json');

/** The server's project and those that it depends on, as folders. */
const projects = (folder = join(root, 'apps', 'api'), found = new Set()) => {
  if (found.has(folder)) return found;
  found.add(folder);
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    if (name.startsWith('@org/')) projects(realpathSync(join(root, 'node_modules', name)), found);
  }
  return found;
};

const isSource = (name) => /(?<!\.d)\.ts$/.test(name) && !/\.(int-)?spec\.ts$/.test(name);

const sourcesOf = (project) =>
  readdirSync(join(project, 'src'), { recursive: true })
    .filter(isSource)
    .map((name) => ({
      source: join(project, 'src', name),
      target: join(project, 'dist', name.replace(/\.ts$/, '.js')),
    }));

/** Other options or another version of swc make other files. */
const toolchain = () => {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', '@swc', 'core', 'package.json'), 'utf8'));
  const own = readFileSync(fileURLToPath(import.meta.url));
  return createHash('sha256')
    .update(JSON.stringify([version, swcOptions]))
    .update(own)
    .digest('hex');
};

/** Changes with every write and every move, which a time of modification does not. */
const versionOf = (source) => {
  const { ctimeMs, size } = statSync(source);
  return `${ctimeMs} ${size}`;
};

const stampsOf = (key) => {
  try {
    const stamps = JSON.parse(readFileSync(stampsFile, 'utf8'));
    return stamps.toolchain === key ? stamps.versions : {};
  } catch {
    return {};
  }
};

/** Replaces a file atomically: a process that starts at the same time reads the old file or the new one. */
const replace = (file, content) => {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, file);
};

const transpileFile = async (swc, { source, target }) => {
  const sourceFileName = relative(dirname(target), source);
  const { code, map } = await swc.transformFile(source, { ...swcOptions, sourceFileName, sourceMaps: true });
  mkdirSync(dirname(target), { recursive: true });
  replace(`${target}.map`, map);
  replace(target, code);
};

/**
 * Transpiles what has changed since the last time.
 * @param onStart told how many files that are, unless there are none
 * @throws Error whose message shows the first place where a source is no TypeScript
 */
export async function transpile(onStart = () => undefined) {
  const key = toolchain();
  const stamps = stampsOf(key);
  const files = [...projects()].flatMap(sourcesOf).map((file) => ({ ...file, version: versionOf(file.source) }));
  const stale = files.filter(
    ({ source, target, version }) => stamps[relative(root, source)] !== version || !existsSync(target),
  );
  if (stale.length === 0) return;
  onStart(stale.length);
  const { default: swc } = await import('@swc/core');
  await Promise.all(stale.map((file) => transpileFile(swc, file)));
  const versions = Object.fromEntries(files.map(({ source, version }) => [relative(root, source), version]));
  mkdirSync(dirname(stampsFile), { recursive: true });
  replace(stampsFile, JSON.stringify({ toolchain: key, versions }));
}
