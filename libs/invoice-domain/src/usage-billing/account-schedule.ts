import type { Instant } from '@org/kernel';
import type { Account } from '../parties/account.js';
import { billingTermsOf, noNextInvoice, scheduleUnder } from './invoice-schedule.js';

type Terms = Pick<Account, 'invoicePeriodId' | 'timeZone'>;
type Schedule = Pick<Account, 'nextInvoiceAt' | 'nextInvoiceType'>;

/** Next scheduled invoice of an account under its terms from now on; the only place where a schedule begins, changes or ends. */
export const scheduleOf = (account: Terms, now: Instant, billedUntil: Instant | null): Schedule => {
  const terms = billingTermsOf(account);
  return terms === undefined ? noNextInvoice : scheduleUnder(terms, now, billedUntil);
};

export const haveTermsChanged = (before: Terms, after: Terms): boolean =>
  before.invoicePeriodId !== after.invoicePeriodId || before.timeZone !== after.timeZone;
