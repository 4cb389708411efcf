import { instantOf, localMomentOf, type Instant, type TimeZone } from '@org/kernel';

const moment =
  /^((?!0000)\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * A moment that somebody wrote: a day, or a day and a time. What names no offset is read in the zone; a time that its clocks skip is moved
 * past the gap, one that they show twice is the earlier (docs/wire/admin.md, times of a new invoice).
 * @returns undefined for anything else, a day that no calendar has included
 */
export const readMoment = (text: string, zone: TimeZone): Instant | undefined => {
  const [, day, time = '00:00', offset] = moment.exec(text.trim()) ?? [];
  if (day === undefined) return undefined;
  try {
    if (offset === undefined) return localMomentOf(`${day}T${time}`, zone);
    return instantOf(`${day}T${time}${/^(Z|UTC)$/i.test(offset) ? 'Z' : offset}`);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};
