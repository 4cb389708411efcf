import type { LocalDate } from '@org/kernel';

/** Period from one billing day up to, not including, the next. */
export interface SalesPeriod {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The billing day of a month; the last day stands in for one that the month lacks. */
const billingDayOf = (month: LocalDate, billingDay: number): LocalDate =>
  month.with({ day: Math.min(billingDay, month.daysInMonth) });

/**
 * The period that a day lies in (docs/wire/reseller.md, billing days).
 * @param billingDay 1 to 31
 */
export const salesPeriodOf = (day: LocalDate, billingDay: number): SalesPeriod => {
  const month = day.with({ day: 1 });
  const ofMonth = billingDayOf(month, billingDay);
  if (ofMonth.until(day).sign < 0)
    return { from: billingDayOf(month.subtract({ months: 1 }), billingDay), to: ofMonth };
  return { from: ofMonth, to: billingDayOf(month.add({ months: 1 }), billingDay) };
};

/**
 * The period of a series that begins on a day, whichever it is: up to the next billing day. A single day is no period of its own, it belongs
 * to the next one.
 */
export const salesPeriodFrom = (from: LocalDate, billingDay: number): SalesPeriod => ({
  from,
  to: salesPeriodOf(from.add({ days: 1 }), billingDay).to,
});

/** Invoices of a period are opened on its second day, and closed on the second day of the next. */
export const secondDayOf = (firstDay: LocalDate): LocalDate => firstDay.add({ days: 1 });
