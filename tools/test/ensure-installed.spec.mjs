import { describe, expect, it } from '@jest/globals';
import { agree } from '../ensure-installed.mjs';

describe('what is installed', () => {
  const lockOf = (packages) => ({ packages: { '': { name: 'the workspace itself' }, ...packages } });
  const jest = { version: '30.0.0', integrity: 'sha512-a' };

  it('agrees with the lock file when every package is there in its version', () => {
    expect(agree(lockOf({ 'node_modules/jest': jest }), { packages: { 'node_modules/jest': jest } })).toBe(true);
  });

  it('may lack optional packages, which are for other platforms', () => {
    const forMac = { version: '1.0.0', integrity: 'sha512-b', optional: true };

    expect(
      agree(lockOf({ 'node_modules/jest': jest, 'node_modules/mac': forMac }), {
        packages: { 'node_modules/jest': jest },
      }),
    ).toBe(true);
    expect(agree(lockOf({ 'node_modules/jest': jest }), { packages: {} })).toBe(false);
  });

  it('does not agree when a version or the content of a package differs', () => {
    const newer = { 'node_modules/jest': { ...jest, version: '30.0.1' } };
    const tampered = { 'node_modules/jest': { ...jest, integrity: 'sha512-c' } };

    expect(agree(lockOf({ 'node_modules/jest': jest }), { packages: newer })).toBe(false);
    expect(agree(lockOf({ 'node_modules/jest': jest }), { packages: tampered })).toBe(false);
  });

  it('does not agree when there is a package that the lock file does not know', () => {
    expect(agree(lockOf({}), { packages: { 'node_modules/jest': jest } })).toBe(false);
  });
});
