import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dayIn, instantOf, localDateOf } from './instant.js';

describe('an instant', () => {
  it.each([
    ['2021-03-02T01:12:58.186820+03:00', '2021-03-01T22:12:58.18682Z'],
    ['2021-03-02T01:12:58.186820+0300', '2021-03-01T22:12:58.18682Z'],
    ['2021-03-01 22:12:58.18682+00', '2021-03-01T22:12:58.18682Z'],
    ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999999Z'],
  ])('is read from %s with its microseconds', (text, instant) => {
    expect(String(instantOf(text))).toBe(instant);
  });

  it.each(['2021-03-02T01:12:58', '2021-03-02', '01:12:58Z', '2021-02-29T00:00:00Z', 'infinity', ''])(
    'is not %j: it needs a day, a time and an offset',
    (text) => {
      expect(() => instantOf(text)).toThrow(RangeError);
    },
  );
});

describe('an instant in UTC to the millisecond', () => {
  const digits = (length: number) =>
    fc.nat({ max: 10 ** length - 1 }).map((value) => String(value).padStart(length, '0'));
  const two = fc.nat({ max: 70 }).map((value) => String(value).padStart(2, '0'));
  const text = fc
    .tuple(digits(4), two, two, two, two, two, digits(3))
    .map(
      ([year, month, day, hour, minute, second, thousandth]) =>
        `${year}-${month}-${day}T${hour}:${minute}:${second}.${thousandth}Z`,
    );

  const attempt = (read: () => Temporal.Instant): string => {
    try {
      return read().toString();
    } catch {
      return 'refused';
    }
  };

  it('is read as Temporal reads it, whether such a day exists or not', () => {
    fc.assert(
      fc.property(text, (shown) => {
        expect(attempt(() => instantOf(shown))).toBe(attempt(() => Temporal.Instant.from(shown)));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['2026-02-29', '2024-02-29', '2100-02-29', '2026-02-30', '2026-04-31', '2026-12-31', '0000-02-29'])(
    'is read as Temporal reads it on %s',
    (day) => {
      const shown = `${day}T10:00:00.123Z`;
      expect(attempt(() => instantOf(shown))).toBe(attempt(() => Temporal.Instant.from(shown)));
    },
  );
});

describe('a calendar date', () => {
  it.each(['2026-02-28', '2024-02-29', '1969-12-31'])('is read from %s and written the same', (text) => {
    expect(String(localDateOf(text))).toBe(text);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-2-1', '28.02.2026', 'infinity', ''])('is not %j', (text) => {
    expect(() => localDateOf(text)).toThrow(RangeError);
  });

  it.each(['2026-02-28T23:30:00', '2026-02-28T23:30:00+03:00', '20260228', '2026-02-28[Europe/Kyiv]'])(
    'is not %s: a time or a zone is not dropped in silence',
    (text) => {
      expect(() => localDateOf(text)).toThrow(RangeError);
    },
  );
});

describe('the day in a zone', () => {
  it.each([
    ['2025-12-31T21:59:59Z', 'Europe/Kyiv', '2025-12-31'],
    ['2025-12-31T22:00:00Z', 'Europe/Kyiv', '2026-01-01'],
    ['2026-01-01T07:59:59.999999Z', 'America/Los_Angeles', '2025-12-31'],
    ['2026-01-01T08:00:00Z', 'America/Los_Angeles', '2026-01-01'],
    ['2025-12-31T18:15:00Z', 'Asia/Kathmandu', '2026-01-01'],
    ['2026-07-15T13:30:00Z', 'Australia/Lord_Howe', '2026-07-16'],
    ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
  ])('at %s in %s is %s', (instant, zone, day) => {
    expect(String(dayIn(zone, instantOf(instant)))).toBe(day);
  });

  it('is the one that the clocks there show', () => {
    const zones = ['Europe/Kyiv', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
    const milliseconds = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), milliseconds, (zone, moment) => {
        const shown = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(moment);
        expect(String(dayIn(zone, Temporal.Instant.fromEpochMilliseconds(moment)))).toBe(shown);
      }),
    );
  });

  it('is not told for an unknown zone', () => {
    expect(() => dayIn('Mars/Olympus_Mons', instantOf('2026-01-01T00:00:00Z'))).toThrow(RangeError);
  });
});
