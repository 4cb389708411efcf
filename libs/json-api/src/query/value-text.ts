import { instantOf, localDateOf, type TimeZone } from '@org/kernel';
import type { JsonSchema } from '../json-schema.js';
import type { Comparable } from './comparable.js';

/** Maximum length of a decimal number in characters, because PostgreSQL's numeric has a limit. */
const longestNumber = 1_000;

const longestKey = 18;

/** An id beyond all ids that are given out: it compares as what it is, a record that does not exist. */
const noKey = '9'.repeat(longestKey);

/** A UUID that no record has: text that is no UUID equals nothing. */
const noUuid = '00000000-0000-0000-0000-000000000000';

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const wholeNumber = /^[+-]?\d+$/;
const uuid = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i;
const date = /^\d{4}-\d\d-\d\d$/;
const dateTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?([.,]\d{1,9})?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** Reads a value of a query into the text that the stored values are compared with; undefined when it is not one. */
type Read = (text: string, zone: TimeZone) => string | undefined;

const readNumber: Read = (text) => (decimal.test(text) && text.length <= longestNumber ? text : undefined);

const readKey: Read = (text) => {
  if (!wholeNumber.test(text)) return undefined;
  return text.replace(/^[+-]?0*/, '').length > longestKey ? noKey : text;
};

const attempt = (read: () => string): string | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

/** PostgreSQL has no year 0 and writes years beyond 9999 otherwise: what lies out there is older or newer than any record. */
const withinCalendar = (text: string): string => {
  if (text.startsWith('+')) return 'infinity';
  return text.startsWith('-') || text.startsWith('0000') ? '-infinity' : text;
};

const readDate: Read = (text) =>
  date.test(text) ? attempt(() => withinCalendar(localDateOf(text).toString())) : undefined;

/** The first instant of a day in a zone. @returns undefined when the text is no day */
export const startOfDay = (text: string, zone: TimeZone, daysLater = 0): string | undefined =>
  date.test(text)
    ? attempt(() =>
        withinCalendar(localDateOf(text).add({ days: daysLater }).toZonedDateTime(zone).toInstant().toString()),
      )
    : undefined;

/** An instant, or the first one of a day; without an offset it is read in the zone. Digits beyond microseconds are cut. */
const readInstant: Read = (text, zone) => {
  const parts = dateTime.exec(text);
  if (parts === null) return startOfDay(text, zone);
  const [, day = '', minutes = '', seconds = ':00', fraction = '', offset] = parts;
  const local = `${day}T${minutes}${seconds}${fraction.replace(',', '.').slice(0, 7)}`;
  return attempt(() =>
    withinCalendar(
      (offset === undefined ? instantIn(zone, local) : instantOf(local + offset.toUpperCase())).toString(),
    ),
  );
};

const instantIn = (zone: TimeZone, local: string) => {
  const [day = '', time = ''] = local.split('T');
  return localDateOf(day).toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant();
};

/** PostgreSQL keeps no NUL character, so no stored text has one. */
const readText: Read = (text) => (text.includes('\0') ? undefined : text);

/** A later microsecond than any other instant that shows the same text. */
export const nextMicrosecond = (instant: string): string =>
  instant.endsWith('infinity') ? instant : withinCalendar(instantOf(instant).add({ microseconds: 1 }).toString());

/** Reader of each comparable's values; flags and words are read by dialect and exposure. */
export const readers = {
  number: readNumber,
  key: readKey,
  instant: readInstant,
  localDate: readDate,
  text: readText,
  uuid: (text) => (uuid.test(text) ? text : noUuid),
} as const satisfies Partial<Record<Comparable, Read>>;

/** Schemas of the values that the readers accept. */
export const valueSchemas = {
  number: { type: 'string', pattern: decimal.source },
  key: { type: 'string', pattern: wholeNumber.source },
  instant: {
    type: 'string',
    description: 'A day (`2025-12-26`) or an instant (`2025-12-26T12:46:07.352Z`).',
  },
  localDate: { type: 'string', format: 'date' },
  text: { type: 'string' },
  uuid: { type: 'string', format: 'uuid' },
} as const satisfies Record<keyof typeof readers, JsonSchema>;

/** Whether a text names a whole day rather than an instant. */
export const isDay = (text: string): boolean => date.test(text);
