import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { build } from 'esbuild';
import { publint } from 'publint';

/** Folder of the package that `nx package sdk` builds. */
const packageFolder = fileURLToPath(new URL('../../../tmp/packages/sdk/', import.meta.url));

/** Bytes of minified and compressed code that one client may cost a page; the Temporal polyfill is loaded apart, if at all. */
const sizeLimit = 13_500;

let folder: string;
let tarball: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'org-sdk-'));
  const name = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: packageFolder,
    encoding: 'utf8',
  });
  tarball = join(folder, name.trim());
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const bundled = async (imports: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${imports} } from './index.js'`, resolveDir: packageFolder },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    external: ['temporal-polyfill'],
  });
  return outputFiles[0]?.text ?? '';
};

describe('the package', () => {
  it('has a manifest without fault', async () => {
    const { messages } = await publint({ pkgDir: packageFolder, strict: true });

    expect(messages).toEqual([]);
  });

  it('has right types for every way to load it', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(await readFile(tarball))));

    expect(analysis).toMatchObject({ types: { kind: 'included' }, problems: [] });
  });

  it('holds code, types and what to read about them, and needs nothing but the polyfill', async () => {
    const files = execFileSync('tar', ['--list', '--file', tarball], { encoding: 'utf8' }).trim().split('\n');
    const { dependencies } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };

    expect(files.map((file) => file.replace('package/', '')).sort()).toEqual([
      'README.md',
      'index.cjs',
      'index.cjs.map',
      'index.d.cts',
      'index.d.ts',
      'index.js',
      'index.js.map',
      'package.json',
    ]);
    expect(Object.keys(dependencies)).toEqual(['temporal-polyfill', 'temporal-spec']);
  });

  it('has types that refer to no library that is not published', async () => {
    const types = await readFile(join(packageFolder, 'index.d.ts'), 'utf8');

    expect([...types.matchAll(/from '([^']+)'/g)].map(([, name]) => name).sort()).toEqual([
      'temporal-polyfill',
      'temporal-spec',
    ]);
  });

  it.each([['createAdminClient'], ['createResellerClient']])(
    'costs a page with %s no more than the size limit',
    async (client) => {
      const size = gzipSync(await bundled(client), { level: 9 }).length;
      process.stdout.write(`${client}: ${size} bytes, minified and compressed\n`);

      expect(size).toBeLessThanOrEqual(sizeLimit);
    },
  );

  it('leaves the other API out of a bundle with one client', async () => {
    expect((await bundled('createAdminClient')).includes('child_resellers')).toBe(false);
    expect((await bundled('createResellerClient')).includes('originated-')).toBe(false);
  });

  it('asks for the polyfill only where it is used to load it', async () => {
    const code = await bundled('createAdminClient');

    expect([...code.matchAll(/temporal-polyfill/g)]).toHaveLength(1);
    expect(code).toContain('import("temporal-polyfill")');
  });
});
