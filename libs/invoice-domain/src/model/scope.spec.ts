import { describe, expect, it } from '@jest/globals';
import { accountIdOf, resellerIdOf } from './ids.js';
import { belowReseller, everything, ofReseller, type Scope } from './scope.js';

describe('a scope', () => {
  it('is everything, one reseller, or the resellers below one', () => {
    expect(everything).toEqual({ kind: 'everything' });
    expect(ofReseller(resellerIdOf(44))).toEqual({ kind: 'reseller', resellerId: 44 });
    expect(belowReseller(resellerIdOf(44))).toEqual({ kind: 'below-reseller', resellerId: 44 });
  });

  it('cannot be widened by who holds it', () => {
    const scope: Scope = ofReseller(resellerIdOf(44));
    expect(() => Object.assign(scope, { kind: 'everything' })).toThrow(TypeError);
    expect(() => Object.assign(everything, { resellerId: 44 })).toThrow(TypeError);
  });

  it('of a reseller is not made of the id of something else', () => {
    // @ts-expect-error -- an account is not a reseller
    const scope = ofReseller(accountIdOf(44));
    expect(scope.kind).toBe('reseller');
    // @ts-expect-error -- a scope that names no reseller is none
    const nobody: Scope = { kind: 'reseller' };
    expect(nobody).not.toEqual(scope);
  });
});
