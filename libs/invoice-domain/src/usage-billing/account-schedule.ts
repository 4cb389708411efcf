import type { Instant } from '@org/kernel';
import type { Account } from '../parties/account.js';
import { billingTermsOf, noNextInvoice, scheduleUnder, type BilledSoFar } from './invoice-schedule.js';

type Terms = Pick<Account, 'invoicePeriodId' | 'timeZone'>;
type Schedule = Pick<Account, 'nextInvoiceAt' | 'nextInvoiceType'>;

/** When an account is billed next under terms that hold from now on: the one place where a schedule begins, changes or ends. */
export const scheduleOf = (account: Terms, now: Instant, billed: BilledSoFar): Schedule => {
  const terms = billingTermsOf(account);
  return terms === undefined ? noNextInvoice : scheduleUnder(terms, now, billed);
};

export const haveTermsChanged = (before: Terms, after: Terms): boolean =>
  before.invoicePeriodId !== after.invoicePeriodId || before.timeZone !== after.timeZone;
