export interface FairQueueLimits {
  /** Places of work in progress. */
  readonly atOnce: number;
  /** Of them, those that one caller may take. */
  readonly ofOneCaller: number;
  /** Pieces of work that wait at most. */
  readonly waiting: number;
  /** Milliseconds that one waits at most. */
  readonly patience: number;
}

interface Waiter {
  readonly told: (isIn: boolean) => void;
  /** Places that it takes. */
  readonly places: number;
  late: NodeJS.Timeout | undefined;
  isIn: boolean;
}

/**
 * Lets so much work in at once, and callers in turns: however much one of them asks for, another one waits for nothing but what was let in
 * before it. Heavy work takes several places, up to all that one caller may take. When no more can wait, whoever has most waiting loses the
 * last of it.
 */
export class FairQueue {
  private inProgress = 0;
  private waitingCount = 0;
  private readonly progressOf = new Map<string, number>();
  /** In the order of their turns. */
  private readonly waitingOf = new Map<string, Waiter[]>();

  constructor(private readonly limits: FairQueueLimits) {}

  /**
   * @param told once, at once or later, whether it is let in
   * @param weight places that it takes
   * @returns what gives the places up, be it in progress or in the queue; it may be called again
   */
  enter(caller: string, told: (isIn: boolean) => void, weight = 1): () => void {
    const places = Math.min(weight, this.limits.ofOneCaller, this.limits.atOnce);
    const waiter: Waiter = { told, places, late: undefined, isIn: false };
    // Heavy work that is next would wait for ever if lighter work took each place that is given up.
    const isFree = !this.waitingOf.has(caller) && this.isWithinShare(caller, waiter) && this.fits(waiter);
    if (isFree && !this.hasNext()) this.begin(caller, waiter);
    else this.wait(caller, waiter);
    return () => {
      if (waiter.isIn) this.leave(caller, waiter);
      else this.withdraw(caller, waiter);
    };
  }

  private isWithinShare(caller: string, { places }: Waiter): boolean {
    return (this.progressOf.get(caller) ?? 0) + places <= this.limits.ofOneCaller;
  }

  private fits({ places }: Waiter): boolean {
    return this.inProgress + places <= this.limits.atOnce;
  }

  private hasNext(): boolean {
    for (const [caller, [first]] of this.waitingOf) {
      if (first !== undefined && this.isWithinShare(caller, first)) return true;
    }
    return false;
  }

  private begin(caller: string, waiter: Waiter): void {
    this.inProgress += waiter.places;
    this.progressOf.set(caller, (this.progressOf.get(caller) ?? 0) + waiter.places);
    waiter.isIn = true;
    waiter.told(true);
  }

  private leave(caller: string, waiter: Waiter): void {
    waiter.isIn = false;
    this.inProgress -= waiter.places;
    const left = (this.progressOf.get(caller) ?? waiter.places) - waiter.places;
    if (left === 0) this.progressOf.delete(caller);
    else this.progressOf.set(caller, left);
    this.letIn();
  }

  private wait(caller: string, waiter: Waiter): void {
    if (this.waitingCount >= this.limits.waiting && !this.displaceFor(caller)) {
      waiter.told(false);
      return;
    }
    waiter.late = setTimeout(() => {
      this.withdraw(caller, waiter);
      waiter.told(false);
    }, this.limits.patience).unref();
    const waiters = this.waitingOf.get(caller);
    if (waiters === undefined) this.waitingOf.set(caller, [waiter]);
    else waiters.push(waiter);
    this.waitingCount += 1;
  }

  /** Turns away the last of whoever has most waiting, unless the newcomer has as much. */
  private displaceFor(newcomer: string): boolean {
    const own = this.waitingOf.get(newcomer)?.length ?? 0;
    const [caller, waiters] = [...this.waitingOf].reduce((one, other) =>
      other[1].length > one[1].length ? other : one,
    );
    const last = waiters.at(-1);
    if (last === undefined || waiters.length <= own + 1) return false;
    this.withdraw(caller, last);
    last.told(false);
    return true;
  }

  private withdraw(caller: string, waiter: Waiter): void {
    const waiters = this.waitingOf.get(caller) ?? [];
    const place = waiters.indexOf(waiter);
    if (place === -1) return;
    clearTimeout(waiter.late);
    waiters.splice(place, 1);
    this.waitingCount -= 1;
    if (waiters.length === 0) this.waitingOf.delete(caller);
  }

  private letIn(): void {
    for (const [caller, waiters] of this.waitingOf) {
      const [first] = waiters;
      if (first === undefined || !this.isWithinShare(caller, first)) continue;
      if (!this.fits(first)) return;
      this.withdraw(caller, first);
      // Behind all others, to whom this comes again while there is room.
      if (this.waitingOf.delete(caller)) this.waitingOf.set(caller, waiters);
      this.begin(caller, first);
    }
  }
}
