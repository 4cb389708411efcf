import type { Decimal, Instant } from '@org/kernel';
import type { AccountId, PaymentId, RefundId, ResellerId } from '../model/ids.js';
import type { RefundStatus } from './refund-lifecycle.js';

/** Why money of a payment goes back: it is returned, the payer's bank takes it, it never came, or its sender cancels it. */
export const refundKinds = ['refund', 'chargeback', 'undone_completion', 'cancellation'] as const;
export type RefundKind = (typeof refundKinds)[number];

/** Money of a payment that is given back, in whole or in part. */
export interface Refund {
  readonly id: RefundId;
  readonly paymentId: PaymentId;
  readonly accountId: AccountId;
  readonly resellerId: ResellerId;
  readonly kind: RefundKind;
  readonly status: RefundStatus;
  readonly amount: Decimal;
  readonly actor: string;
  readonly reason: string | null;
  readonly createdAt: Instant;
  /** When it was done or called off. */
  readonly endedAt: Instant | null;
}
