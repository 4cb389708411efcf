import { describe, expect, it } from '@jest/globals';
import { localDateOf } from '@org/kernel';
import { Calendar, type MonthDay } from './calendar.js';

const calendarOf = (today: string, months = 3) => new Calendar(localDateOf(today), months);

const monthsOf = (calendar: Calendar, series: MonthDay) =>
  calendar.billingMonths(series).map(({ from, to }) => `${from.toString()} ${to.toString()}`);

describe('the calendar of the demo world', () => {
  it.each([
    ['2026-01-10', 12, '2025-01-01'],
    ['2026-12-31', 3, '2026-09-01'],
    ['2028-02-29', 3, '2027-11-01'],
    // Of the month before, not everything is closed yet.
    ['2027-03-02', 3, '2026-11-01'],
    ['2027-03-03', 3, '2026-12-01'],
  ])('begins on the first of a month: to %s with %i months before, on %s', (today, months, firstDay) => {
    expect(calendarOf(today, months).firstDay.toString()).toBe(firstDay);
  });

  it('keeps to the last day of a month that lacks the billing day', () => {
    expect(monthsOf(calendarOf('2026-01-10'), [3, 31])).toEqual([
      '2025-10-31 2025-11-30',
      '2025-11-30 2025-12-31',
      '2025-12-31 2026-01-31',
    ]);
  });

  it('begins a series that is older than the world in its first month', () => {
    expect(monthsOf(calendarOf('2026-01-20'), [12, 15])[0]).toBe('2025-10-15 2025-11-15');
  });

  it('counts days back from today', () => {
    expect(calendarOf('2028-03-01').dayOf({ daysAgo: 1 }).toString()).toBe('2028-02-29');
  });
});
