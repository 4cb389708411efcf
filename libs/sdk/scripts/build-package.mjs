import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

// Makes the package that consumers install: our own libraries are bundled into it, code and types, since they are not published.

const root = fileURLToPath(new URL('..', import.meta.url));
const target = fileURLToPath(new URL('../../../tmp/packages/sdk/', import.meta.url));
const polyfill = 'temporal-polyfill';

/**
 * The libraries import the polyfill, as the server needs it. A client has the runtime's own Temporal where there is one: whatever
 * names the polyfill gets the SDK's binding, and only that binding may load it, when it has to.
 */
const lazyTemporal = {
  name: 'lazy-temporal',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^${polyfill}$`) }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: polyfill, external: true } : { path: `${root}src/temporal.ts` },
    );
  },
};

const code = (format, outfile) =>
  build({
    entryPoints: [`${root}src/index.ts`],
    outfile: target + outfile,
    bundle: true,
    format,
    platform: 'neutral',
    target: 'es2022',
    // Fields that a constructor sets are not defined before: a twentieth of a kilobyte, and nothing inherits a setter here.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    conditions: ['@org/source'],
    plugins: [lazyTemporal],
    sourcemap: true,
  });

/** Our libraries are links into the workspace, which the bundler of types would take for packages of others. */
const ownTypes = {
  name: 'own-types',
  resolveId: (name) =>
    name.startsWith('@org/') ? `${root}../${name.slice('@org/'.length)}/dist/index.d.ts` : undefined,
};

const types = async () => {
  const bundle = await rollup({ input: `${root}dist/index.d.ts`, external: [polyfill], plugins: [ownTypes, dts()] });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  // The same for both ways to load it: what is types for `require` must say so by its name.
  for (const name of ['index.d.ts', 'index.d.cts']) await writeFile(target + name, output[0].code);
};

const dependenciesOf = async (name, wanted) => {
  const { dependencies } = JSON.parse(await readFile(`${root}../../node_modules/${name}/package.json`, 'utf8'));
  return { [wanted]: dependencies[wanted] };
};

const manifest = async () => {
  const { name, version, license, dependencies } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
  const published = {
    name,
    version,
    description: 'Typed clients for the admin API and the reseller API of Org Invoices',
    license: license ?? 'UNLICENSED',
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20' },
    main: './index.cjs',
    types: './index.d.cts',
    exports: {
      '.': {
        import: { types: './index.d.ts', default: './index.js' },
        require: { types: './index.d.cts', default: './index.cjs' },
      },
      './package.json': './package.json',
    },
    // The types of times are those of the polyfill's own specification package.
    dependencies: { [polyfill]: dependencies[polyfill], ...(await dependenciesOf(polyfill, 'temporal-spec')) },
  };
  await writeFile(`${target}package.json`, `${JSON.stringify(published, undefined, 2)}\n`);
};

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await Promise.all([code('esm', 'index.js'), code('cjs', 'index.cjs'), types(), manifest()]);
await cp(`${root}README.md`, `${target}README.md`).catch((error) => {
  if (error.code !== 'ENOENT') throw error;
});
