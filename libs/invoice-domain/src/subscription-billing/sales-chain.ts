import type { LocalDate } from '@org/kernel';
import { salesPeriodFrom, salesPeriodOf, type SalesPeriod } from './sales-period.js';
import type { BuyingAccount, Series } from './sales.js';

export const isBefore = (day: LocalDate, other: LocalDate): boolean => day.until(other).sign > 0;

const laterOf = (one: LocalDate, other: LocalDate | null): LocalDate =>
  other !== null && isBefore(one, other) ? other : one;

/**
 * Day on which the next period of a series begins: where its last invoice ended, or the last one of the subscriptions that have come to it from
 * another series. A series that nothing was on begins today: with the period that runs, or the one that ended last where invoices are
 * made afterwards.
 */
export const chainStartOf = (series: Series, { today }: Pick<BuyingAccount, 'today'>): LocalDate => {
  const { billingDay, paymentModel, hasBegun, billedUntil, coveredUntil } = series;
  if (coveredUntil !== null) return laterOf(coveredUntil, billedUntil);
  if (hasBegun && billedUntil !== null) return billedUntil;
  const { from } = salesPeriodOf(today, billingDay);
  const first = paymentModel === 'postpay' ? from : salesPeriodOf(from.subtract({ days: 1 }), billingDay).from;
  return laterOf(first, billedUntil);
};

/** Periods before the first regular one that something unbilled lies in. What is older than a series that has begun is on its next invoice. */
export const latePeriodsOf = (series: Series, start: LocalDate): readonly SalesPeriod[] => {
  const { billingDay, unbilledDays, hasBegun, billedUntil, coveredUntil } = series;
  if (hasBegun || coveredUntil !== null) return [];
  const periods: SalesPeriod[] = [];
  for (const day of unbilledDays) {
    const period = salesPeriodOf(day, billingDay);
    const after = periods.at(-1)?.to ?? billedUntil;
    if (isBefore(day, start) && (after === null || !isBefore(period.from, after))) periods.push(period);
  }
  return periods;
};

/** Periods of a series from a day on, each beginning where the one before it ended. */
export function* periodsFrom(start: LocalDate, billingDay: number): Generator<SalesPeriod, never> {
  for (let period = salesPeriodFrom(start, billingDay); ; period = salesPeriodFrom(period.to, billingDay)) yield period;
}
