import { localDateOf, type Instant, type LocalDate, type TimeZone } from '@org/kernel';
import type { Random } from './random.js';

/** The day the demo world stands still at. Nothing in it is later, but what is due or planned. */
export const today = localDateOf('2026-01-10');

/** The day that most of the world begins at. */
export const firstDay = localDateOf('2025-01-01');

export const isBefore = (day: LocalDate, other: LocalDate): boolean => day.until(other).sign > 0;

/** From a day up to, not including, another. */
export const daysFrom = (first: LocalDate, end: LocalDate): readonly LocalDate[] =>
  Array.from({ length: first.until(end).days }, (_, days) => first.add({ days }));

export const earlierOf = (day: LocalDate, other: LocalDate): LocalDate => (isBefore(day, other) ? day : other);

export const laterOf = (day: LocalDate, other: LocalDate): LocalDate => (isBefore(day, other) ? other : day);

export const midnightOf = (day: LocalDate, zone: TimeZone): Instant => day.toZonedDateTime(zone).toInstant();

/** As the server's clock has it. */
export const now = midnightOf(today, 'UTC');

export const compareInstants = (one: Instant, other: Instant): number =>
  Number(one.epochNanoseconds - other.epochNanoseconds);

/** When the nightly run of the platform, at a quarter past one local time, came to a row. */
export const nightlyRunAt = (day: LocalDate, zone: TimeZone, random: Random): Instant =>
  midnightOf(day, zone).add({ minutes: 72 + random.integer(0, 9), microseconds: random.integer(0, 59_999_999) });

/** The daily invoice run. */
export const invoiceRunOn = (day: LocalDate): Instant => midnightOf(day, 'UTC').add({ minutes: 330 });

export const momentBetween = (from: Instant, to: Instant, random: Random): Instant =>
  from.add({ milliseconds: random.integer(0, to.epochMilliseconds - from.epochMilliseconds - 1) });
