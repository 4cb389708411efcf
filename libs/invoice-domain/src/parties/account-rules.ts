import { dayIn, Decimal, instantOf, type TimeZone } from '@org/kernel';
import { invoicePeriodIds, type Account } from './account.js';
import type { ContactId } from '../model/ids.js';
import { isAtLeast, isAtMost, isNumber } from '../writing/amounts.js';
import {
  greatestInteger,
  isLinked,
  isLinkedIfPresent,
  isNotNull,
  isPresent,
  isShort,
  isWithin,
  type Draft,
  type Rule,
} from '../writing/rule.js';

export type AccountDraft = Draft<Account, 'contractor' | 'invoiceTemplate'>;

export type ScheduleDraft = Draft<Pick<Account, 'invoicePeriodId' | 'timeZone'>>;

const areInOrder = (low: Decimal | null | undefined, high: Decimal | null | undefined): boolean =>
  low === null || low === undefined || high === null || high === undefined || low.compareTo(high) <= 0;

const hasRangeOfBalances: Rule<AccountDraft> = ({ minBalance = Decimal.zero, maxBalance = Decimal.zero }) =>
  areInOrder(minBalance, maxBalance)
    ? []
    : [{ member: 'maxBalance', message: `must be greater than or equal to ${minBalance?.toString() ?? ''}` }];

const hasThresholdsInOrder: Rule<AccountDraft> = ({ balanceLowThreshold: low, balanceHighThreshold: high }) =>
  areInOrder(low, high) && !(low && high && low.equals(high))
    ? []
    : [{ member: 'balanceLowThreshold', message: 'must be less than balance high threshold' }];

const hasKnownPeriod: Rule<ScheduleDraft> = ({ invoicePeriodId: period }) =>
  period === null || period === undefined || invoicePeriodIds.includes(period)
    ? []
    : [{ member: 'invoicePeriodId', message: 'is not included in the list' }];

const someInstant = instantOf('2000-01-01T00:00:00Z');

/** A numeric offset is refused, as by the database: PostgreSQL reads its sign the other way round. */
const isTimeZone = (name: TimeZone): boolean => {
  try {
    return /^[A-Za-z]/.test(name) && dayIn(name, someInstant).year > 0;
  } catch {
    return false;
  }
};

/** Also what the database says of a zone that it alone does not know. */
export const noTimeZone = (name: string) => ({ member: 'timeZone', message: `${name} is not a valid timezone` });

export const isKnownZone = (name: string) => (isTimeZone(name) ? [] : [noTimeZone(name)]);

const hasTimeZone: Rule<ScheduleDraft> = ({ timeZone }) =>
  timeZone === undefined ? [] : timeZone === null ? [noTimeZone('')] : isKnownZone(timeZone);

/** Of the terms that a schedule is made from. */
export const scheduleRules: readonly Rule<ScheduleDraft>[] = [hasKnownPeriod, hasTimeZone];

const areContacts = (ids: readonly ContactId[] | null | undefined): boolean =>
  ids === null || ids === undefined || ids.every((id) => id > 0 && id <= greatestInteger);

const namesContacts: Rule<AccountDraft> = (account) =>
  (['sendBalanceNotificationsTo', 'sendInvoicesTo'] as const)
    .filter((member) => !areContacts(account[member]))
    .map((member) => ({ member, message: 'is invalid' }));

export const accountRules: readonly Rule<AccountDraft>[] = [
  isLinked('contractor'),
  isLinkedIfPresent('invoiceTemplate'),
  isPresent('name'),
  isShort('name'),
  isNumber('minBalance', 'maxBalance', 'vat'),
  hasRangeOfBalances,
  isAtLeast('0', 'vat', 'destinationRateLimit'),
  isAtMost('100', 'vat'),
  hasThresholdsInOrder,
  isWithin({ least: 1, greatest: greatestInteger }, 'maxCallDuration'),
  isWithin({ least: 1, greatest: 32_767 }, 'originationCapacity', 'terminationCapacity', 'totalCapacity'),
  ...scheduleRules,
  namesContacts,
  isNotNull('uuid'),
];

export const balanceRules: readonly Rule<Draft<Pick<Account, 'balance'>>>[] = [isPresent('balance')];
