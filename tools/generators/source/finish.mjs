import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What is left to do once the files lie in the workspace: what follows from them is generated. */
export const generateAll = (tree) => () => {
  const { status } = spawnSync(process.execPath, [join(tree.root, 'tools', 'generate.mjs')], { stdio: 'inherit' });
  if (status !== 0) throw new Error('npm run generate has failed');
};
