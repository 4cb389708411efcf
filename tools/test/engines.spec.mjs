import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';
import { root } from '../ensure-installed.mjs';

const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

const supported = read('package.json').engines.node;
const packages = Object.entries(read('package-lock.json').packages);

describe('the versions of Node that the workspace supports', () => {
  it('are supported by every package that is installed everywhere', () => {
    const narrower = packages
      // npm leaves out an optional package that does not run here, and says nothing.
      .filter(([path, { optional }]) => path !== '' && optional !== true)
      .filter(([, { engines }]) => engines?.node !== undefined && !semver.subset(supported, engines.node))
      .map(([path, { version, engines }]) => `${path} ${version} asks for Node ${engines.node}`);

    expect(narrower).toEqual([]);
  });

  it('begin with 20.19', () => {
    expect(semver.minVersion(supported).version).toBe('20.19.0');
  });
});
