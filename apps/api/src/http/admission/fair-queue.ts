export interface FairQueueLimits {
  /** Pieces of work in progress at most. */
  readonly atOnce: number;
  /** Of them, those of one caller at most. */
  readonly ofOneCaller: number;
  /** Pieces of work that wait at most. */
  readonly waiting: number;
  /** Milliseconds that one waits at most. */
  readonly patience: number;
}

interface Waiter {
  readonly told: (isIn: boolean) => void;
  late: NodeJS.Timeout | undefined;
  isIn: boolean;
}

/**
 * Lets so much work in at once, and callers in turns: however much one of them asks for, another one waits for nothing but what was let in
 * before it. When no more can wait, whoever has most waiting loses the last of it.
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
   * @returns what gives the place up, be it one in progress or one in the queue; it may be called again
   */
  enter(caller: string, told: (isIn: boolean) => void): () => void {
    const waiter: Waiter = { told, late: undefined, isIn: false };
    // Wherever there is room, nobody waits who could have it.
    if (this.hasRoom(caller) && !this.waitingOf.has(caller)) this.begin(caller, waiter);
    else this.wait(caller, waiter);
    return () => {
      if (waiter.isIn) this.leave(caller, waiter);
      else this.withdraw(caller, waiter);
    };
  }

  private hasRoom(caller: string): boolean {
    const { atOnce, ofOneCaller } = this.limits;
    return this.inProgress < atOnce && (this.progressOf.get(caller) ?? 0) < ofOneCaller;
  }

  private begin(caller: string, waiter: Waiter): void {
    this.inProgress += 1;
    this.progressOf.set(caller, (this.progressOf.get(caller) ?? 0) + 1);
    waiter.isIn = true;
    waiter.told(true);
  }

  private leave(caller: string, waiter: Waiter): void {
    waiter.isIn = false;
    this.inProgress -= 1;
    const left = (this.progressOf.get(caller) ?? 1) - 1;
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
      if (this.inProgress >= this.limits.atOnce) return;
      const [first] = waiters;
      if (first === undefined || !this.hasRoom(caller)) continue;
      this.withdraw(caller, first);
      // Behind all others, to whom this comes again while there is room.
      if (this.waitingOf.delete(caller)) this.waitingOf.set(caller, waiters);
      this.begin(caller, first);
    }
  }
}
