import type { AccountClass } from './account-class.js';
import type { Account } from './account.js';
import type { Reseller } from './reseller.js';
import { isKnownZone, scheduleRules } from './account-rules.js';
import {
  isLinked,
  isLinkedIfPresent,
  isNotBlank,
  isNotNull,
  isPresent,
  isShort,
  isWithin,
  matches,
  type Draft,
  type Rule,
} from '../writing/rule.js';

export type AccountTermsDraft = Draft<Account, 'accountClass'>;
export type ResellerDraft = Draft<Reseller, 'parent'>;
export type ResellerAccountDraft = Draft<Account, 'reseller' | 'contractor' | 'accountClass'>;

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

const isHostName: Rule<ResellerDraft> = matches(
  /^(?=.{1,253}$)[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i,
  'is not a name of a host',
  'domain',
);

const texts = [
  'name',
  'domain',
  'managerName',
  'companyName',
  'addressLine1',
  'addressLine2',
  'city',
  'zip',
  'invoiceRefTemplate',
  'creditNoteRefTemplate',
] as const;

export const resellerRules: readonly Rule<ResellerDraft>[] = [
  isLinkedIfPresent('parent'),
  isPresent('name', 'domain', 'currency', 'companyName', 'country'),
  isShort(...texts),
  isHostName,
  matches(/^[A-Z]{2}$/, 'is invalid', 'country'),
  isNotNull('managerName', 'addressLine1', 'addressLine2', 'city', 'zip', 'externallyInvoiced', 'settlesFromCredit'),
  isNotBlank('invoiceRefTemplate', 'creditNoteRefTemplate'),
  matches(/\$(seq|id)/, 'must have $seq or $id', 'creditNoteRefTemplate'),
  hasKnownZone,
];

export const resellerAccountRules: readonly Rule<ResellerAccountDraft>[] = [
  isLinked('reseller', 'contractor'),
  isLinkedIfPresent('accountClass'),
  isPresent('name', 'paymentModel'),
  isShort('name', 'invoiceRefTemplate'),
  isNotBlank('currency', 'invoiceRefTemplate'),
  isWithin(daysOfMonth, 'billingDay'),
  ...scheduleRules,
];
