import { createHash } from 'node:crypto';
import { Decimal } from '@org/kernel';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * The same numbers for the same seed, on every machine: mulberry32. Each theme and account draws from a seed of its own,
 * so that a change in one leaves the others as they are.
 */
export class Random {
  private state: number;

  constructor(seed: string) {
    this.state = digestOf(seed).readUInt32LE(0);
  }

  /** @returns an integer from `from` to `to`, both included */
  integer(from: number, to: number): number {
    return from + Math.floor((this.next() / 2 ** 32) * (to - from + 1));
  }

  chance(percent: number): boolean {
    return this.integer(1, 100) <= percent;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** @returns so many of the items, none of them twice, in the order they had */
  sample<Item>(items: readonly Item[], count: number): readonly Item[] {
    let wanted = Math.min(count, items.length);
    return items.filter((_, index) => {
      if (this.integer(1, items.length - index) > wanted) return false;
      wanted -= 1;
      return true;
    });
  }

  /** @returns a number of the last of so many decimal places: `decimal(1, 250, 2)` is 0.01 to 2.5 */
  decimal(from: number, to: number, scale: number): Decimal {
    const unit = scale === 0 ? '1' : `0.${'1'.padStart(scale, '0')}`;
    return Decimal.of(String(this.integer(from, to))).times(Decimal.of(unit));
  }

  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}

/** A UUID made of a name: the same name, the same UUID. It has the form of a random one, version 4. */
export function uuidOf(name: string): string {
  const hex = digestOf(`uuid of ${name}`).toString('hex');
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return groups.join('-');
}
