import { describe, expect, it } from '@jest/globals';
import { dayIn, instantOf, isLater, localDateOf, startOfDay, type Instant, type TimeZone } from '@org/kernel';
import fc from 'fast-check';
import { invoicePeriodIds, type InvoicePeriodId } from '../parties/account.js';
import { periodEndAfter, periodStartBefore, scheduledTypeOf, type BillingTerms } from './billing-period.js';

/** Half-hour and three-quarter-hour zones, one that moves by half an hour, one without changes, and the usual two. */
const zones = ['Europe/Kyiv', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'] as const;

const firstDay = '2015-01-01';
const lastDay = '2039-12-31';

/** Days by arithmetic alone: no week of year, no calendar of the code under test. */
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const weekday = (day: string): number => (((dayNumber(day) + 3) % 7) + 7) % 7;
/** The ISO week of a Monday: which seven days of the year its Thursday lies in. */
const weekOfMonday = (day: string): number => {
  const thursday = new Date((dayNumber(day) + 3) * 86_400_000).toISOString().slice(0, 10);
  return Math.floor((dayNumber(thursday) - dayNumber(`${thursday.slice(0, 4)}-01-01`)) / 7) + 1;
};

const isMonday = (day: string) => weekday(day) === 0;
const isEvenMonday = (day: string) => isMonday(day) && weekOfMonday(day) % 2 === 0;
const isFirst = (day: string) => day.endsWith('-01');

const boundaryModel: Readonly<Record<InvoicePeriodId, (day: string) => boolean>> = {
  1: () => true,
  2: isMonday,
  3: isEvenMonday,
  4: isFirst,
  5: (day) => isEvenMonday(day) || isFirst(day),
  6: (day) => isMonday(day) || isFirst(day),
  7: (day) => isFirst(day) || day.endsWith('-16'),
};

const dayAfter = (day: string, days: number): string =>
  new Date((dayNumber(day) + days) * 86_400_000).toISOString().slice(0, 10);

/** The boundaries from 2015 to 2039. */
const modelBoundaries = (period: InvoicePeriodId): readonly string[] => {
  const days = dayNumber(lastDay) - dayNumber(firstDay) + 1;
  return Array.from({ length: days }, (_, index) => dayAfter(firstDay, index)).filter(boundaryModel[period]);
};

const cases = invoicePeriodIds.flatMap((period) => zones.map((zone) => [period, zone] as const));

/** The days on which the clocks of a zone change, from 2015 to 2039. */
const transitionDays = (zone: TimeZone): readonly string[] => {
  const days: string[] = [];
  let next = startOfDay(localDateOf(firstDay), zone).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  while (next !== null && next.year < 2040) {
    days.push(next.toPlainDate().toString());
    next = next.getTimeZoneTransition('next');
  }
  return days;
};

/** Two successive boundaries. */
type Period = readonly [string, string];

const periodsByKind = new Map<InvoicePeriodId, readonly Period[]>(
  invoicePeriodIds.map((period) => {
    const boundaries = modelBoundaries(period);
    return [period, boundaries.slice(1).map((end, index) => [boundaries[index] ?? '', end])];
  }),
);

const periodsOf = (period: InvoicePeriodId): readonly Period[] => periodsByKind.get(period) ?? [];

/** Periods that have a transition in them or no further away than a day; those of one year where there is none. */
const periodsWithTransitions = (period: InvoicePeriodId, zone: TimeZone): readonly Period[] => {
  const spans = transitionDays(zone).map((day) => [dayAfter(day, -1), dayAfter(day, 1)] as const);
  const isNear = ([start, end]: Period) =>
    spans.length === 0 ? start.startsWith('2026') : spans.some(([before, after]) => start <= after && before <= end);
  return periodsOf(period).filter(isNear);
};

const isMidnight = (at: Instant, day: string, zone: TimeZone): boolean =>
  at.toZonedDateTimeISO(zone).toPlainDateTime().toString() === `${day}T00:00:00`;

/** Periods that the code under test ends, or begins, at another moment than the local midnights of the model. */
const wrongOf = (terms: BillingTerms, periods: readonly Period[]): readonly Period[] =>
  periods.filter(([start, end]) => {
    const startsAt = startOfDay(localDateOf(start), terms.timeZone);
    const endsAt = periodEndAfter(terms, startsAt);
    return !isMidnight(endsAt, end, terms.timeZone) || !periodStartBefore(terms, endsAt).equals(startsAt);
  });

describe('the transitions near which periods are looked at', () => {
  it.each([
    ['Europe/Kyiv', 50, '2026-03-29'],
    ['America/Los_Angeles', 50, '2026-11-01'],
    ['Australia/Lord_Howe', 50, '2026-04-05'],
  ])('are those of 25 years: in %s %i, such as that of %s', (zone, count, day) => {
    expect(transitionDays(zone)).toHaveLength(count);
    expect(transitionDays(zone)).toContain(day);
  });

  it.each(['Asia/Kathmandu', 'UTC'])('are none in %s', (zone) => {
    expect(transitionDays(zone)).toEqual([]);
  });
});

describe('the periods of kind', () => {
  // Which days are boundaries does not depend on the zone: only where its clocks change can a boundary be misplaced.
  it.each(cases)('%i in %s follow each other without gap or overlap, between local midnights', (period, zone) => {
    const terms = { period, timeZone: zone };
    const periods = zone === 'UTC' ? periodsOf(period) : periodsWithTransitions(period, zone);
    expect(periods.length).toBeGreaterThan(10);
    expect(wrongOf(terms, periods)).toEqual([]);
    expect(periodsOf(period).at(-1)?.[1]).toMatch(/^2039-12-/);
  });

  it.each(cases)('%i in %s hold every instant that lies in them', (period, zone) => {
    const terms = { period, timeZone: zone };
    const from = startOfDay(localDateOf(firstDay), zone).epochMilliseconds;
    const to = startOfDay(localDateOf(lastDay), zone).epochMilliseconds;
    fc.assert(
      fc.property(fc.integer({ min: from, max: to }), (milliseconds) => {
        const at = instantOf(new Date(milliseconds).toISOString());
        const endsAt = periodEndAfter(terms, at);
        const startsAt = periodStartBefore(terms, endsAt);
        expect(isLater(endsAt, at)).toBe(true);
        expect(isLater(startsAt, at)).toBe(false);
        expect(periodEndAfter(terms, startsAt)).toEqual(endsAt);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a period', () => {
  const kyiv = 'Europe/Kyiv';
  const between = (period: InvoicePeriodId, timeZone: TimeZone, day: string): readonly string[] => {
    const terms = { period, timeZone };
    const endsAt = periodEndAfter(terms, startOfDay(localDateOf(day), timeZone));
    return [periodStartBefore(terms, endsAt), endsAt].map((instant) => dayIn(timeZone, instant).toString());
  };

  it('of two weeks lasts three where a year has 53 weeks', () => {
    expect(between(3, kyiv, '2026-12-21')).toEqual(['2026-12-21', '2027-01-11']);
    expect(between(3, kyiv, '2020-12-25')).toEqual(['2020-12-21', '2021-01-11']);
    expect(between(3, kyiv, '2032-12-31')).toEqual(['2032-12-20', '2033-01-10']);
  });

  it('of two weeks split by month is cut at the new year of a year with 53 weeks, too', () => {
    expect(between(5, kyiv, '2026-12-21')).toEqual(['2026-12-21', '2027-01-01']);
    expect(between(5, kyiv, '2027-01-01')).toEqual(['2027-01-01', '2027-01-11']);
  });

  it.each(['2026-06-01', '2019-07-01', '2024-01-01', '2025-12-01'])(
    'that ends on %s, a first that is a Monday of an odd week, has a start before it',
    (end) => {
      const endsAt = startOfDay(localDateOf(end), kyiv);
      const startsAt = periodStartBefore({ period: 5, timeZone: kyiv }, endsAt);
      expect(isLater(endsAt, startsAt)).toBe(true);
      expect(dayIn(kyiv, startsAt).until(localDateOf(end)).days).toBeLessThanOrEqual(14);
    },
  );

  it('begins a week before the first of June 2026, on the Monday of the even week', () => {
    expect(between(5, kyiv, '2026-05-31')).toEqual(['2026-05-25', '2026-06-01']);
  });

  it.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-07-01', 24],
  ])('of one day, %s in Kyiv, has %i hours', (day, hours) => {
    const startsAt = startOfDay(localDateOf(day), kyiv);
    const endsAt = periodEndAfter({ period: 1, timeZone: kyiv }, startsAt);
    expect((endsAt.epochMilliseconds - startsAt.epochMilliseconds) / 3_600_000).toBe(hours);
  });

  it('begins with the first instant of a day that has no midnight', () => {
    const endsAt = periodEndAfter({ period: 1, timeZone: 'America/Santiago' }, instantOf('2025-09-06T12:00:00Z'));
    expect(endsAt.toString()).toBe('2025-09-07T04:00:00Z');
    expect(endsAt.toZonedDateTimeISO('America/Santiago').hour).toBe(1);
  });
});

describe('the type of a scheduled invoice', () => {
  const typeOf = (period: InvoicePeriodId, from: string, to: string) =>
    scheduledTypeOf(
      { period, timeZone: 'Europe/Kyiv' },
      startOfDay(localDateOf(from), 'Europe/Kyiv'),
      startOfDay(localDateOf(to), 'Europe/Kyiv'),
    );

  it('is partial where a new month cuts its week or two weeks', () => {
    expect(typeOf(6, '2026-01-26', '2026-02-01')).toBe('autoPartial');
    expect(typeOf(6, '2026-02-01', '2026-02-02')).toBe('autoPartial');
    expect(typeOf(5, '2026-12-21', '2027-01-01')).toBe('autoPartial');
  });

  it('is full for a whole week or two, also one of 167 or 169 hours', () => {
    expect(typeOf(6, '2026-02-02', '2026-02-09')).toBe('autoFull');
    expect(typeOf(6, '2026-10-19', '2026-10-26')).toBe('autoFull');
    expect(typeOf(5, '2026-02-02', '2026-02-16')).toBe('autoFull');
  });

  it.each([1, 2, 3, 4, 7] as const)('is full for kind %i, however short the invoice', (period) => {
    expect(typeOf(period, '2026-01-31', '2026-02-01')).toBe('autoFull');
  });
});
