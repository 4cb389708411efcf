import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Decimal, DecimalFormatError, type RoundingMode } from './decimal.js';

/** `units` × 10^-scale in plain notation, every digit written out: the arithmetic of these tests is that of BigInt. */
const padded = (units: bigint, scale: number): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const plain = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0n ? `-${plain}` : plain;
};

const shortest = (units: bigint, scale: number): string =>
  scale > 0 && units % 10n === 0n ? shortest(units / 10n, scale - 1) : padded(units, scale);

const powerOfTen = (exponent: number): bigint => 10n ** BigInt(exponent);

const units = fc.bigInt({ min: -powerOfTen(40), max: powerOfTen(40) });
const scale = fc.nat({ max: 20 });

describe('a decimal number', () => {
  it.each([
    ['220.00', '220'],
    ['12.50', '12.5'],
    ['-6.250', '-6.25'],
    ['1000', '1000'],
    ['007.10', '7.1'],
    ['0.000', '0'],
    ['0.0000000001', '0.0000000001'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['-0.123456789012345678901234567890', '-0.12345678901234567890123456789'],
  ])('is read from %s and written as %s: shortest plain notation', (text, written) => {
    expect(Decimal.of(text).toString()).toBe(written);
    expect(JSON.stringify({ amount: Decimal.of(text) })).toBe(`{"amount":"${written}"}`);
  });

  it.each(['1e3', '', '.5', '5.', 'NaN', ' 1', '1 ', '1\n', '+1', '--1', '-', '1.2.3', '1,5', '0x10', 'Infinity', '١'])(
    'is not %j, which is refused with the text',
    (text) => {
      expect(() => Decimal.of(text)).toThrow(new DecimalFormatError(text));
    },
  );

  it('has no way in from a binary fraction', () => {
    // @ts-expect-error -- a number may have lost digits before it got here
    expect(() => Decimal.of(0.1)).toThrow(DecimalFormatError);
    // @ts-expect-error -- nor is a sum with one a sum
    expect(() => Decimal.of('1').plus(0.1)).toThrow(RangeError);
    // @ts-expect-error -- a price times a float is no price
    expect(() => Decimal.of('1').times(0.1)).toThrow(TypeError);
  });

  it('keeps every digit it is given', () => {
    fc.assert(
      fc.property(units, scale, (value, digits) => {
        expect(Decimal.of(padded(value, digits)).toString()).toBe(shortest(value, digits));
      }),
    );
  });
});

describe('the arithmetic of decimals', () => {
  it('adds, subtracts and multiplies without losing a digit', () => {
    fc.assert(
      fc.property(units, scale, units, scale, (one, oneScale, other, otherScale) => {
        const left = Decimal.of(padded(one, oneScale));
        const right = Decimal.of(padded(other, otherScale));
        const common = oneScale + otherScale;
        const [leftUnits, rightUnits] = [one * powerOfTen(otherScale), other * powerOfTen(oneScale)];
        expect(left.plus(right).toString()).toBe(shortest(leftUnits + rightUnits, common));
        expect(left.minus(right).toString()).toBe(shortest(leftUnits - rightUnits, common));
        expect(left.times(right).toString()).toBe(shortest(one * other, common));
        expect(left.negated().toString()).toBe(shortest(-one, oneScale));
        expect(Math.sign(left.compareTo(right))).toBe(Number(leftUnits > rightUnits) - Number(leftUnits < rightUnits));
        expect(left.equals(right)).toBe(leftUnits === rightUnits);
      }),
    );
  });

  it('does what binary fractions cannot', () => {
    expect(Decimal.of('0.1').plus(Decimal.of('0.2')).toString()).toBe('0.3');
    expect(Decimal.of('999999999999999999999999999999').plus(Decimal.of('0.01')).toString()).toBe(
      '999999999999999999999999999999.01',
    );
  });

  it('sums any number of addends, none to zero', () => {
    expect(Decimal.sum([]).toString()).toBe('0');
    expect(Decimal.sum(['10.10', '-0.1', '5'].map((text) => Decimal.of(text))).toString()).toBe('15');
    fc.assert(
      fc.property(fc.array(units), scale, (addends, digits) => {
        const sum = Decimal.sum(addends.map((addend) => Decimal.of(padded(addend, digits))));
        const expected = addends.reduce((total, addend) => total + addend, 0n);
        expect(sum.toString()).toBe(shortest(expected, digits));
      }),
    );
  });

  it('compares by value, whatever the notation', () => {
    expect(Decimal.of('1.0').equals(Decimal.of('1'))).toBe(true);
    expect(Decimal.of('1.0').compareTo(Decimal.of('1'))).toBe(0);
    expect(Decimal.of('-2').compareTo(Decimal.of('1'))).toBeLessThan(0);
    expect(Decimal.of('9').compareTo(Decimal.of('10'))).toBeLessThan(0);
    expect(Decimal.of('-0.01').isNegative()).toBe(true);
    expect(Decimal.of('0.01').isNegative()).toBe(false);
    expect(Decimal.of('0.00').isZero()).toBe(true);
    expect(Decimal.of('0.01').isZero()).toBe(false);
  });
});

describe('zero', () => {
  it.each([
    ['read with a minus', Decimal.of('-0.00')],
    ['negated', Decimal.zero.negated()],
    ['a difference', Decimal.of('-6.25').minus(Decimal.of('-6.25'))],
    ['a product with a negative', Decimal.of('-6.25').times(Decimal.of('0'))],
    ['a negative rounded down', Decimal.of('-0.4').rounded(0, 'down')],
    ['a negative rounded to the even neighbour', Decimal.of('-0.5').rounded(0, 'half-even')],
  ])('is never negative: %s', (_, zero) => {
    expect(zero.toString()).toBe('0');
    expect(zero.isZero()).toBe(true);
    expect(zero.isNegative()).toBe(false);
    expect(zero.compareTo(Decimal.zero)).toBe(0);
  });
});

describe('rounding', () => {
  it.each<[string, number, Record<RoundingMode, string>]>([
    ['2.5', 0, { down: '2', 'half-up': '3', 'half-even': '2', up: '3' }],
    ['3.5', 0, { down: '3', 'half-up': '4', 'half-even': '4', up: '4' }],
    ['-2.5', 0, { down: '-2', 'half-up': '-3', 'half-even': '-2', up: '-3' }],
    ['-3.5', 0, { down: '-3', 'half-up': '-4', 'half-even': '-4', up: '-4' }],
    ['-0.125', 2, { down: '-0.12', 'half-up': '-0.13', 'half-even': '-0.12', up: '-0.13' }],
    ['0.001', 2, { down: '0', 'half-up': '0', 'half-even': '0', up: '0.01' }],
    ['-0.001', 2, { down: '0', 'half-up': '0', 'half-even': '0', up: '-0.01' }],
    ['99.999', 2, { down: '99.99', 'half-up': '100', 'half-even': '100', up: '100' }],
    ['12.5', 3, { down: '12.5', 'half-up': '12.5', 'half-even': '12.5', up: '12.5' }],
  ])('takes %s to %i digits as its mode says', (text, digits, expected) => {
    const rounded = (mode: RoundingMode): string => Decimal.of(text).rounded(digits, mode).toString();
    expect({
      down: rounded('down'),
      'half-up': rounded('half-up'),
      'half-even': rounded('half-even'),
      up: rounded('up'),
    }).toEqual(expected);
  });

  it('moves the magnitude to a neighbour, the same for both signs', () => {
    // Halves, and what lies just beside them, are rare among random numbers.
    const besideHalf = fc.option(fc.constantFrom(-1n, 0n, 1n));
    fc.assert(
      fc.property(units, scale, scale, besideHalf, (value, digits, kept, beside) => {
        const dropped = powerOfTen(Math.max(0, digits - kept));
        const candidate = beside === null ? value : (value / dropped) * dropped + dropped / 2n + beside;
        const magnitude = candidate < 0n ? -candidate : candidate;
        const [below, rest] = [magnitude / dropped, magnitude % dropped];
        const away = {
          down: false,
          'half-up': rest * 2n >= dropped,
          'half-even': rest * 2n > dropped || (rest * 2n === dropped && below % 2n === 1n),
          up: rest > 0n,
        } satisfies Record<RoundingMode, boolean>;
        for (const mode of ['down', 'half-up', 'half-even', 'up'] as const) {
          const expected = (below + (away[mode] ? 1n : 0n)) * dropped * (candidate < 0n ? -1n : 1n);
          expect(Decimal.of(padded(candidate, digits)).rounded(kept, mode).toString()).toBe(shortest(expected, digits));
        }
      }),
    );
  });
});
