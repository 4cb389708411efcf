import type { LocalDate } from '@org/kernel';
import { isBefore, today } from './moments.js';

/** From one local midnight up to, not including, another. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Months from a day of the month to the same day of the next; the last day stands in for one that a month lacks. */
export function billingMonths(firstDay: LocalDate): readonly Period[] {
  const periods: Period[] = [];
  for (let month = 0; !isBefore(today, firstDay.add({ months: month })); month += 1) {
    periods.push({ from: firstDay.add({ months: month }), to: firstDay.add({ months: month + 1 }) });
  }
  return periods;
}
