import { localDateOf, startOfDay, type Instant, type LocalDate, type TimeZone } from '@org/kernel';
import { compareInstants, isBefore, nightlyRunEnd, type Period } from './moments.js';
import type { Random } from './random.js';

/** A day of a month, counted back from the current one: `[2, 15]` is the 15th of the month before the last. */
export type MonthDay = readonly [monthsAgo: number, day: number];

/** A day that moves along with the clock. */
export type RelativeDay = MonthDay | { readonly daysAgo: number };

/** Earliest end of the demo world, at which both documented invoices exist. */
const earliestToday = localDateOf('2026-01-10');

/** Months are closed on their successor's second day; on the third that has happened in every zone. */
const daysToClose = 2;

/**
 * The period of the demo world: from the first day of a month to the midnight, UTC, that today begins
 * with. Nothing in the world is later, but what is due or planned.
 */
export class Calendar {
  readonly firstDay: LocalDate;
  readonly now: Instant;
  /** The first day of the latest month whose predecessor is closed everywhere. */
  private readonly month: LocalDate;

  /**
   * @param today the day the world stands still at
   * @param months that have passed before the current one, 3 to 12
   * @throws RangeError when today is before 10 January 2026
   */
  constructor(
    readonly today: LocalDate,
    readonly months: number,
  ) {
    if (isBefore(today, earliestToday)) {
      throw new RangeError(
        `the demo world cannot end on ${today.toString()}: ${earliestToday.toString()} is the first day it can`,
      );
    }
    this.now = startOfDay(today, 'UTC');
    this.month = today.subtract({ days: daysToClose }).with({ day: 1 });
    this.firstDay = this.dayOf([months, 1]);
  }

  /**
   * A day of a month before the first one is moved to the first; the last day stands in for one that a month lacks.
   */
  dayOf(relative: RelativeDay): LocalDate {
    if ('daysAgo' in relative) return this.today.subtract({ days: relative.daysAgo });
    const [monthsAgo, day] = relative;
    return this.month.subtract({ months: Math.min(monthsAgo, this.months) }).with({ day });
  }

  /** Months from a day of the month to the same day of the next, the running one included. */
  billingMonths([monthsAgo, day]: MonthDay): readonly Period[] {
    const periods: Period[] = [];
    for (let ago = Math.min(monthsAgo, this.months); ; ago -= 1) {
      const period = { from: this.dayOf([ago, day]), to: this.dayOf([ago - 1, day]) };
      if (isBefore(this.today, period.from)) return periods;
      periods.push(period);
    }
  }

  hasPassed(instant: Instant): boolean {
    return compareInstants(instant, this.now) < 0;
  }

  /** Whether the platform's nightly run of a day has come to everybody in a zone. */
  hasRunOn(day: LocalDate, zone: TimeZone): boolean {
    return this.hasPassed(nightlyRunEnd(day, zone));
  }
}

/** Inputs of a part of the world: random numbers and the calendar. */
export interface Draw {
  readonly calendar: Calendar;
  readonly random: Random;
}
