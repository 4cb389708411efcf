import type { AccountClass } from './account-class.js';
import type { Account } from './account.js';
import type { Reseller } from './reseller.js';
import { isKnownZone } from './account-rules.js';
import { isLinkedIfPresent, isNotNull, isPresent, isShort, isWithin, type Draft, type Rule } from '../writing/rule.js';

export type AccountTermsDraft = Draft<Account, 'accountClass'>;

const daysOfMonth = { least: 1, greatest: 31 };

export const accountClassRules: readonly Rule<Draft<AccountClass>>[] = [
  isPresent('name'),
  isShort('name'),
  isWithin(daysOfMonth, 'billingDay'),
  isNotNull('daysToPay'),
  isWithin({ least: 0, greatest: 3_650 }, 'daysToPay'),
];

export const accountTermsRules: readonly Rule<AccountTermsDraft>[] = [
  isLinkedIfPresent('accountClass'),
  isNotNull('paymentModel'),
  isWithin(daysOfMonth, 'billingDay'),
  isPresent('invoiceRefTemplate'),
  isShort('invoiceRefTemplate'),
];

const hasKnownZone: Rule<Draft<Reseller>> = ({ timeZone }) =>
  timeZone === undefined || timeZone === null ? [] : isKnownZone(timeZone);

export const resellerTermsRules: readonly Rule<Draft<Reseller>>[] = [
  hasKnownZone,
  isNotNull('externallyInvoiced'),
  isPresent('invoiceRefTemplate'),
  isShort('invoiceRefTemplate'),
];
