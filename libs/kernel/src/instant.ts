import { Temporal } from 'temporal-polyfill';

/** A point on the time line, with the microseconds that PostgreSQL keeps. */
export type Instant = Temporal.Instant;

/** A day of the calendar, belonging to no zone until one is given. */
export type LocalDate = Temporal.PlainDate;

/** An IANA time zone name such as `Europe/Kyiv`. Always an argument or a column, never the server's own. */
export type TimeZone = string;

/** UTC to the millisecond, as the admin API writes it. */
const utcMillisecond = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** @throws RangeError unless the text is ISO 8601 with an offset */
export const instantOf = (text: string): Instant => {
  if (!utcMillisecond.test(text)) return Temporal.Instant.from(text);
  // Several times as fast as reading it by Temporal, and a page of records has hundreds.
  const milliseconds = Date.parse(text);
  const day = text.slice(8, 10);
  // Not all months have the last days, and the date would be one of the next month.
  const isReal = day <= '28' || new Date(milliseconds).getUTCDate() === Number(day);
  return isReal ? Temporal.Instant.fromEpochMilliseconds(milliseconds) : Temporal.Instant.from(text);
};

const calendarDate = /^\d{4}-\d{2}-\d{2}$/;

/** @throws RangeError unless the text is a calendar date `YYYY-MM-DD` */
export const localDateOf = (text: string): LocalDate => {
  // Temporal would drop a time or a zone that stands behind the date.
  if (!calendarDate.test(text)) throw new RangeError(`not a calendar date: ${text}`);
  return Temporal.PlainDate.from(text);
};

/** The calendar day that the clocks of a zone show at an instant. */
export const dayIn = (zone: TimeZone, instant: Instant): LocalDate => instant.toZonedDateTimeISO(zone).toPlainDate();

/** The first instant of a calendar day in a zone: midnight, or what the clocks show first where they skip it. */
export const startOfDay = (day: LocalDate, zone: TimeZone): Instant => day.toZonedDateTime(zone).toInstant();

export const isLater = (one: Instant, other: Instant): boolean => one.epochNanoseconds > other.epochNanoseconds;

/**
 * The instant at which the clocks of a zone show a date and a time. In a gap it is as much later as the clocks skip; of two it is the earlier.
 * @throws RangeError for a date or a time that does not exist
 */
export const localMomentOf = (text: string, zone: TimeZone): Instant =>
  Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(zone).toInstant();
