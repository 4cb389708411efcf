/** Ids of the rows of a chunk: the least and the greatest one, and whether one of them may come twice. */
export interface IdSpan {
  /** As PostgreSQL reads them; where numbers are not exact any more, none lies outside. */
  readonly least: string;
  readonly greatest: string;
  readonly areDistinct: boolean;
}

/** From here on, neighbouring numbers are up to this far apart. */
const slack = 1024n;

const largest = 2n ** 63n - 1n;

const rounded = (id: number, by: bigint): string => {
  const exact = BigInt(id);
  if (Number.isSafeInteger(id)) return String(exact);
  const wider = exact + by;
  return String(wider > largest ? largest : wider < -largest ? -largest - 1n : wider);
};

/** Notes ids. Large ones may be taken for the same, never the same ones for different. */
export class SeenIds {
  private readonly seen = new Set<number>();
  private count = 0;
  private least = Infinity;
  private greatest = -Infinity;

  add(id: number): void {
    this.seen.add(id);
    this.count += 1;
    if (id < this.least) this.least = id;
    if (id > this.greatest) this.greatest = id;
  }

  /** Undefined when there are none. */
  get span(): IdSpan | undefined {
    if (this.count === 0) return undefined;
    return {
      least: rounded(this.least, -slack),
      greatest: rounded(this.greatest, slack),
      areDistinct: this.seen.size === this.count,
    };
  }
}
