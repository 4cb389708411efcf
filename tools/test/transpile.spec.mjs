import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const workspace = fileURLToPath(new URL('../..', import.meta.url));

describe('transpiling', () => {
  let root;

  const put = (path, text) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  /** @returns how many files it transpiled, and what it complained about */
  const transpile = () => {
    const script = `import { transpile } from '${pathToFileURL(join(root, 'tools', 'transpile.mjs')).href}';
      await transpile((count) => process.stdout.write(String(count))).catch(({ message }) => process.stderr.write(message));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
    });
    return { count: Number(stdout), complaint: stderr };
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'org-invoices-transpile-'));
    for (const script of ['transpile.mjs', 'swc-options.mjs', 'ensure-installed.mjs'])
      cpSync(join(workspace, 'tools', script), join(root, 'tools', script));
    mkdirSync(join(root, 'node_modules', '@org'), { recursive: true });
    symlinkSync(join(workspace, 'node_modules', '@swc'), join(root, 'node_modules', '@swc'));
    put('apps/api/package.json', '{"dependencies":{"@org/kernel":"*","fastify":"1.0.0"}}');
    put('apps/api/src/main.ts', `import { one } from '@org/kernel';\nexport const two: number = one + one;\n`);
    put('apps/api/src/main.spec.ts', 'export {};\n');
    put('libs/kernel/package.json', '{"name":"@org/kernel"}');
    put('libs/kernel/src/index.ts', 'export const one: number = 1;\n');
    put('libs/sdk/src/index.ts', 'export {};\n');
    symlinkSync(join(root, 'libs', 'kernel'), join(root, 'node_modules', '@org', 'kernel'));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('writes the server and what it depends on into their dist folders, without tests', () => {
    expect(transpile()).toEqual({ count: 2, complaint: '' });
    expect(readFileSync(join(root, 'apps/api/dist/main.js'), 'utf8')).toContain('export const two = one + one;');
    expect(readFileSync(join(root, 'libs/kernel/dist/index.js.map'), 'utf8')).toContain('../src/index.ts');
    expect(existsSync(join(root, 'apps/api/dist/main.spec.js'))).toBe(false);
    expect(existsSync(join(root, 'libs/sdk/dist'))).toBe(false);
  });

  it('does nothing the second time, and afterwards only what has changed or is gone', () => {
    transpile();
    expect(transpile().count).toBe(0);

    put('libs/kernel/src/index.ts', 'export const one: number = 1.0;\n');
    expect(transpile().count).toBe(1);

    rmSync(join(root, 'apps/api/dist/main.js'));
    expect(transpile().count).toBe(1);
  });

  it('notices another file of the same size and time under the same name', () => {
    const source = join(root, 'libs/kernel/src/index.ts');
    put('libs/kernel/other.ts', 'export const one: number = 7;\n');
    for (const file of [source, join(root, 'libs/kernel/other.ts')]) utimesSync(file, 1_000_000_000, 1_000_000_000);
    transpile();
    renameSync(join(root, 'libs/kernel/other.ts'), source);

    expect(transpile().count).toBe(1);
    expect(readFileSync(join(root, 'libs/kernel/dist/index.js'), 'utf8')).toContain('one = 7');
  });

  it('says where a source is no TypeScript, and tries it again', () => {
    put('apps/api/src/main.ts', 'export const two = (;\n');
    expect(transpile().complaint).toMatch(/main\.ts/);
    expect(transpile().count).toBe(2);
  });
});
