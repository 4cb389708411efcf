import { addMonths, monthOf, type Month } from './month.js';

/** A time as it is written, with or without an offset of its own. */
export interface WrittenTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Hours, minutes and seconds, as the number that their digits make: 235959. */
  readonly clock: number;
  readonly isUtc: boolean;
}

/** Farther than any offset that a time may have. */
const farthestOffset = 16 * 3_600_000;

/** Records that rows name: rather too many than too few, as some of the rows may be rejected yet. */
export class Touched {
  readonly months = new Set<Month>();
  readonly accounts = new Set<number>();
  /** The earliest time, as the number that its digits make. */
  private earliest = Infinity;
  private isAllUtc = true;

  at({ year, month, day, clock, isUtc }: WrittenTime): void {
    addMonths(this.months, monthOf(year, month), day, isUtc);
    const digits = ((year * 100 + month) * 100 + day) * 1_000_000 + clock;
    if (digits < this.earliest) this.earliest = digits;
    if (!isUtc) this.isAllUtc = false;
  }

  /** No row is earlier; null when there are none. ISO 8601. */
  get since(): string | null {
    if (this.earliest === Infinity) return null;
    const [, year, month, day, hour, minute, second] =
      /^(\d+)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(String(this.earliest)) ?? [];
    const written = Date.UTC(
      ...([Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)] as const),
    );
    return new Date(written - (this.isAllUtc ? 0 : farthestOffset)).toISOString();
  }
}
