import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import pg from 'pg';
import { ledgerTypes, safeIntegerOf } from './type-parsers.js';

const { builtins } = pg.types;
const parse = (type: number, text: string) => ledgerTypes.getTypeParser(type)(text);

describe('a value that comes from PostgreSQL', () => {
  it.each([
    ['2021-03-01 22:12:58.18682+00', '2021-03-01T22:12:58.18682Z'],
    ['2021-03-01 22:12:58+00', '2021-03-01T22:12:58Z'],
    ['1969-12-31 23:59:59.999999+00', '1969-12-31T23:59:59.999999Z'],
    ['2021-03-02 03:42:58.000001+05:30', '2021-03-01T22:12:58.000001Z'],
  ])('is an instant with its microseconds: %s', (text, instant) => {
    expect(String(parse(builtins.TIMESTAMPTZ, text))).toBe(instant);
  });

  it.each(['infinity', '-infinity'])('is no instant when it is %s', (text) => {
    expect(() => parse(builtins.TIMESTAMPTZ, text)).toThrow(RangeError);
  });

  it('is a calendar date, a decimal of any length, a whole number', () => {
    expect(String(parse(builtins.DATE, '2026-02-28'))).toBe('2026-02-28');
    expect(parse(builtins.NUMERIC, '123456789012345678901234567890.10')).toEqual(
      Decimal.of('123456789012345678901234567890.1'),
    );
    expect(parse(builtins.INT8, '-9007199254740991')).toBe(-9007199254740991);
    expect(parse(builtins.BOOL, 't')).toBe(true);
  });

  it.each(['9007199254740992', '-9007199254740993', '9223372036854775807'])('is refused, not rounded: %s', (text) => {
    expect(() => safeIntegerOf(text)).toThrow(`beyond the safe integers: ${text}`);
  });
});
