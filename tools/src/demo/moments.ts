import { startOfDay, type Instant, type LocalDate, type TimeZone } from '@org/kernel';
import type { Random } from './random.js';

/** From one local midnight up to, not including, another. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export const isBefore = (day: LocalDate, other: LocalDate): boolean => day.until(other).sign > 0;

/** From a day up to, not including, another. */
export const daysFrom = (first: LocalDate, end: LocalDate): readonly LocalDate[] =>
  Array.from({ length: first.until(end).days }, (_, days) => first.add({ days }));

export const earlierOf = (day: LocalDate, other: LocalDate): LocalDate => (isBefore(day, other) ? day : other);

export const laterOf = (day: LocalDate, other: LocalDate): LocalDate => (isBefore(day, other) ? other : day);

export const compareInstants = (one: Instant, other: Instant): number =>
  Number(one.epochNanoseconds - other.epochNanoseconds);

/** The nightly run of the platform comes to a row within ten minutes of this many minutes past local midnight. */
const nightlyRunMinutes = 72;

export const nightlyRunAt = (day: LocalDate, zone: TimeZone, random: Random): Instant =>
  startOfDay(day, zone).add({
    minutes: nightlyRunMinutes + random.integer(0, 9),
    microseconds: random.integer(0, 59_999_999),
  });

/** End of the nightly run of a day in a zone. */
export const nightlyRunEnd = (day: LocalDate, zone: TimeZone): Instant =>
  startOfDay(day, zone).add({ minutes: nightlyRunMinutes + 10 });

/** Start of the daily billing run. */
export const billingRunOn = (day: LocalDate): Instant => startOfDay(day, 'UTC').add({ minutes: 330 });

export const momentBetween = (from: Instant, to: Instant, random: Random): Instant =>
  from.add({ milliseconds: random.integer(0, to.epochMilliseconds - from.epochMilliseconds - 1) });
