/** Rounding of a value between two representable ones. `half-up` rounds halves away from zero. */
export type RoundingMode = 'down' | 'half-up' | 'half-even' | 'up';

const decimalText = /^-?\d+(\.\d+)?$/;

/** The text is not a plain decimal number such as `-6.25`. */
export class DecimalFormatError extends Error {
  override readonly name = 'DecimalFormatError';

  constructor(readonly text: string) {
    super(`not a decimal number: ${JSON.stringify(text)}`);
  }
}

const powerOfTen = (exponent: number): bigint => 10n ** BigInt(exponent);

/** Whether a cut-off remainder moves the last digit that is kept away from zero. */
const movesAway = {
  down: () => false,
  up: () => true,
  'half-up': (twice, divisor) => twice >= divisor,
  'half-even': (twice, divisor, isOdd) => twice > divisor || (twice === divisor && isOdd),
} as const satisfies Record<RoundingMode, (twice: bigint, divisor: bigint, isOdd: boolean) => boolean>;

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/**
 * An exact decimal number of any length: a whole number of units, and how many of its digits stand behind the point. Sums,
 * differences and products lose nothing. There is no way in from `number` and none out to it.
 */
export class Decimal {
  static readonly zero = new Decimal(0n, 0);

  private readonly units: bigint;
  private readonly scale: number;

  /** Without zeros at the end: equal values are equal objects, whatever notation they came in. */
  private constructor(units: bigint, scale: number) {
    let [whole, digits] = [units, scale];
    while (digits > 0 && whole % 10n === 0n) {
      whole /= 10n;
      digits -= 1;
    }
    this.units = whole;
    this.scale = digits;
  }

  /** @throws DecimalFormatError unless the text is plain notation: an optional minus, digits, an optional fraction. */
  static of(text: string): Decimal {
    // Most amounts of a ledger are nothing, and the wires write it so.
    if (text === '0.0') return Decimal.zero;
    // Without types, a number could be given that has lost digits before it got here.
    if (typeof text !== 'string' || !decimalText.test(text)) throw new DecimalFormatError(text);
    const point = text.indexOf('.');
    if (point === -1) return new Decimal(BigInt(text), 0);
    let end = text.length;
    while (text.charCodeAt(end - 1) === zeroCharacter) end -= 1;
    const fraction = text.slice(point + 1, end);
    return new Decimal(BigInt(text.slice(0, point) + fraction), fraction.length);
  }

  static sum(addends: Iterable<Decimal>): Decimal {
    let total = Decimal.zero;
    for (const addend of addends) total = total.plus(addend);
    return total;
  }

  plus(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.unitsAt(scale) + other.unitsAt(scale), scale);
  }

  minus(other: Decimal): Decimal {
    return this.plus(other.negated());
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.units * other.units, this.scale + other.scale);
  }

  negated(): Decimal {
    return new Decimal(-this.units, this.scale);
  }

  /** @param scale digits kept after the point */
  rounded(scale: number, mode: RoundingMode): Decimal {
    if (scale >= this.scale) return this;
    const divisor = powerOfTen(this.scale - scale);
    const kept = this.units / divisor;
    const rest = magnitude(this.units % divisor);
    const moves = rest > 0n && movesAway[mode](rest * 2n, divisor, kept % 2n !== 0n);
    return new Decimal(moves ? kept + (this.units < 0n ? -1n : 1n) : kept, scale);
  }

  /** Negative, zero or positive as this is less than, equal to or greater than the other: `1.0` equals `1`. */
  compareTo(other: Decimal): number {
    const { units } = this.minus(other);
    return units < 0n ? -1 : units > 0n ? 1 : 0;
  }

  equals(other: Decimal): boolean {
    return this.compareTo(other) === 0;
  }

  isZero(): boolean {
    return this.units === 0n;
  }

  isNegative(): boolean {
    return this.units < 0n;
  }

  /** Shortest plain notation: no exponent, no trailing zeros, no negative zero. `220`, `12.5`, `-6.25`. */
  toString(): string {
    const digits = magnitude(this.units)
      .toString()
      .padStart(this.scale + 1, '0');
    const point = digits.length - this.scale;
    const plain = this.scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
    return this.isNegative() ? `-${plain}` : plain;
  }

  toJSON(): string {
    return this.toString();
  }

  private unitsAt(scale: number): bigint {
    return scale === this.scale ? this.units : this.units * powerOfTen(scale - this.scale);
  }
}

const zeroCharacter = '0'.charCodeAt(0);
