import { Temporal } from 'temporal-polyfill';

/** Source of the current time. Only the system clock reads the machine's time, so tests can fix it. */
export interface Clock {
  now(): Temporal.Instant;
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** A clock that stands still until it is moved. */
export class FixedClock implements Clock {
  private instant: Temporal.Instant;

  /** @param instant ISO 8601 with an offset, such as `2026-02-01T00:00:00Z` */
  constructor(instant: string) {
    this.instant = Temporal.Instant.from(instant);
  }

  now(): Temporal.Instant {
    return this.instant;
  }

  moveTo(instant: string): void {
    this.instant = Temporal.Instant.from(instant);
  }
}
