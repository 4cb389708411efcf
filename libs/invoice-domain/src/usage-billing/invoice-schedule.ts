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

/** Terms of an account that is on a schedule, and what is planned under them; undefined for any other. */
export const planOf = (
  account: Pick<Account, 'invoicePeriodId' | 'nextInvoiceAt' | 'nextInvoiceType' | 'timeZone'>,
): { readonly terms: BillingTerms; readonly next: NextInvoice } | undefined => {
  const terms = billingTermsOf(account);
  const { nextInvoiceAt, nextInvoiceType } = account;
  if (terms === undefined || nextInvoiceAt === null || nextInvoiceType === null) return undefined;
  return { terms, next: { nextInvoiceAt, nextInvoiceType } };
};

/** How far an account has been billed when its terms are set. */
export interface BilledSoFar {
  /** End of the period that was to be billed next until now; null when there was no schedule. */
  readonly nextInvoiceAt: Instant | null;
  /** End of the latest usage invoice. */
  readonly billedUntil: Instant | null;
  /** First call or transaction of an account that was never billed. */
  readonly usedSince: Instant | null;
}

export const neverBilled: BilledSoFar = { nextInvoiceAt: null, billedUntil: null, usedSince: null };

/**
 * The schedule of an account whose terms were set or changed just now. The chain of its periods goes on where it ended: a period that is
 * over keeps its end, the running one ends with the first boundary of the new terms, and what was not billed while there was no schedule
 * comes first. What has been billed of a period already does not count towards its type.
 */
export const scheduleUnder = (terms: BillingTerms, now: Instant, billed: BilledSoFar): NextInvoice => {
  const nextInvoiceAt = nextEnd(terms, now, billed);
  const startsAt = billed.billedUntil ?? periodStartBefore(terms, nextInvoiceAt);
  return { nextInvoiceAt, nextInvoiceType: scheduledTypeOf(terms, startsAt, nextInvoiceAt) };
};

const nextEnd = (
  terms: BillingTerms,
  now: Instant,
  { nextInvoiceAt, billedUntil, usedSince }: BilledSoFar,
): Instant => {
  if (nextInvoiceAt !== null) return isLater(nextInvoiceAt, now) ? periodEndAfter(terms, now) : nextInvoiceAt;
  const unbilledSince = billedUntil ?? usedSince;
  return periodEndAfter(terms, unbilledSince !== null && isLater(now, unbilledSince) ? unbilledSince : now);
};

/** The schedule once the period that ends at an instant has been billed. */
export const scheduleAfter = (terms: BillingTerms, endsAt: Instant): NextInvoice => {
  const nextInvoiceAt = periodEndAfter(terms, endsAt);
  return { nextInvoiceAt, nextInvoiceType: scheduledTypeOf(terms, endsAt, nextInvoiceAt) };
};

/** Calls that began before a period's end are waited for: the longest that one may take, in seconds. */
export const defaultMaxCallDuration = 7_200;

/** Whether a period has ended and no call of it can still be running (docs/wire/admin.md, when an account is due). */
export const isOver = (endsAt: Instant, { maxCallDuration }: Pick<Account, 'maxCallDuration'>, now: Instant): boolean =>
  !isLater(endsAt.add({ seconds: maxCallDuration ?? defaultMaxCallDuration }), now);
