import { dayIn, startOfDay, type Instant, type LocalDate, type TimeZone } from '@org/kernel';
import type { InvoicePeriodId, ScheduledInvoiceType } from '../parties/account.js';

type IsBoundary = (day: LocalDate) => boolean;

const isFirstOfMonth: IsBoundary = (day) => day.day === 1;
const isMonday: IsBoundary = (day) => day.dayOfWeek === 1;
/** After week 53 comes week 1, so two odd weeks follow each other and one period has three weeks. */
const isMondayOfEvenWeek: IsBoundary = (day) => isMonday(day) && Number(day.weekOfYear) % 2 === 0;

interface PeriodKind {
  readonly isBoundary: IsBoundary;
  /** Days of a whole period, for the kinds that a new month splits: a shorter one is partial. */
  readonly wholeDays?: number;
}

/** A period is the stretch between two boundaries that follow each other (docs/wire/admin.md, billing periods). */
const periodKinds = {
  1: { isBoundary: () => true },
  2: { isBoundary: isMonday },
  3: { isBoundary: isMondayOfEvenWeek },
  4: { isBoundary: isFirstOfMonth },
  5: { isBoundary: (day) => isMondayOfEvenWeek(day) || isFirstOfMonth(day), wholeDays: 14 },
  6: { isBoundary: (day) => isMonday(day) || isFirstOfMonth(day), wholeDays: 7 },
  7: { isBoundary: (day) => isFirstOfMonth(day) || day.day === 16 },
} as const satisfies Record<InvoicePeriodId, PeriodKind>;

const nearestBoundary = (period: InvoicePeriodId, day: LocalDate, step: 1 | -1): LocalDate => {
  const { isBoundary }: PeriodKind = periodKinds[period];
  let candidate = day.add({ days: step });
  while (!isBoundary(candidate)) candidate = candidate.add({ days: step });
  return candidate;
};

/** Billing terms of an account: the kind of its periods, and the time zone in which they begin and end at midnight. */
export interface BillingTerms {
  readonly period: InvoicePeriodId;
  readonly timeZone: TimeZone;
}

/** The end of the period that an instant lies in: the first boundary after its day. */
export const periodEndAfter = ({ period, timeZone }: BillingTerms, at: Instant): Instant =>
  startOfDay(nearestBoundary(period, dayIn(timeZone, at), 1), timeZone);

/** The start of the period that ends at an instant: the last boundary before its day. */
export const periodStartBefore = ({ period, timeZone }: BillingTerms, endsAt: Instant): Instant =>
  startOfDay(nearestBoundary(period, dayIn(timeZone, endsAt), -1), timeZone);

/** The start of the period that an instant lies in. */
export const periodStartOf = (terms: BillingTerms, at: Instant): Instant =>
  periodStartBefore(terms, periodEndAfter(terms, at));

/** Whether a period is a whole one of its terms, from one boundary to the next. */
export const isWhole = (terms: BillingTerms, startsAt: Instant, endsAt: Instant): boolean =>
  periodStartBefore(terms, endsAt).equals(startsAt) && periodEndAfter(terms, startsAt).equals(endsAt);

/** Partial is only a period that a new month has cut; all others are full, whatever day they begin on. */
export const scheduledTypeOf = (
  { period, timeZone }: BillingTerms,
  startsAt: Instant,
  endsAt: Instant,
): ScheduledInvoiceType => {
  const { wholeDays = 0 }: PeriodKind = periodKinds[period];
  return dayIn(timeZone, startsAt).until(dayIn(timeZone, endsAt)).days < wholeDays ? 'autoPartial' : 'autoFull';
};
