import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../ensure-installed.mjs';

const folders = ['apps', 'libs']
  .flatMap((group) => readdirSync(join(root, group)).map((name) => join(group, name)))
  .concat('tools')
  .filter((folder) => existsSync(join(root, folder, 'project.json')))
  .sort();

const referencesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).references.map(({ path }) => path);

describe('the compilation of the whole workspace', () => {
  // Two packages bring a `tsc`, and npm takes the first by name: the other one takes five times as long.
  it('is done by the native compiler', () => {
    expect(realpathSync(join(root, 'node_modules', '.bin', 'tsc'))).toMatch(/\/native-typescript\/bin\/tsc$/);
  });

  it('knows every project', () => {
    expect(referencesOf('tsconfig.json').sort()).toEqual(folders);
  });

  it.each(folders.filter((folder) => existsSync(join(root, folder, 'tsconfig.build.json'))))(
    'compiles the sources and the tests of %s',
    (folder) => {
      expect(referencesOf(join(folder, 'tsconfig.json'))).toEqual(['./tsconfig.build.json', './tsconfig.spec.json']);
    },
  );
});
