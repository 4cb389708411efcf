import { Decimal, startOfDay, type Instant, type LocalDate, type TimeZone } from '@org/kernel';
import type { AccountId } from '../model/ids.js';
import type { PostingKind } from './posting.js';

/** Days of a statement of account; both belong to it. */
export interface StatementDays {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The stretch of time that days are, in the zone of an account: the end does not belong to it. */
export interface StatementPeriod {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** Years that a statement may be about. */
export const longestStatement = 10;

/** First and last year of a statement: those that every writing of dates has four digits for. */
const years = { first: 1000, last: 9998 } as const;

/** The day at fault: out of the calendar, before the first day, or too many years after it. Undefined where there is none. */
export const faultOf = ({ from, to }: StatementDays): keyof StatementDays | undefined => {
  if (from.year < years.first || from.year > years.last) return 'from';
  const isInOrder = from.until(to).sign >= 0;
  const isShort = from.add({ years: longestStatement }).until(to).sign < 0;
  return to.year > years.last || !isInOrder || !isShort ? 'to' : undefined;
};

export const statementPeriodOf = ({ from, to }: StatementDays, zone: TimeZone): StatementPeriod => ({
  startsAt: startOfDay(from, zone),
  endsAt: startOfDay(to.add({ days: 1 }), zone),
});

/** An account's postings of one kind, added up. */
export interface Movement {
  readonly kind: PostingKind;
  readonly count: number;
  readonly amount: Decimal;
}

/** The movements of an account's money between two days, by the moments at which they were booked. */
export interface Statement extends StatementDays, StatementPeriod {
  readonly accountId: AccountId;
  /** ISO 4217 alpha-3, that of the account. */
  readonly currency: string;
  /** Sum of the postings before the first day. */
  readonly openingBalance: Decimal;
  /** Sum of the postings up to the end of the last day. */
  readonly closingBalance: Decimal;
  /** Sum of the postings above zero. */
  readonly credits: Decimal;
  /** Sum of the postings below zero, with its sign. */
  readonly debits: Decimal;
  readonly movements: readonly Movement[];
}

/** Postings of one kind within a period. */
export interface PostedSums {
  readonly kind: PostingKind;
  readonly count: number;
  readonly credits: Decimal;
  readonly debits: Decimal;
}

/** Figures of an account that a statement is made of. */
export interface PostedFigures {
  readonly currency: string;
  readonly balance: Decimal;
  /** Sum of the postings from the end of the period on. */
  readonly after: Decimal;
  readonly sums: readonly PostedSums[];
}

/** Works back from the balance, which is the sum of all postings: so the postings before the period need not be read. */
export const statementOf = (
  accountId: AccountId,
  stretch: StatementDays & StatementPeriod,
  { currency, balance, after, sums }: PostedFigures,
): Statement => {
  const credits = Decimal.sum(sums.map((one) => one.credits));
  const debits = Decimal.sum(sums.map((one) => one.debits));
  const closingBalance = balance.minus(after);
  return {
    ...stretch,
    accountId,
    currency,
    openingBalance: closingBalance.minus(credits).minus(debits),
    closingBalance,
    credits,
    debits,
    movements: sums.map((one) => ({ kind: one.kind, count: one.count, amount: one.credits.plus(one.debits) })),
  };
};
