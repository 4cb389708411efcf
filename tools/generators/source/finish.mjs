import devkit from '@nx/devkit';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { registriesOf } from '../../generate/registries.mjs';
import { domain } from './domain.mjs';

const filesBelow = (tree, folder) =>
  tree.children(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    return tree.isFile(path) ? [path] : filesBelow(tree, path);
  });

/** Brings the registries up to date. */
export const writeRegistries = (tree) => {
  const paths = filesBelow(tree, domain);
  for (const [path, text] of registriesOf({ paths, read: (path) => tree.read(path, 'utf8') })) tree.write(path, text);
};

/**
 * Brings the registries up to date, and formats what was written.
 * @returns what is left to do once the files lie in the workspace: to generate what follows from them
 */
export const finish = async (tree) => {
  writeRegistries(tree);
  await devkit.formatFiles(tree);
  return () => {
    const { status } = spawnSync(process.execPath, [join(tree.root, 'tools', 'generate.mjs')], { stdio: 'inherit' });
    if (status !== 0) throw new Error('npm run generate has failed');
  };
};
