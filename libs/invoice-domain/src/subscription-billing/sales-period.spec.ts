import { describe, expect, it } from '@jest/globals';
import { localDateOf } from '@org/kernel';
import fc from 'fast-check';
import { salesPeriodOf } from './sales-period.js';

const periodOf = (day: string, billingDay: number): string => {
  const { from, to } = salesPeriodOf(localDateOf(day), billingDay);
  return `${from.toString()} ${to.toString()}`;
};

const days = fc.integer({ min: 0, max: 36_524 }).map((count) => localDateOf('1999-12-31').add({ days: count }));
const billingDays = fc.integer({ min: 1, max: 31 });

describe('the period of sales that a day lies in', () => {
  it.each([
    ['2021-02-28', 1, '2021-02-01 2021-03-01'],
    ['2021-03-01', 1, '2021-03-01 2021-04-01'],
    ['2019-05-01', 17, '2019-04-17 2019-05-17'],
    ['2019-04-17', 17, '2019-04-17 2019-05-17'],
    ['2024-02-28', 31, '2024-01-31 2024-02-29'],
    ['2024-02-29', 31, '2024-02-29 2024-03-31'],
    ['2025-01-05', 30, '2024-12-30 2025-01-30'],
    ['2025-03-01', 30, '2025-02-28 2025-03-30'],
  ])('of %s with billing day %i is %s', (day, billingDay, period) => {
    expect(periodOf(day, billingDay)).toBe(period);
  });

  it('has the day in it', () => {
    fc.assert(
      fc.property(days, billingDays, (day, billingDay) => {
        const { from, to } = salesPeriodOf(day, billingDay);
        expect(from.until(day).sign).toBeGreaterThanOrEqual(0);
        expect(day.until(to).sign).toBe(1);
      }),
    );
  });

  it('meets the next without a gap, whichever day of it is asked for', () => {
    fc.assert(
      fc.property(days, billingDays, (day, billingDay) => {
        const { from, to } = salesPeriodOf(day, billingDay);
        expect(salesPeriodOf(from, billingDay)).toEqual({ from, to });
        expect(salesPeriodOf(to.subtract({ days: 1 }), billingDay)).toEqual({ from, to });
        expect(salesPeriodOf(to, billingDay).from).toEqual(to);
      }),
    );
  });
});
