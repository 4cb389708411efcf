import { describe, expect, it } from '@jest/globals';
import { Decimal, instantOf, localDateOf } from '@org/kernel';
import {
  decimalTransformer,
  instantTransformer,
  localDateTransformer,
  safeIntegerTransformer,
  timestamptzBytes,
} from './transformers.js';

describe('a column transformer', () => {
  it('binds a decimal and a date as text', () => {
    expect(decimalTransformer.to(Decimal.of('-0.10'))).toBe('-0.1');
    expect(localDateTransformer.to(localDateOf('2026-02-28'))).toBe('2026-02-28');
  });

  it.each([
    ['2000-01-01T00:00:00Z', 0n],
    ['2000-01-01T00:00:00.000001Z', 1n],
    ['1999-12-31T23:59:59.999999Z', -1n],
    ['2021-03-02T01:12:58.186820+03:00', 667_951_978_186_820n],
    ['2000-01-01T00:00:00.000001999Z', 1n],
    ['1999-12-31T23:59:59.999999999Z', -1n],
  ])('binds %s as %s microseconds since 2000', (text, microseconds) => {
    expect(timestamptzBytes(instantOf(text)).readBigInt64BE()).toBe(microseconds);
  });

  it.each([2 ** 53, -(2 ** 53), 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s as a 64-bit count', (value) => {
    expect(() => safeIntegerTransformer.to(value)).toThrow(RangeError);
  });

  it('binds the greatest count that a double holds', () => {
    expect(safeIntegerTransformer.to(Number.MAX_SAFE_INTEGER)).toBe(9007199254740991);
  });

  it.each([decimalTransformer, instantTransformer, localDateTransformer, safeIntegerTransformer])(
    'leaves an unset value unset (%#)',
    (transformer) => {
      expect(transformer.to(null)).toBeNull();
      expect(transformer.to(undefined)).toBeUndefined();
    },
  );
});
