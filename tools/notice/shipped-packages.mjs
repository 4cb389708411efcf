import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const modules = 'node_modules/';

/** Path at which Node resolves a package: beside the importing one, or beside a folder above it. */
function pathOf(name, from, packages) {
  const steps = from.split('/');
  for (let depth = steps.length; depth >= 0; depth -= 1) {
    const path = [...steps.slice(0, depth), 'node_modules', name].join('/');
    if (path in packages) return path;
  }
  return undefined;
}

/** The paths of all packages that a workspace needs when it runs. */
function reachedFrom(start, packages) {
  const reached = new Set();
  const visit = (path) => {
    const { link, resolved, dependencies, optionalDependencies, peerDependencies } = packages[path];
    if (link === true) return visit(resolved);
    if (reached.has(path)) return;
    reached.add(path);
    const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
    for (const name of names) {
      const found = pathOf(name, path, packages);
      // An optional peer that nobody installs.
      if (found !== undefined) visit(found);
    }
  };
  visit(start);
  return reached;
}

/** Licence of a package; older packages have a list, which the lock file leaves out. */
function licenceOf(path, { license }, root) {
  if (license !== undefined) return license;
  const file = join(root, path, 'package.json');
  const { licenses } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return licenses?.map(({ type }) => type).join(' OR ');
}

const copyright = /^\s*(Copyright\s+(?:\(c\)|©|\d{4}).*?)\s*$/gim;

/** The copyright lines of a package's licence, and its notice if it has one. Packages for one platform alone are not read. */
function wordsOf(path, { optional }, root) {
  const folder = join(root, path);
  if (optional === true || !existsSync(folder)) return { copyrights: [], notice: undefined };
  const files = readdirSync(folder);
  const textOf = (name) => readFileSync(join(folder, name), 'utf8');
  const licence = files.filter((name) => /^licen[cs]e(\.\w+)?$/i.test(name)).sort()[0];
  const notice = files.find((name) => /^notice(\.\w+)?$/i.test(name));
  return {
    copyrights: licence === undefined ? [] : [...textOf(licence).matchAll(copyright)].map(([, line]) => line),
    notice: notice === undefined ? undefined : textOf(notice).trim(),
  };
}

/**
 * The packages of others that are installed where the server or the SDK runs, by name and version.
 * @param root the folder of package-lock.json, where they are installed
 * @param workspaces the folders of what is shipped
 */
export function shippedPackages(root, workspaces) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const paths = new Set(workspaces.flatMap((workspace) => [...reachedFrom(workspace, packages)]));
  const byName = new Map();
  for (const path of paths) {
    if (!path.includes(modules)) continue;
    const name = path.slice(path.lastIndexOf(modules) + modules.length);
    const { version } = packages[path];
    const licence = licenceOf(path, packages[path], root);
    byName.set(`${name} ${version}`, { name, version, licence, ...wordsOf(path, packages[path], root) });
  }
  return [...byName.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, found]) => found);
}
