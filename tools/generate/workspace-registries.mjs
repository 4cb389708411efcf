import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../ensure-installed.mjs';
import { registriesOf } from './registries.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');

/** The registries of this workspace, formatted: pairs of a path and a text. */
export async function workspaceRegistries() {
  const { format, resolveConfig } = await import('prettier');
  const options = await resolveConfig(join(root, 'package.json'));
  const folder = 'libs/invoice-domain/src';
  const paths = readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${path}`);
  const formatted = registriesOf({ paths, read }).map(async ([path, text]) => [
    path,
    await format(text, { ...options, filepath: path }),
  ]);
  return Promise.all(formatted);
}

/** Writes those that are not what the sources say, and names each. */
export async function writeRegistries() {
  for (const [path, text] of await workspaceRegistries()) {
    if (read(path) === text) continue;
    writeFileSync(join(root, path), text);
    console.log(`${path} is written.`);
  }
}
