import { describe, expect, it } from '@jest/globals';
import { localDateOf } from '@org/kernel';
import { defaultDaysToPay, dueDateAfter, isPastDue } from './due-date.js';

const day = localDateOf;

describe('a due date', () => {
  it.each([
    ['2026-03-01', defaultDaysToPay, '2026-03-15'],
    ['2026-03-01', 0, '2026-03-01'],
    ['2024-02-15', 14, '2024-02-29'],
    ['2026-12-20', 30, '2027-01-19'],
  ])('from %s in %s days is %s', (from, days, due) => {
    expect(dueDateAfter(day(from), days).toString()).toBe(due);
  });

  it('has passed on the day after it, not on the day itself', () => {
    expect(isPastDue(day('2026-03-15'), day('2026-03-14'))).toBe(false);
    expect(isPastDue(day('2026-03-15'), day('2026-03-15'))).toBe(false);
    expect(isPastDue(day('2026-03-15'), day('2026-03-16'))).toBe(true);
  });
});
