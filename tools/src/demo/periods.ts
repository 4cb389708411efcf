import type { InvoicePeriodId, ScheduledInvoiceType } from '@org/invoice-domain';
import type { LocalDate } from '@org/kernel';
import { isBefore, today } from './moments.js';

/** From one local midnight up to, not including, another. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface ScheduledPeriod extends Period {
  readonly type: ScheduledInvoiceType;
}

type Boundary = (day: LocalDate) => boolean;

const monday: Boundary = (day) => day.dayOfWeek === 1;
const mondayOfEvenWeek: Boundary = (day) => monday(day) && (day.weekOfYear ?? 0) % 2 === 0;
const first: Boundary = (day) => day.day === 1;

const boundaries = {
  1: () => true,
  2: monday,
  3: mondayOfEvenWeek,
  4: first,
  5: (day) => mondayOfEvenWeek(day) || first(day),
  6: (day) => monday(day) || first(day),
  7: (day) => first(day) || day.day === 16,
} as const satisfies Record<InvoicePeriodId, Boundary>;

/** Days of a whole period of the kinds that a new month splits: a shorter one is partial. */
const wholeOfSplit: Partial<Record<InvoicePeriodId, number>> = { 5: 14, 6: 7 };

const typeOf = (id: InvoicePeriodId, { from, to }: Period): ScheduledInvoiceType =>
  from.until(to).days < (wholeOfSplit[id] ?? 0) ? 'autoPartial' : 'autoFull';

export interface Schedule {
  readonly past: readonly ScheduledPeriod[];
  /** The one that `today` lies in. */
  readonly current: ScheduledPeriod;
}

/** The periods of a kind, from the first boundary on or after a day. */
export function scheduleOf(id: InvoicePeriodId, since: LocalDate): Schedule {
  const boundaryFrom = (start: LocalDate): LocalDate => {
    let day = start;
    while (!boundaries[id](day)) day = day.add({ days: 1 });
    return day;
  };
  const past: ScheduledPeriod[] = [];
  for (let from = boundaryFrom(since); ;) {
    const to = boundaryFrom(from.add({ days: 1 }));
    const period = { from, to, type: typeOf(id, { from, to }) };
    if (isBefore(today, to)) return { past, current: period };
    past.push(period);
    from = to;
  }
}

/** Months from a day of the month to the same day of the next; the last day stands in for one that a month lacks. */
export function billingMonths(firstDay: LocalDate): readonly Period[] {
  const periods: Period[] = [];
  for (let month = 0; !isBefore(today, firstDay.add({ months: month })); month += 1) {
    periods.push({ from: firstDay.add({ months: month }), to: firstDay.add({ months: month + 1 }) });
  }
  return periods;
}
