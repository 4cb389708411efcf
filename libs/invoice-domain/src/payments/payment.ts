import type { Decimal, Instant, LocalDate } from '@org/kernel';
import type { AccountId, PaymentId, ResellerId } from '../model/ids.js';

export const paymentStatuses = [
  'waiting_for_payment',
  'expired',
  'cancelled',
  'receipt_creating',
  'receipt_sent',
  'processing',
  'completed',
  'paid_from_balance',
] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/** Types of payments. */
export const paymentTypes = ['manual', 'cryptomus'] as const;
export type PaymentType = (typeof paymentTypes)[number];

export interface Payment {
  readonly id: PaymentId;
  readonly accountId: AccountId;
  readonly resellerId: ResellerId;
  readonly documentId: string;
  readonly status: PaymentStatus;
  readonly currencyCode: string;
  readonly initialTotal: Decimal;
  readonly discountAmount: Decimal;
  /** To be paid. */
  readonly total: Decimal;
  /** Paid with credit that the account had. */
  readonly amountPaidFromBalance: Decimal;
  readonly comment: string | null;
  /** The due date. An externally managed invoice's payment has none until the invoice is approved. */
  readonly expirationDate: LocalDate | null;
  readonly closedAt: Instant | null;
  /** Total of the third-party invoice; set together with its currency. */
  readonly externalTotal: Decimal | null;
  readonly externalCurrencyCode: string | null;
  readonly type: PaymentType;
  /** For the operator's eyes only. */
  readonly privateNotes: string | null;
  /** The account's balance when the payment reached it. */
  readonly balanceBeforePayment: Decimal | null;
  readonly rolledBackAt: Instant | null;
  /** External key, unique per reseller. */
  readonly externalKey: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
