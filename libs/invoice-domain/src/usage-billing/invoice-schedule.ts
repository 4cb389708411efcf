import { isLater, type Instant, type TimeZone } from '@org/kernel';
import type { Account, InvoicePeriodId, ScheduledInvoiceType } from '../parties/account.js';
import { periodEndAfter, periodStartBefore, scheduledTypeOf, type BillingTerms } from './billing-period.js';

/** The next invoice that an account's schedule makes. */
export interface NextInvoice {
  readonly nextInvoiceAt: Instant;
  readonly nextInvoiceType: ScheduledInvoiceType;
}

/** Schedule of an account that is not billed automatically. */
export const noNextInvoice: Pick<Account, 'nextInvoiceAt' | 'nextInvoiceType'> = {
  nextInvoiceAt: null,
  nextInvoiceType: null,
};

/** Absent unless the account is billed on a schedule. */
export const billingTermsOf = (account: {
  readonly invoicePeriodId: InvoicePeriodId | null;
  readonly timeZone: TimeZone;
}): BillingTerms | undefined =>
  account.invoicePeriodId === null ? undefined : { period: account.invoicePeriodId, timeZone: account.timeZone };

/**
 * The schedule of an account whose terms were set or changed just now: the running period is the next to be billed. What has
 * been billed of it already does not count towards its type.
 * @param billedUntil where the account's latest invoice ends
 */
export const scheduleUnder = (terms: BillingTerms, now: Instant, billedUntil: Instant | null): NextInvoice => {
  const nextInvoiceAt = periodEndAfter(terms, now);
  const startsAt = billedUntil ?? periodStartBefore(terms, nextInvoiceAt);
  return { nextInvoiceAt, nextInvoiceType: scheduledTypeOf(terms, startsAt, nextInvoiceAt) };
};

/** The schedule once the period that ends at an instant has been billed. */
export const scheduleAfter = (terms: BillingTerms, endsAt: Instant): NextInvoice => {
  const nextInvoiceAt = periodEndAfter(terms, endsAt);
  return { nextInvoiceAt, nextInvoiceType: scheduledTypeOf(terms, endsAt, nextInvoiceAt) };
};

/** Calls that began before a period's end are waited for: the longest that one may take, in seconds. */
export const defaultMaxCallDuration = 7_200;

/** Whether the period has ended and no call of it can still be running (docs/wire/admin.md, when an account is due). */
export const isDue = (
  { nextInvoiceAt, maxCallDuration }: Pick<Account, 'nextInvoiceAt' | 'maxCallDuration'>,
  now: Instant,
): boolean =>
  nextInvoiceAt !== null && !isLater(nextInvoiceAt.add({ seconds: maxCallDuration ?? defaultMaxCallDuration }), now);
