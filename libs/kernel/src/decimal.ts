import { Big } from 'big.js';

/** How a value that falls between two representable ones is rounded. `half-up` rounds halves away from zero. */
export type RoundingMode = 'down' | 'half-up' | 'half-even' | 'up';

const roundingModes = {
  down: 0,
  'half-up': 1,
  'half-even': 2,
  up: 3,
} as const satisfies Record<RoundingMode, number>;

/** Strict mode refuses `number` operands, so no binary fraction can slip into a sum. */
const Exact = Big();
Exact.strict = true;

const decimalText = /^-?\d+(\.\d+)?$/;

/** The text is not a plain decimal number such as `-6.25`. */
export class DecimalFormatError extends Error {
  override readonly name = 'DecimalFormatError';

  constructor(readonly text: string) {
    super(`not a decimal number: ${JSON.stringify(text)}`);
  }
}

/**
 * An exact decimal number of any length. Sums, differences and products lose nothing. There is no way in from `number` and none out to it.
 */
export class Decimal {
  static readonly zero = new Decimal(new Exact('0'));

  private constructor(private readonly value: Big) {}

  /** @throws DecimalFormatError unless the text is plain notation: an optional minus, digits, an optional fraction. */
  static of(text: string): Decimal {
    if (!decimalText.test(text)) throw new DecimalFormatError(text);
    return new Decimal(new Exact(text));
  }

  static sum(addends: Iterable<Decimal>): Decimal {
    let total = Decimal.zero;
    for (const addend of addends) total = total.plus(addend);
    return total;
  }

  plus(other: Decimal): Decimal {
    return new Decimal(this.value.plus(other.value));
  }

  minus(other: Decimal): Decimal {
    return new Decimal(this.value.minus(other.value));
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.value.times(other.value));
  }

  negated(): Decimal {
    return Decimal.zero.minus(this);
  }

  /** @param scale digits kept after the point */
  rounded(scale: number, mode: RoundingMode): Decimal {
    return new Decimal(this.value.round(scale, roundingModes[mode]));
  }

  /** Negative, zero or positive as this is less than, equal to or greater than the other: `1.0` equals `1`. */
  compareTo(other: Decimal): number {
    return this.value.cmp(other.value);
  }

  equals(other: Decimal): boolean {
    return this.value.eq(other.value);
  }

  isZero(): boolean {
    return this.equals(Decimal.zero);
  }

  isNegative(): boolean {
    return this.compareTo(Decimal.zero) < 0;
  }

  /** Shortest plain notation: no exponent, no trailing zeros, no negative zero. `220`, `12.5`, `-6.25`. */
  toString(): string {
    return this.isZero() ? '0' : this.value.toFixed();
  }

  toJSON(): string {
    return this.toString();
  }
}
