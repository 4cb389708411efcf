import type { Decimal, Instant } from '@org/kernel';
import type { AccountId, PostingId, ResellerId } from '../model/ids.js';

/** Kinds of movements of money (docs/wire/admin.md, postings). */
export const postingKinds = [
  'opening',
  'adjustment',
  'charge',
  'tax',
  'correction',
  'transaction',
  'reversal',
  'replacement',
  'payment',
  'cancellation',
  'settlement',
  'refund',
  'chargeback',
  'undone_completion',
  'credit_note',
] as const;
export type PostingKind = (typeof postingKinds)[number];

/** Records that cause postings. An adjustment causes itself. */
export const causeTypes = [
  'account',
  'posting',
  'charge',
  'tax',
  'correction',
  'transaction',
  'usage_revision',
  'payment',
  'allocation',
  'refund',
  'credit_note',
] as const;
export type CauseType = (typeof causeTypes)[number];

/** A movement of an account's money, for good: what it undoes is another posting. */
export interface Posting {
  readonly id: PostingId;
  readonly accountId: AccountId;
  readonly resellerId: ResellerId;
  /** ISO 4217 alpha-3, that of the account. */
  readonly currency: string;
  /** Its place in the account's journal, from 1. */
  readonly number: number;
  readonly kind: PostingKind;
  /** Above zero it is a credit, below zero a debit. */
  readonly amount: Decimal;
  /** Balance of the account after it. */
  readonly balance: Decimal;
  readonly causeType: CauseType;
  readonly causeId: number;
  /** The moment that the cause moves the money at, such as when a payment was closed. */
  readonly bookedAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly reason: string | null;
}

/** A posting that is about to be recorded. */
export interface NewPosting extends Pick<Posting, 'accountId' | 'kind' | 'amount' | 'causeType'> {
  /** Null for an adjustment, which is its own cause. */
  readonly causeId: number | null;
  /** The present unless given. */
  readonly bookedAt?: Instant;
}

/** The journal within a transaction that has the accounts locked. */
export interface Journal {
  /** Amounts of zero are not posted. */
  post(...postings: readonly NewPosting[]): Promise<void>;
}
