import { actKinds, type ActKind } from './act.js';

/** Counts besides those of the kinds of acts. */
const together = ['several at once', 'several at once, in an order that tells'] as const;
export type Counted = ActKind | (typeof together)[number];

const counted: readonly Counted[] = [...actKinds, ...together];

/** How often what was tried was accepted, of how often it was tried. */
export class Tally {
  private readonly tried = new Map<Counted, { accepted: number; tried: number }>();

  add(what: Counted, isAccepted: boolean): void {
    this.of(what).tried += 1;
    if (isAccepted) this.of(what).accepted += 1;
  }

  addAll(other: Tally): void {
    for (const [what, { accepted, tried }] of other.tried) {
      this.of(what).accepted += accepted;
      this.of(what).tried += tried;
    }
  }

  accepted(what: Counted): number {
    return this.of(what).accepted;
  }

  /** Kinds that were accepted less often than that. */
  below(least: number): readonly string[] {
    return counted.filter((what) => this.accepted(what) < least).map((what) => this.told(what));
  }

  /** A line for everything that is counted. */
  get table(): string {
    return counted.map((what) => this.told(what)).join('\n');
  }

  private told(what: Counted): string {
    const { accepted, tried } = this.of(what);
    return `${what.padEnd(40)} accepted ${String(accepted).padStart(5)} of ${String(tried).padStart(5)}`;
  }

  private of(what: Counted): { accepted: number; tried: number } {
    const found = this.tried.get(what) ?? { accepted: 0, tried: 0 };
    this.tried.set(what, found);
    return found;
  }
}
