import type { Instant } from '@org/kernel';
import type { ScheduleDraft } from '../parties/account-rules.js';
import type { Account } from '../parties/account.js';
import { billingTermsOf, noNextInvoice, scheduleUnder, type BilledSoFar } from './invoice-schedule.js';

export type AccountTerms = Pick<Account, 'invoicePeriodId' | 'timeZone'>;
export type AccountSchedule = Pick<Account, 'nextInvoiceAt' | 'nextInvoiceType'>;

/** When an account is billed next under terms that hold from now on: the one place where a schedule begins, changes or ends. */
export const scheduleOf = (account: AccountTerms, now: Instant, billed: BilledSoFar): AccountSchedule => {
  const terms = billingTermsOf(account);
  return terms === undefined ? noNextInvoice : scheduleUnder(terms, now, billed);
};

/**
 * The terms of an account once they are changed, with the schedule that follows from them, whether they are changed or only previewed.
 * What is absent of a change stays as it is; without a period there is no schedule.
 * @param billedSoFar asked for only when the terms become others
 * @returns undefined when they stay what they are
 */
export const rescheduled = async (
  account: AccountTerms & AccountSchedule,
  { invoicePeriodId = account.invoicePeriodId, timeZone }: ScheduleDraft,
  now: Instant,
  billedSoFar: () => Promise<Omit<BilledSoFar, 'nextInvoiceAt'>>,
): Promise<(AccountSchedule & AccountTerms) | undefined> => {
  const terms = { invoicePeriodId, timeZone: timeZone ?? account.timeZone };
  if (terms.invoicePeriodId === account.invoicePeriodId && terms.timeZone === account.timeZone) return undefined;
  const { nextInvoiceAt } = account;
  return { ...terms, ...scheduleOf(terms, now, { ...(await billedSoFar()), nextInvoiceAt }) };
};
