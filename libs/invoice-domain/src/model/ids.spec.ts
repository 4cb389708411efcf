import { describe, expect, it } from '@jest/globals';
import { invoiceIdOf } from './ids.js';

describe('an id', () => {
  it('is a whole number that a double holds exactly', () => {
    expect(invoiceIdOf(3973)).toBe(3973);
    expect(invoiceIdOf(Number.MAX_SAFE_INTEGER)).toBe(9007199254740991);
  });

  it.each([2 ** 53, 1.5, Number.NaN])('is not made of %s', (value) => {
    expect(() => invoiceIdOf(value)).toThrow(RangeError);
  });
});
