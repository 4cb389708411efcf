import type { ZoneOffsets } from '@org/kernel';
import { firstYear, instantForm, lastYear } from '../field-faults.js';
import { daysIn } from '../month.js';
import type { TimeFormat } from './mapping.js';
import { Unreadable, type ReadText } from './read-text.js';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A date of RFC 2822, with the weekday or without; of its obsolete zones those that mean UTC. */
const rfc2822Form =
  /^(?:[A-Za-z]{3},\s+)?(?<day>\d{1,2})\s+(?<name>[A-Za-z]{3})\s+(?<year>\d{4})\s+(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d))?\s+(?<zone>[+-]\d{4}|GMT|UTC?|Z)(?:\s+\([^()]*\))?$/;

type Groups = Readonly<Partial<Record<string, string>>>;

const two = (value: string | number): string => String(value).padStart(2, '0');

const monthIn = ({ month, name = '' }: Groups): number =>
  month === undefined ? months.indexOf(name.toLowerCase()) + 1 : Number(month);

/** Midnight is 12 AM, and noon is 12 PM. */
const hourIn = ({ hour, half = '', noon = '' }: Groups): number =>
  hour === undefined ? (Number(half) % 12) + (noon.toLowerCase() === 'pm' ? 12 : 0) : Number(hour);

const zoneIn = ({ zone }: Groups): string | undefined => (zone !== undefined && /^[A-Z]/.test(zone) ? 'Z' : zone);

const fractionIn = ({ fraction = '' }: Groups): string => (fraction === '' ? '' : `.${fraction.replace(/^\./, '')}`);

const isoOf = (seconds: number, fraction: string): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 19)}${fraction}Z`;

/** @param local `YYYY-MM-DDTHH:mm:ss` of a day and a time that exist */
const inZone = (local: string, fraction: string, zone: ZoneOffsets): string | Unreadable => {
  const [seconds] = zone.secondsShowing(Date.parse(`${local}Z`) / 1000);
  return seconds === undefined
    ? new Unreadable(`is a time that clocks in ${zone.zone} leave out`)
    : isoOf(seconds, fraction);
};

const isReal = (year: number, month: number, day: number, clock: readonly number[]): boolean =>
  year >= firstYear &&
  year <= lastYear &&
  day >= 1 &&
  day <= daysIn(year, month) &&
  clock.every((value, index) => value <= (index === 0 ? 23 : 59));

/** A time by the parts that were found; what does not exist is left to the check of the column, which says why. */
const timeOf = (groups: Groups, zone: ZoneOffsets | undefined): string | Unreadable => {
  const [year, month, day] = [Number(groups['year']), monthIn(groups), Number(groups['day'])];
  const clock = [hourIn(groups), Number(groups['minute']), Number(groups['second'] ?? 0)];
  const half = Number(groups['half'] ?? 1);
  if (month === 0) return new Unreadable('names no month');
  if (half < 1 || half > 12) return new Unreadable('is not a time of day');
  const local = `${String(year)}-${two(month)}-${two(day)}T${clock.map(two).join(':')}`;
  const fraction = fractionIn(groups);
  const offset = zoneIn(groups);
  if (offset !== undefined) return `${local}${fraction}${offset}`;
  if (zone === undefined) return `${local}${fraction}`;
  return isReal(year, month, day, clock) ? inZone(local, fraction, zone) : `${local}${fraction}Z`;
};

const matched =
  (form: RegExp, zone: ZoneOffsets | undefined, what: string): ReadText =>
  (value) => {
    const groups = form.exec(value)?.groups;
    return groups === undefined ? new Unreadable(`is not a time as ${what}`) : timeOf(groups, zone);
  };

/** Digits before the last three are the second. */
const epoch =
  (digitsBehind: 0 | 3): ReadText =>
  (value) => {
    const [, whole, fraction = ''] = /^(\d{1,15})(?:\.(\d{1,9}))?$/.exec(value) ?? [];
    const unit = digitsBehind === 0 ? 'seconds' : 'milliseconds';
    if (whole === undefined) return new Unreadable(`is not a time in ${unit} since 1970`);
    const padded = whole.padStart(digitsBehind + 1, '0');
    const seconds = Number(padded.slice(0, padded.length - digitsBehind));
    const behind = (digitsBehind === 0 ? '' : padded.slice(-digitsBehind)) + fraction;
    // The year 9999, and what a Date can say.
    if (seconds > 253_402_300_799) return new Unreadable(`is too late for a time in ${unit} since 1970`);
    return isoOf(seconds, behind === '' ? '' : `.${behind}`);
  };

/**
 * Reads times as a column of the file writes them, and makes ISO 8601 of them. A time without an offset is one of the zone; of two times that
 * its clocks show alike it is the earlier.
 */
export const timeReader = (format: TimeFormat, zone: ZoneOffsets | undefined): ReadText => {
  if (format instanceof RegExp) return matched(format, zone, 'the mapping writes it');
  switch (format) {
    case 'iso8601':
      return matched(instantForm, zone, 'ISO 8601 writes it');
    case 'rfc2822':
      return matched(rfc2822Form, undefined, 'RFC 2822 writes it');
    case 'epoch_seconds':
      return epoch(0);
    case 'epoch_milliseconds':
      return epoch(3);
  }
};
