import { Temporal } from 'temporal-polyfill';

/** A point on the time line, with the microseconds that PostgreSQL keeps. */
export type Instant = Temporal.Instant;

/** A day of the calendar, belonging to no zone until one is given. */
export type LocalDate = Temporal.PlainDate;

/** An IANA time zone name such as `Europe/Kyiv`. Always an argument or a column, never the server's own. */
export type TimeZone = string;

/** @throws RangeError unless the text is ISO 8601 with an offset */
export const instantOf = (text: string): Instant => Temporal.Instant.from(text);

const calendarDate = /^\d{4}-\d{2}-\d{2}$/;

/** @throws RangeError unless the text is a calendar date `YYYY-MM-DD` */
export const localDateOf = (text: string): LocalDate => {
  // Temporal would drop a time or a zone that stands behind the date.
  if (!calendarDate.test(text)) throw new RangeError(`not a calendar date: ${text}`);
  return Temporal.PlainDate.from(text);
};

/** The calendar day that the clocks of a zone show at an instant. */
export const dayIn = (zone: TimeZone, instant: Instant): LocalDate => instant.toZonedDateTimeISO(zone).toPlainDate();
